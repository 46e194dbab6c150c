import { RtcTokenBuilder, RtmTokenBuilder } from 'agora-token'
import { expect, test } from 'vitest'

import { readToken } from './read-token.ts'
import { tokenFor } from './tokens.ts'
import { TokenProblem } from './link-problem.ts'

const APP_ID = '0123456789abcdef0123456789abcdef'
const CERTIFICATE = 'fedcba9876543210fedcba9876543210'
const SETTINGS = { enabled: true, appId: APP_ID, channel: 'room', userId: 'host', tokenServerUrl: null }
const NEVER_ASKED = { request: () => Promise.reject(new Error('no request is made')) }

/** The problem that a pasted token has before anything is sent anywhere. */
const problemOf = async (token: string, nowMs = Date.now()): Promise<string | null> =>
  tokenFor(SETTINGS, NEVER_ASKED, token, nowMs).then(
    () => null,
    (error: unknown) => (error instanceof TokenProblem ? error.problem : 'other'),
  )

test('a token that Agora’s own package built tells for whom and until when it is good', async () => {
  const beforeS = Math.floor(Date.now() / 1_000)
  const facts = await readToken(RtmTokenBuilder.buildToken(APP_ID, CERTIFICATE, 'host', 3_600))
  expect(facts).toMatchObject({ appId: APP_ID, userId: 'host' })
  expect(facts?.expiresAtMs).toBeGreaterThanOrEqual((beforeS + 3_600) * 1_000)
  expect(facts?.expiresAtMs).toBeLessThanOrEqual(Date.now() + 3_600_000)
})

test('a token for pictures and Signaling together is understood, one for pictures alone has no right to Signaling', async () => {
  const both = RtcTokenBuilder.buildTokenWithRtm(APP_ID, CERTIFICATE, 'room', 'host', 1, 600, 600)
  expect(await readToken(both)).toMatchObject({ userId: 'host' })
  const pictures = RtcTokenBuilder.buildTokenWithUid(APP_ID, CERTIFICATE, 'room', 7, 1, 600, 600)
  expect(await readToken(pictures)).toMatchObject({ userId: null })
  expect(await problemOf(pictures)).toBe('tokenRefused')
})

test('what is no token of this kind is left to Agora to judge', async () => {
  for (const text of ['', '006abc', '007', '007!!!', `007${btoa('hello')}`])
    expect(await readToken(text)).toBe(null)
})

test('a token for another App ID or user, or one that has ended, is refused before the network is asked', async () => {
  const other = RtmTokenBuilder.buildToken(CERTIFICATE, APP_ID, 'host', 600)
  expect(await problemOf(other)).toBe('wrongAppId')
  const somebody = RtmTokenBuilder.buildToken(APP_ID, CERTIFICATE, 'guest', 600)
  expect(await problemOf(somebody)).toBe('tokenRefused')
  const mine = RtmTokenBuilder.buildToken(APP_ID, CERTIFICATE, 'host', 600)
  expect(await problemOf(mine)).toBe(null)
  expect(await problemOf(mine, Date.now() + 24 * 3_600_000)).toBe('tokenExpired')
})
