import { promises as fs } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

/** What the operating system offers for keeping text so that only this user can read it. */
export interface Encryption {
  readonly available: () => Promise<boolean>
  readonly encrypt: (text: string) => Promise<Buffer>
  readonly decrypt: (bytes: Buffer) => Promise<string>
}

/** Small secrets by name: tokens, keys. They never leave this file but to the page that put them there. */
export interface SecretVault {
  readonly available: () => Promise<boolean>
  /** Null when there is none, or when it can no longer be decrypted (another user, a restored backup). */
  readonly get: (name: unknown) => Promise<string | null>
  readonly set: (name: unknown, value: unknown) => Promise<void>
  readonly delete: (name: unknown) => Promise<void>
}

const nameSchema = z.string().regex(/^(?:whip|agora|signaling|remote|assistant|sync)\.[a-z0-9-]{1,40}$/)
const valueSchema = z.string().min(1).max(8192)
const fileSchema = z.record(z.string(), z.string())

/**
 * Keeps secrets encrypted in one file. Refuses where the system offers no encryption: a secret in the clear is not kept
 * at all. Rejects for names and values that do not fit; a damaged file counts as empty.
 */
export function createSecretVault(file: string, encryption: Encryption): SecretVault {
  let work: Promise<unknown> = Promise.resolve()
  /** One change after the other: each reads what the one before has written. */
  const inTurn = <Value>(change: () => Promise<Value>): Promise<Value> => {
    const next = work.then(change)
    work = next.catch(() => undefined)
    return next
  }
  const read = async (): Promise<Record<string, string>> => {
    try {
      return fileSchema.parse(JSON.parse(await fs.readFile(file, 'utf8')))
    } catch {
      return {}
    }
  }
  const write = async (secrets: Record<string, string>): Promise<void> => {
    await fs.mkdir(dirname(file), { recursive: true })
    await fs.writeFile(`${file}.new`, JSON.stringify(secrets), { mode: 0o600 })
    await fs.chmod(`${file}.new`, 0o600)
    await fs.rename(`${file}.new`, file)
  }
  return {
    available: encryption.available,
    get: async (name) => {
      const key = nameSchema.parse(name)
      return inTurn(async () => {
        const kept = (await read())[key]
        if (kept === undefined || !(await encryption.available())) return null
        return encryption.decrypt(Buffer.from(kept, 'base64')).catch(() => null)
      })
    },
    set: async (name, value) => {
      const key = nameSchema.parse(name)
      const text = valueSchema.safeParse(value)
      if (!text.success) throw new Error('A secret is a text of 1 to 8192 characters.')
      return inTurn(async () => {
        if (!(await encryption.available())) throw new Error('This system keeps no secrets.')
        const bytes = await encryption.encrypt(text.data)
        await write({ ...(await read()), [key]: bytes.toString('base64') })
      })
    },
    delete: async (name) => {
      const key = nameSchema.parse(name)
      return inTurn(async () => {
        const { [key]: gone, ...rest } = await read()
        if (gone !== undefined) await write(rest)
      })
    },
  }
}
