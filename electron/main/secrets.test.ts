import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ZodError } from 'zod'
import { createSecretVault, type Encryption } from './secrets.ts'

/** Not secret at all, but reversible and unlike the text. */
const coded = (text: string): string => Buffer.from(text).toString('base64')
const encryption: Encryption = {
  available: async () => true,
  encrypt: async (text) => Buffer.from(coded(text)),
  decrypt: async (bytes) => Buffer.from(bytes.toString(), 'base64').toString(),
}

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'secrets-'))
  file = path.join(folder, 'kept', 'secrets.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the vault', () => {
  it('keeps secrets for the next start, encrypted, readable for this user alone', async () => {
    const vault = createSecretVault(file, encryption)
    await Promise.all([vault.set('whip.one', 'sesame'), vault.set('whip.two', '芝麻开门')])
    const next = createSecretVault(file, encryption)
    expect(await next.get('whip.one')).toBe('sesame')
    expect(await next.get('whip.two')).toBe('芝麻开门')
    expect(await next.get('whip.three')).toBe(null)
    expect(readFileSync(file, 'utf8')).not.toContain('sesame')
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    await next.delete('whip.one')
    expect(await vault.get('whip.one')).toBe(null)
    expect(await vault.get('whip.two')).toBe('芝麻开门')
  })

  it.each(['sesame', 'whip.', 'whip.A', '../whip.a', 'whip.a/b', '__proto__', 'other.a', 7, null])(
    'refuses the name %j',
    async (name) => {
      const vault = createSecretVault(file, encryption)
      await expect(vault.set(name, 'x')).rejects.toThrow(ZodError)
      await expect(vault.get(name)).rejects.toThrow(ZodError)
    },
  )

  it('refuses what is no text, without repeating it', async () => {
    const vault = createSecretVault(file, encryption)
    const refusal = await vault.set('whip.a', 'x'.repeat(9000)).catch(String)
    expect(refusal).toContain('1 to 8192')
    await expect(vault.set('whip.a', { token: 1 })).rejects.toThrow('A secret is a text')
  })

  it('keeps nothing where the system encrypts nothing', async () => {
    const vault = createSecretVault(file, { ...encryption, available: async () => false })
    await expect(vault.set('whip.a', 'sesame')).rejects.toThrow('keeps no secrets')
    expect(await vault.get('whip.a')).toBe(null)
    expect(existsSync(file)).toBe(false)
  })

  it('says there is none when a kept one can no longer be read, or the file is damaged', async () => {
    await createSecretVault(file, encryption).set('whip.a', 'sesame')
    const moved = createSecretVault(file, {
      ...encryption,
      decrypt: () => Promise.reject(new Error('another key')),
    })
    expect(await moved.get('whip.a')).toBe(null)
    writeFileSync(file, '{"whip.a":')
    const vault = createSecretVault(file, encryption)
    expect(await vault.get('whip.a')).toBe(null)
    await vault.set('whip.a', 'again')
    expect(await vault.get('whip.a')).toBe('again')
  })
})
