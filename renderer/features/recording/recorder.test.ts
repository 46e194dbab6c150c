import { afterEach, describe, expect, it } from 'vitest'

import type { Actor } from '#shared/domain/session/actor.ts'
import { MediaError } from '#renderer/media/media-error.ts'
import { createFakeEngine } from '#renderer/media/testing/fake-engine.ts'
import { createStaffClient, type StaffClient } from '#renderer/session-client/staff-client.ts'
import { InMemoryRoom } from '#renderer/session-client/testing/in-memory-room.ts'
import { createRecorder } from './recorder.ts'

const HOST: Actor = { role: 'host', id: 'host', name: '禾姐' }
const clients: StaffClient[] = []
afterEach(() => {
  for (const client of clients.splice(0)) client.close()
})

/** A session, an engine without pictures, and the service's disk with one file in it. */
async function openRecorder(answer: () => Response = () => new Response(null)) {
  const room = new InMemoryRoom('羊绒大衣之夜', Date.now, [])
  const client = createStaffClient(room.connect(HOST))
  clients.push(client)
  await expect.poll(() => client.store.getState().session).not.toBe(null)
  const reports: unknown[] = []
  const engine = createFakeEngine()
  const requests: string[] = []
  const recorder = createRecorder({
    engine,
    client: {
      ...client,
      report: async (report) => {
        reports.push(report)
        return { ok: true, durable: true }
      },
    },
    fetch: async (url, init) => {
      requests.push(`${init.method} ${url}`)
      return answer()
    },
    wait: () => new Promise((resolve) => setTimeout(resolve, 0)),
    now: () => new Date(2026, 10, 22, 20, 5, 9),
  })
  return { recorder, engine, reports, requests }
}

const FILE = 'program-20261122-200509.mp4'

describe('a recording', () => {
  it('goes into the folder of the session and is reported from start to end', async () => {
    const { recorder, engine, reports, requests } = await openRecorder()
    await recorder.start()
    await engine.record('abcd')
    await recorder.stop()
    expect(requests).toEqual([
      `PUT /v1/sessions/s1/recordings/${FILE}?offset=0`,
      `POST /v1/sessions/s1/recordings/${FILE}/complete`,
    ])
    expect(reports).toEqual([
      { type: 'recordingStarted', file: FILE },
      { type: 'recordingStopped', file: FILE, bytes: 4, problem: null },
    ])
    expect(recorder.store.getState()).toMatchObject({
      phase: 'idle',
      problem: null,
      lastFinished: { bytes: 4, file: { name: FILE } },
    })
  })

  it('that breaks in the encoder is told to the log and to the host', async () => {
    const { recorder, engine, reports } = await openRecorder()
    await recorder.start()
    engine.breakRecording(new MediaError('encoderFailed', 'no more'))
    expect(recorder.store.getState()).toMatchObject({
      phase: 'idle',
      problem: { kind: 'media', error: { kind: 'encoderFailed' } },
    })
    expect(reports.at(-1)).toMatchObject({ type: 'recordingStopped', problem: 'encoderFailed: no more' })
  })

  it('that the service does not take says so', async () => {
    const { recorder, engine } = await openRecorder(() => new Response(null, { status: 404 }))
    await recorder.start()
    await engine.record('abcd')
    await recorder.stop()
    expect(recorder.store.getState()).toMatchObject({
      phase: 'idle',
      problem: { kind: 'upload', failure: 'refused' },
    })
  })

  it('starts once, however often it is asked for', async () => {
    const { recorder, reports } = await openRecorder()
    await Promise.all([recorder.start(), recorder.start()])
    expect(reports).toHaveLength(1)
  })
})
