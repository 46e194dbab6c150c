import { describe, expect, it } from 'vitest'

import type { SecretsApi } from '#shared/protocol/shell.ts'
import { openSecretStore } from './secret-store.ts'

function shellWith(available: boolean) {
  const kept = new Map<string, string>()
  const api: SecretsApi = {
    available: async () => available,
    get: async (name) => kept.get(name) ?? null,
    set: async (name, value) => {
      if (!available) throw new Error('This system keeps no secrets.')
      kept.set(name, value)
    },
    delete: async (name) => void kept.delete(name),
  }
  return { kept, api }
}

describe('secrets', () => {
  it('are kept by the shell where it can', async () => {
    const { kept, api } = shellWith(true)
    const store = openSecretStore(api)
    await store.set('whip.a', 'sesame')
    expect(await store.lasts()).toBe(true)
    expect([...kept]).toEqual([['whip.a', 'sesame']])
    expect(await openSecretStore(api).get('whip.a')).toBe('sesame')
    await store.delete('whip.a')
    expect(await store.get('whip.a')).toBe(null)
  })

  it.each([
    ['in a browser', undefined],
    ['where the system encrypts nothing', shellWith(false).api],
  ])('live as long as the page %s', async (_where, api) => {
    const store = openSecretStore(api)
    expect(await store.lasts()).toBe(false)
    await store.set('whip.a', 'sesame')
    expect(await store.get('whip.a')).toBe('sesame')
    expect(await openSecretStore(api).get('whip.a')).toBe(null)
    await store.delete('whip.a')
    expect(await store.get('whip.a')).toBe(null)
  })

  it('are not lost for this show when the shell fails to keep one', async () => {
    const { api } = shellWith(true)
    const store = openSecretStore({ ...api, set: () => Promise.reject(new Error('disk full')) })
    await store.set('whip.a', 'sesame')
    expect(await store.get('whip.a')).toBe('sesame')
  })
})
