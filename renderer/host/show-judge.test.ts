import { expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'

import type { WhipDestination } from '#shared/domain/outputs/destination.ts'
import type { BoardState } from '#renderer/features/outputs/output-board.ts'
import { createFakeEngine } from '#renderer/media/testing/fake-engine.ts'
import { createStaffClient } from '#renderer/session-client/staff-client.ts'
import { InMemoryRoom } from '#renderer/session-client/testing/in-memory-room.ts'
import { createShowJudge, inEnglish } from './show-judge.ts'

/** Two days after the epoch, long before anybody's show. */
const EXPIRED_TOKEN = `h.${btoa(JSON.stringify({ exp: 172_800 }))}.s`

async function openJudge(destinations: readonly WhipDestination[]) {
  const room = new InMemoryRoom('羊绒大衣之夜', Date.now, [])
  const client = createStaffClient(room.connect({ role: 'host', id: 'host', name: '禾姐' }))
  await expect.poll(() => client.store.getState().session).not.toBe(null)
  const store = createStore<BoardState>(() => ({
    destinations,
    withToken: new Set(),
    tokensLast: true,
    onAir: false,
    outputIds: new Map(),
    problems: new Map(),
  }))
  const engine = createFakeEngine()
  const judge = createShowJudge({
    client,
    engine,
    outputs: { store, tokenOf: async () => EXPIRED_TOKEN },
    settings: () => ({ shape: 'portrait', record: true, plannedMinutes: 60 }),
  })
  return { client, engine, judge }
}

it('says everything that the page would have in red, in its own words, and nothing else', async () => {
  const { client, engine, judge } = await openJudge([])
  const against = inEnglish(await judge.red())
  expect(against).toContain('No camera has a picture')
  expect(against).toContain('No scene is on programme')
  expect(against).toContain('No microphone')
  expect(against, 'what is merely worth a look holds nobody back').not.toContain('echo')
  engine.take('camera-1')
  expect(inEnglish(await judge.red())).not.toContain('No scene is on programme')
  client.close()
  judge.stop()
})

it('knows the destinations that start with the show', async () => {
  const destination: WhipDestination = {
    id: 'main',
    name: '主站',
    url: 'https://live.example/whip',
    startWithShow: true,
    simulcast: false,
    videoKbps: null,
  }
  const { client, judge } = await openJudge([
    destination,
    { ...destination, id: 'spare', name: '备用', startWithShow: false },
  ])
  const against = inEnglish(await judge.red())
  expect(against).toContain('主站')
  expect(against).not.toContain('备用')
  client.close()
  judge.stop()
})
