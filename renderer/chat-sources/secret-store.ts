/** Where tokens and keys are kept. Never in the library, in localStorage, in a log or in an address. */
export interface SecretStore {
  /** True: encrypted by the system for this user; false: in this window's memory, gone when it closes. */
  readonly kept: boolean
  readonly get: (name: string) => Promise<string | null>
  /** Null forgets it. */
  readonly set: (name: string, value: string | null) => Promise<void>
}

/** For a studio in a browser: nothing outlives the window. */
export function createMemorySecrets(): SecretStore {
  const held = new Map<string, string>()
  return {
    kept: false,
    get: (name) => Promise.resolve(held.get(name) ?? null),
    set: (name, value) => {
      if (value === null) held.delete(name)
      else held.set(name, value)
      return Promise.resolve()
    },
  }
}
