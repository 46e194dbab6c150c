import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createListeners } from '#shared/lib/listeners.ts'
import { downSchema, type Down, type RoomView } from '#shared/protocol/down.ts'
import { upSchema, type Up } from '#shared/protocol/up.ts'
import { createRoomClient } from './room-client.ts'
import type { TransportEvent } from './transport.ts'

/** A line to a service that the test plays itself; frames are held to the contract both ways. */
function openLine() {
  const listeners = createListeners<TransportEvent>()
  const sent: Up[] = []
  const line = { isOpen: true }
  const client = createRoomClient({
    send: (frame) => {
      if (line.isOpen) sent.push(upSchema.parse(frame))
      return line.isOpen
    },
    subscribe: listeners.add,
    reconnect: () => undefined,
    close: () => undefined,
  })
  const receive = (frame: Down): void => listeners.emit({ type: 'frame', frame: downSchema.parse(frame) })
  return {
    client,
    receive,
    said: () => sent.flatMap((frame) => (frame.type === 'say' ? [frame] : [])),
    liked: () => sent.flatMap((frame) => (frame.type === 'like' ? [frame.count] : [])),
    breakLine: () => {
      line.isOpen = false
      listeners.emit({ type: 'closed', reason: 'lost' })
    },
    mendLine: () => {
      line.isOpen = true
      receive({
        type: 'welcome',
        protocol: 1,
        you: { role: 'viewer', id: 'v', name: '小雨' },
        serverNowMs: 0,
      })
    },
  }
}

const ROOM: RoomView = {
  title: '今晚的直播',
  phase: 'live',
  liveAtMs: 1_000,
  item: null,
  wall: null,
  online: 1,
  likes: 0,
}
const roomLine = (danmakuId: string) => ({ danmakuId, userName: '阿珍', text: '晚上好', own: false })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a viewer’s message', () => {
  it('goes out again under its id when the line was broken, and is settled by the answer', async () => {
    const { client, receive, said, breakLine, mendLine } = openLine()
    breakLine()
    const outcome = client.say('有L码吗')
    expect(said()).toEqual([])
    mendLine()
    const [frame] = said()
    expect(frame?.text).toBe('有L码吗')
    receive({ type: 'ack', commandId: frame?.commandId ?? '', ok: true, durable: true })
    expect(await outcome).toEqual({ ok: true })
    mendLine()
    expect(said()).toHaveLength(1)
  })

  it('is given up after a while, and tried again under the same id if the viewer asks for it', async () => {
    const { client, said, breakLine, mendLine } = openLine()
    const first = client.say('有L码吗', 'one-and-the-same')
    breakLine()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await first).toEqual({ ok: false, refusal: { kind: 'offline' } })
    mendLine()
    void client.say('有L码吗', 'one-and-the-same')
    expect(said().map(({ commandId }) => commandId)).toEqual(['one-and-the-same', 'one-and-the-same'])
  })
})

describe('likes', () => {
  it('travel together, and wait for the line', () => {
    const { client, liked, breakLine, mendLine } = openLine()
    for (let like = 0; like < 5; like += 1) client.like()
    vi.advanceTimersByTime(400)
    expect(liked()).toEqual([5])
    breakLine()
    client.like()
    vi.advanceTimersByTime(5_000)
    mendLine()
    vi.advanceTimersByTime(400)
    expect(liked()).toEqual([5, 1])
  })
})

describe('the chat', () => {
  it('holds each line once, however often it is told', () => {
    const { client, receive } = openLine()
    receive({ type: 'roomFeed', lines: [roomLine('d1'), roomLine('d2')], skipped: 0 })
    receive({ type: 'roomFeed', lines: [roomLine('d2'), roomLine('d3')], skipped: 0 })
    expect(client.store.getState().lines.map(({ danmakuId }) => danmakuId)).toEqual(['d1', 'd2', 'd3'])
  })

  it('lasts over the end of the show and a reconnect, and begins anew with the next show', () => {
    const { client, receive } = openLine()
    const count = () => client.store.getState().lines.length
    receive({ type: 'room', room: { ...ROOM, phase: 'preparing', liveAtMs: null } })
    receive({ type: 'roomFeed', lines: [roomLine('d1')], skipped: 0 })
    receive({ type: 'room', room: ROOM })
    receive({ type: 'room', room: { ...ROOM, phase: 'ended' } })
    receive({ type: 'room', room: { ...ROOM, phase: 'ended' } })
    expect(count()).toBe(1)
    receive({ type: 'room', room: { ...ROOM, phase: 'preparing', liveAtMs: null } })
    expect(count()).toBe(0)
  })
})
