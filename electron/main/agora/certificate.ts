import { existsSync, promises as fs } from 'node:fs'
import type { Encryption } from '../secrets.ts'

const CERTIFICATE = /^[0-9a-f]{32}$/i
/** A text file with one line; whatever is larger is something else. */
const MAX_CHARACTERS = 1024

/**
 * The App Certificate for trials: whoever has it can enter every channel of the App ID. It is read from a file by the
 * shell, kept encrypted by the system, and leaves this process only as a token. It is therefore not among the secrets
 * the page may read.
 */
export class TrialCertificate {
  readonly #file: string
  readonly #encryption: Encryption

  constructor(file: string, encryption: Encryption) {
    this.#file = file
    this.#encryption = encryption
  }

  get state(): 'none' | 'stored' {
    return existsSync(this.#file) ? 'stored' : 'none'
  }

  async import(text: string): Promise<'stored' | 'notACertificate' | 'noSecureStorage'> {
    const certificate = text.slice(0, MAX_CHARACTERS).trim()
    if (!CERTIFICATE.test(certificate)) return 'notACertificate'
    if (!(await this.#encryption.available())) return 'noSecureStorage'
    const bytes = await this.#encryption.encrypt(certificate)
    await fs.writeFile(`${this.#file}.new`, bytes, { mode: 0o600 })
    await fs.rename(`${this.#file}.new`, this.#file)
    return 'stored'
  }

  /** Null when there is none or this user of the system cannot decrypt it. */
  async read(): Promise<string | null> {
    try {
      const certificate = await this.#encryption.decrypt(await fs.readFile(this.#file))
      return CERTIFICATE.test(certificate) ? certificate : null
    } catch {
      return null
    }
  }

  async forget(): Promise<void> {
    await fs.rm(this.#file, { force: true })
  }
}
