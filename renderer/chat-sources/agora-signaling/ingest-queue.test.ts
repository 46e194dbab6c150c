import { expect, test } from 'vitest'

import type { CommandOutcome } from '#renderer/session-client/staff-client.ts'
import { UP_FRAME_MAX_BYTES } from '#shared/protocol/limits.ts'
import { createIngestQueue, type OutsideMessage } from './ingest-queue.ts'
import { ManualTimers } from '#renderer/timing/testing/manual-timers.ts'

const message = (id: number, text = `好看${id}`): OutsideMessage => ({
  sourceMessageId: `m${id}`,
  userId: 'u',
  userName: 'u',
  text,
  sentAtMs: 1,
})
const OK: CommandOutcome = { ok: true, durable: true }
const OFFLINE: CommandOutcome = { ok: false, refusal: { kind: 'offline' } }

function open(answer: (messages: readonly OutsideMessage[]) => Promise<CommandOutcome>) {
  const timers = new ManualTimers()
  const frames: OutsideMessage[][] = []
  const queue = createIngestQueue((messages) => {
    frames.push(messages)
    return answer(messages)
  }, timers)
  return { timers, frames, queue }
}

test('a burst goes in few frames, in order, each within what the service takes', async () => {
  const { timers, frames, queue } = open(() => Promise.resolve(OK))
  for (let id = 0; id < 5_000; id++) queue.add(message(id, '有'.repeat(500)))
  await timers.pass(1_000)
  expect(frames.flat().map(({ sourceMessageId }) => sourceMessageId)).toEqual(
    Array.from({ length: 5_000 }, (_, id) => `m${id}`),
  )
  for (const messages of frames) {
    expect(messages.length).toBeLessThanOrEqual(200)
    const frame = { type: 'ingest', commandId: 'x'.repeat(64), source: 'agora', messages }
    expect(Buffer.byteLength(JSON.stringify(frame))).toBeLessThan(UP_FRAME_MAX_BYTES)
  }
})

test('what the service did not acknowledge is sent again under the same ids', async () => {
  let reachable = false
  const { timers, frames, queue } = open(() => Promise.resolve(reachable ? OK : OFFLINE))
  queue.add(message(1))
  await timers.pass(100)
  queue.add(message(2))
  reachable = true
  await timers.pass(5_000)
  expect(frames.map((messages) => messages.map(({ sourceMessageId }) => sourceMessageId))).toEqual([
    ['m1'],
    ['m1', 'm2'],
  ])
})

test('what comes back in another order than it went still goes in order of arrival', async () => {
  const settle: ((outcome: CommandOutcome) => void)[] = []
  let reachable = false
  const { timers, frames, queue } = open(() =>
    reachable ? Promise.resolve(OK) : new Promise((resolve) => settle.push(resolve)),
  )
  for (let id = 0; id < 600; id++) queue.add(message(id))
  await timers.pass(100)
  expect(settle).toHaveLength(3)
  reachable = true
  for (const back of [1, 2, 0]) settle[back]?.(OFFLINE)
  await timers.pass(5_000)
  const again = frames.slice(3).flat()
  expect(again.map(({ sourceMessageId }) => sourceMessageId)).toEqual(
    Array.from({ length: 600 }, (_, id) => `m${id}`),
  )
})

test('while the service is away, room is made by letting go of what is no question', async () => {
  let reachable = false
  const { timers, frames, queue } = open(() =>
    reachable ? Promise.resolve(OK) : new Promise(() => undefined),
  )
  for (let id = 0; id < 21_000; id++) {
    queue.add(message(id, id % 100 === 0 ? '多少钱' : `买它${id}`))
  }
  expect(queue.lost()).toBe(1_000)
  reachable = true
  await timers.pass(10_000)
  const asked = frames.flat().filter(({ text }) => text === '多少钱')
  expect(asked).toHaveLength(210)
})
