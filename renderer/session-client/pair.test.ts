import { describe, expect, it } from 'vitest'

import { readPairAnswer } from './pair.ts'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  readPairAnswer(new Response(JSON.stringify(body), { status, headers }))

describe('the answer to a pairing code', () => {
  it('lets in, and says where to go', async () => {
    expect(await answer(200, { role: 'viewer', next: '/watch/' })).toEqual({
      ok: true,
      role: 'viewer',
      next: '/watch/',
    })
  })

  it('tells a wrong code from one that was replaced', async () => {
    expect(await answer(403, { error: 'wrongCode' })).toMatchObject({ problem: 'wrongCode', retryInMs: null })
    expect(await answer(403, { error: 'expiredCode' })).toMatchObject({ problem: 'expiredCode' })
  })

  it('says how long to wait after too many attempts', async () => {
    const denied = { error: 'tooManyAttempts' }
    expect(await answer(429, denied, { 'retry-after': '36' })).toMatchObject({
      problem: 'tooManyAttempts',
      retryInMs: 36_000,
    })
    expect(await answer(429, denied)).toMatchObject({ retryInMs: 60_000 })
  })

  it('takes whatever else answers for a failure, never for a way in', async () => {
    expect(await answer(200, { role: 'host', next: 'https://elsewhere.test/' })).toMatchObject({
      ok: false,
      problem: 'failed',
    })
    expect(await readPairAnswer(new Response('<h1>Bad gateway</h1>', { status: 502 }))).toMatchObject({
      ok: false,
      problem: 'failed',
    })
  })
})
