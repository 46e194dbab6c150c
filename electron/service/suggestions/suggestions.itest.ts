import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'

import {
  sessionSuggestionsSchema,
  suggestionRecordSchema,
  suggestionsAcrossSchema,
  type SuggestionsAcross,
} from '#shared/protocol/suggestions.ts'
import { startTestService, type TestService } from '../testing/test-service.ts'
import { hostCookie, type WireClient } from '../testing/wire-client.ts'

let studio: TestService
let host: WireClient
let cookie: string

beforeEach(async () => {
  studio = await startTestService()
  host = await studio.host()
  cookie = await hostCookie(studio.service.transport.hostUrl)
})
afterEach(() => studio.stop())

async function send(path: string, body?: unknown, as = cookie): Promise<{ status: number; body: unknown }> {
  const url = new URL(`/v1/review/${path}`, studio.service.transport.url)
  const response = await fetch(url, {
    headers: { cookie: as, origin: url.origin, 'content-type': 'application/json' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}
const across = async (): Promise<SuggestionsAcross> =>
  suggestionsAcrossSchema.parse((await send('suggestions')).body)

/** A show whose recording went wrong: enough for one suggestion, without waiting for clocks. */
async function holdShow(): Promise<string> {
  if (host.state.phase === 'ended') {
    host.send({
      type: 'request',
      requestId: `new-${host.state.sessionId}`,
      request: { type: 'newSession', title: '下一场' },
    })
    await host.until(({ state }) => state.phase === 'preparing')
  }
  expect(await host.command({ type: 'goLive' })).toBeNull()
  host.send({ type: 'recordingStarted', commandId: randomUUID(), file: 'show.mp4' })
  await host.until(({ state }) => state.recording !== null)
  host.send({
    type: 'recordingStopped',
    commandId: randomUUID(),
    file: 'show.mp4',
    bytes: 0,
    problem: 'encoder',
  })
  await host.until(({ state }) => state.recording === null)
  const { sessionId } = host.state
  expect(await host.command({ type: 'endShow' })).toBeNull()
  return sessionId
}

it('suggests after a show, keeps what is decided, and carries it to the next shows', async () => {
  expect(await across()).toEqual({ lastShow: null, suggestions: [], checklist: [] })
  const first = await holdShow()

  const after = await across()
  expect(after).toMatchObject({
    lastShow: { sessionId: first },
    suggestions: [{ sessionId: first, state: 'open', suggestion: { kind: 'recordingLost' } }],
    checklist: [],
  })
  const id = after.suggestions[0]?.suggestionId ?? ''
  const path = `sessions/${first}/suggestions/${id}`
  const accepted = await send(path, { state: 'accepted' })
  expect(suggestionRecordSchema.parse(accepted.body)).toMatchObject({ state: 'accepted' })

  const { body } = await send(`sessions/${first}/suggestions`)
  expect(sessionSuggestionsSchema.parse(body).suggestions).toMatchObject([
    { suggestionId: id, state: 'accepted' },
  ])
  expect((await send(`checklist/${id}`, { outcome: 'done' })).body).toMatchObject({
    outcome: 'done',
    doneShows: 0,
  })

  const second = await holdShow()
  const later = await across()
  expect(later.lastShow?.sessionId).toBe(second)
  // What is on the list already is accepted where it comes up again.
  expect(later.suggestions.map(({ sessionId, state }) => ({ sessionId, state }))).toEqual([
    { sessionId: second, state: 'accepted' },
    { sessionId: first, state: 'accepted' },
  ])
  expect(later.checklist).toMatchObject([{ entryId: id, sessionId: second, doneShows: 1, outcome: null }])

  await send(path, { state: 'open' })
  await send(`sessions/${second}/suggestions/${id}`, { state: 'dismissed' })
  expect((await across()).checklist).toEqual([])
})

it('is for the host alone, and says what is wrong with a request', async () => {
  const sessionId = await holdShow()
  const [suggestion] = (await across()).suggestions
  const path = `sessions/${sessionId}/suggestions/${suggestion?.suggestionId}`
  const moderator = await studio.moderator('小林')
  for (const one of ['suggestions', `sessions/${sessionId}/suggestions`])
    expect(await send(one, undefined, moderator.cookie)).toMatchObject({
      status: 401,
      body: { error: 'notPaired' },
    })
  expect(await send(path, { state: 'accepted' }, moderator.cookie)).toMatchObject({ status: 401 })

  expect(await send(path, { state: 'perhaps' })).toMatchObject({ status: 400, body: { error: 'invalid' } })
  expect(await send(`${path}00`, { state: 'open' })).toMatchObject({ status: 404 })
  expect(await send('sessions/nobody/suggestions')).toMatchObject({ status: 404 })
  expect(await send('checklist/00', { outcome: 'done' })).toMatchObject({ status: 404 })
  expect(await send('checklist/00', { outcome: 'yes' })).toMatchObject({ status: 400 })
})
