import { describe, expect, it } from 'vitest'

import { createGrants } from './grants.ts'
import { createInvites } from './invites.ts'
import { createPairing } from './pairing.ts'
import { createMemoryGrants } from './testing/transport-rig.ts'

function setUp() {
  const nowMs = (): number => 0
  const store = createMemoryGrants()
  const invites = createInvites({ nowMs, onReplaced: () => undefined })
  const { attempt } = createPairing(invites, createGrants(store, nowMs), store)
  const codes = invites.current().map(({ code }) => code)
  const wrong = ['000000', '000001', '000002', '000003'].find((code) => !codes.includes(code))!
  const errorOf = async (code: string, address: string): Promise<string> => {
    const outcome = await attempt({ code, name: '小红' }, address, {})
    return outcome.ok ? 'ok' : outcome.denial.error
  }
  return { store, viewerCode: invites.current()[1]!.code, wrong, attempt, errorOf }
}

const tally = (errors: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    [...new Set(errors)].map((kind) => [kind, errors.filter((error) => error === kind).length]),
  )

describe('pairing attempts', () => {
  it('with right codes use up none of the guesses', async () => {
    const { errorOf, viewerCode, wrong } = setUp()
    for (let phone = 0; phone < 20; phone += 1) expect(await errorOf(viewerCode, '192.168.1.7')).toBe('ok')
    expect(await errorOf(wrong, '192.168.1.7')).toBe('wrongCode')
    expect(await errorOf(viewerCode, '192.168.1.7')).toBe('ok')
  })

  it('have five guesses an address, and one address does not use up the others’', async () => {
    const { errorOf, viewerCode, wrong, store } = setUp()
    const errors = await Promise.all(Array.from({ length: 1_000 }, () => errorOf(wrong, '192.168.1.66')))
    expect(tally(errors)).toEqual({ wrongCode: 5, tooManyAttempts: 995 })
    expect(await errorOf(viewerCode, '192.168.1.66')).toBe('tooManyAttempts')
    expect(await errorOf(viewerCode, '192.168.1.7')).toBe('ok')
    expect(store.size()).toBe(1)
  })

  it('have sixty guesses together, however many addresses they come from and however close', async () => {
    const { errorOf, wrong, store } = setUp()
    const errors = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => errorOf(wrong, `10.0.0.${index}`)),
    )
    const { tooManyAttempts, ...looked } = tally(errors)
    expect(Object.values(looked).reduce((sum, count) => sum + count, 0)).toBe(60)
    expect(tooManyAttempts).toBe(940)
    expect(store.size()).toBe(0)
  })

  it('with right codes make so many devices a minute from one address and no more', async () => {
    const { errorOf, viewerCode, store } = setUp()
    const errors = await Promise.all(Array.from({ length: 200 }, () => errorOf(viewerCode, '192.168.1.7')))
    expect(tally(errors)).toEqual({ ok: 60, tooManyAttempts: 140 })
    expect(store.size()).toBe(60)
  })

  it('give a nameless viewer a name', async () => {
    const { attempt, viewerCode, store } = setUp()
    expect(await attempt({ code: viewerCode.replace(/^.../, '$& ') }, '192.168.1.7', {})).toMatchObject({
      ok: true,
    })
    expect(store.size()).toBe(1)
  })
})
