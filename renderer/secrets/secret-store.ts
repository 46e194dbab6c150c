import type { SecretsApi } from '#shared/protocol/shell.ts'

/** Tokens and keys by name. Nothing of them is ever written to storage of the browser, the log or an address. */
export interface SecretStore {
  /** Whether they are still there after the window was closed; else they are kept in this page's memory alone. */
  readonly lasts: () => Promise<boolean>
  readonly get: (name: string) => Promise<string | null>
  readonly set: (name: string, value: string) => Promise<void>
  readonly delete: (name: string) => Promise<void>
}

/** `api` is what the desktop shell offers; without it, or where it cannot encrypt, secrets live as long as the page. */
export function openSecretStore(api: SecretsApi | undefined): SecretStore {
  const memory = new Map<string, string>()
  const available = api ? api.available().catch(() => false) : Promise.resolve(false)
  const keeper = async (): Promise<SecretsApi | null> => ((await available) ? (api ?? null) : null)
  return {
    lasts: () => available,
    get: async (name) => {
      const kept = memory.get(name)
      if (kept !== undefined) return kept
      return (await (await keeper())?.get(name).catch(() => null)) ?? null
    },
    set: async (name, value) => {
      const shell = await keeper()
      const stored = shell
        ? await shell.set(name, value).then(
            () => true,
            () => false,
          )
        : false
      if (stored) memory.delete(name)
      else memory.set(name, value)
    },
    delete: async (name) => {
      memory.delete(name)
      await (await keeper())?.delete(name).catch(() => undefined)
    },
  }
}
