import { beforeEach, expect, test } from 'vitest'

import type { Actor } from '#shared/domain/session/actor.ts'
import { downSchema, type Down } from '#shared/protocol/down.ts'
import type { Signal } from '#shared/protocol/signal.ts'
import type { ClientLink } from './link.ts'
import { createSignalRelay, type SignalRelay } from './signal-relay.ts'
import { createStaffLink, type StaffLink } from './staff-link.ts'
import type { ViewerLink } from './viewer-room.ts'

type SignalFrame = Extract<Down, { type: 'signal' }>

const JOIN: Signal = { kind: 'join', attemptId: 'a1' }
const OFFER: Signal = { kind: 'offer', attemptId: 'a1', sdp: 'o' }
const ANSWER: Signal = { kind: 'answer', attemptId: 'a1', sdp: 'a' }

/** A link that remembers the signals it was handed. */
function linkOf(actor: Actor): { readonly link: ClientLink; readonly signals: SignalFrame[] } {
  const signals: SignalFrame[] = []
  const send = (text: string): void => {
    const frame = downSchema.parse(JSON.parse(text))
    if (frame.type === 'signal') signals.push(frame)
  }
  return { signals, link: { actor, send, backlogBytes: () => 0, close: () => undefined } }
}

function hostWindow(): { readonly host: StaffLink; readonly signals: SignalFrame[] } {
  const { link, signals } = linkOf({ role: 'host', id: 'host', name: '主播' })
  return { host: createStaffLink(link, () => 0), signals }
}

function phone(id: string): { readonly viewer: ViewerLink; readonly signals: SignalFrame[] } {
  const { link, signals } = linkOf({ role: 'viewer', id, name: id })
  const viewer = {
    link,
    actor: link.actor,
    userId: `room:${id}`,
    questionIds: new Set<string>(),
    greeted: true,
  }
  return { viewer, signals }
}

let windows: ReturnType<typeof hostWindow>[]
let relay: SignalRelay
beforeEach(() => {
  windows = [hostWindow(), hostWindow()]
  relay = createSignalRelay(() => windows.map(({ host }) => host))
})
const [first, second] = [() => windows[0] ?? hostWindow(), () => windows[1] ?? hostWindow()]

test('a join reaches every host window, and the one that offers first keeps the viewer', () => {
  const { viewer, signals } = phone('v1')
  relay.fromViewer(viewer, JOIN)
  const peerId = first().signals[0]?.from ?? ''
  expect(second().signals).toEqual([{ type: 'signal', from: peerId, signal: JOIN }])

  relay.fromHost(first().host, peerId, OFFER)
  relay.fromHost(second().host, peerId, { ...OFFER, sdp: 'another window' })
  expect(signals).toEqual([{ type: 'signal', from: 'host', signal: OFFER }])

  relay.fromViewer(viewer, ANSWER)
  expect(first().signals.at(-1)?.signal).toEqual(ANSWER)
  expect(second().signals).toHaveLength(1)
})

test('two viewers never hear each other’s signals', () => {
  const [one, other] = [phone('v1'), phone('v2')]
  relay.fromViewer(one.viewer, JOIN)
  relay.fromViewer(other.viewer, JOIN)
  relay.fromHost(first().host, first().signals[0]?.from ?? '', OFFER)
  expect(one.signals).toHaveLength(1)
  expect(other.signals).toHaveLength(0)
})

test('a full room is told to a viewer whom no window has taken', () => {
  const { viewer, signals } = phone('v1')
  relay.fromViewer(viewer, JOIN)
  relay.fromHost(first().host, first().signals[0]?.from ?? '', { kind: 'leave', reason: 'full' })
  expect(signals.map(({ signal }) => signal)).toEqual([{ kind: 'leave', reason: 'full' }])
})

test('when the sending window goes its viewers are told, and their next join may be taken by another', () => {
  const { viewer, signals } = phone('v1')
  relay.fromViewer(viewer, JOIN)
  const peerId = first().signals[0]?.from ?? ''
  relay.fromHost(first().host, peerId, OFFER)
  relay.hostLeft(first().host)
  expect(signals.at(-1)?.signal.kind).toBe('leave')
  relay.fromViewer(viewer, JOIN)
  relay.fromHost(second().host, peerId, OFFER)
  expect(signals.at(-1)?.signal.kind).toBe('offer')
})

test('a viewer who goes is let go by the windows, and its id is dead', () => {
  const { viewer, signals } = phone('v1')
  relay.fromViewer(viewer, JOIN)
  const peerId = first().signals[0]?.from ?? ''
  relay.viewerLeft(viewer)
  expect(first().signals.at(-1)).toMatchObject({ from: peerId, signal: { kind: 'leave' } })
  relay.fromHost(first().host, peerId, OFFER)
  expect(signals).toHaveLength(0)
})
