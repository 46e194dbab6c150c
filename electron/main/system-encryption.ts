import { safeStorage } from 'electron'
import type { Encryption } from './secrets.ts'

/** The key store of the system: Keychain, DPAPI, or the desktop's password store on Linux. */
export const systemEncryption: Encryption = {
  available: async () => {
    // Came with Electron 45; the oldest runtime we run on has it not, and then keeps nothing.
    if (typeof safeStorage.isAsyncEncryptionAvailable !== 'function') return false
    // Without a password store Chromium "encrypts" with a key that everybody knows.
    if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false
    return safeStorage.isAsyncEncryptionAvailable()
  },
  encrypt: (text) => safeStorage.encryptStringAsync(text),
  decrypt: async (bytes) => (await safeStorage.decryptStringAsync(bytes)).result,
}
