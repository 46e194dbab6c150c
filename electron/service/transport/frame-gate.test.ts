import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { UP_FRAME_MAX_BYTES } from '#shared/protocol/limits.ts'
import type { Up } from '#shared/protocol/up.ts'
import type { Role } from '#shared/domain/session/actor.ts'
import { NOTHING_YET } from '../remote-control/events.ts'
import { createFrameGate } from './frame-gate.ts'

function gateFor(role: Role) {
  const clock = { nowMs: 0 }
  const frames: Up[] = []
  const bad: [string, string][] = []
  const pass = createFrameGate({
    role,
    nowMs: () => clock.nowMs,
    onFrame: (frame) => frames.push(frame),
    onBad: (reason, message) => bad.push([reason, message]),
  })
  return { clock, frames, bad, pass }
}

const SILENCE = { rms: 0, peak: 0 }
const PING = '{"type":"ping","sentAtMs":1}'
const JOIN = '{"type":"signal","to":"host","signal":{"kind":"join","attemptId":"a1"}}'

describe('the frame gate', () => {
  it('passes a good frame on, as text or as its bytes', () => {
    const { pass, frames, bad } = gateFor('viewer')
    pass(PING)
    pass(Buffer.from(PING))
    expect(frames).toEqual([
      { type: 'ping', sentAtMs: 1 },
      { type: 'ping', sentAtMs: 1 },
    ])
    expect(bad).toEqual([])
  })

  it.each([
    ['no JSON', '{"type":"ping"', 'badFrame', 'JSON'],
    ['not text', null, 'badFrame', 'JSON text'],
    ['a bare value', '42', 'badFrame', 'not one the protocol knows'],
    ['an unknown type', '{"type":"shutdown"}', 'badFrame', '"type"'],
    ['a missing field', '{"type":"ping"}', 'badFrame', '"sentAtMs"'],
    ['a wrong field', '{"type":"say","commandId":"12345678","text":""}', 'badFrame', '"text"'],
    ['a type named twice', '{"type":"signal","type":"ping","sentAtMs":1}', 'badFrame', 'twice'],
  ])('refuses %s and says what is wrong', (_what, data, reason, words) => {
    const { pass, frames, bad } = gateFor('viewer')
    pass(data)
    expect(frames).toEqual([])
    expect(bad).toEqual([[reason, expect.stringContaining(words)]])
  })

  it('never repeats what was sent', () => {
    const { pass, bad } = gateFor('viewer')
    pass('{"type":"say","commandId":"12345678","text":["<script>evil</script>"]}')
    expect(bad[0]?.[1]).not.toContain('evil')
  })

  it('refuses a frame above the limit, counted in bytes rather than characters', () => {
    const { pass, bad } = gateFor('host')
    pass(`"${'购'.repeat(UP_FRAME_MAX_BYTES / 3)}"`)
    expect(bad).toEqual([['tooLarge', expect.stringContaining(String(UP_FRAME_MAX_BYTES))]])
  })

  it('hears nothing more after the first bad frame', () => {
    const { pass, frames, bad } = gateFor('viewer')
    pass('nonsense')
    pass(PING)
    pass('nonsense')
    expect(frames).toEqual([])
    expect(bad).toHaveLength(1)
  })

  it.each([
    ['viewer', 30],
    ['moderator', 200],
  ] as const)('lets a %s send %i frames at once and then as many as time allows', (role, burst) => {
    const { clock, pass, frames, bad } = gateFor(role)
    for (let sent = 0; sent < burst; sent += 1) pass(PING)
    clock.nowMs += 1_000
    for (let sent = 0; sent < (role === 'viewer' ? 10 : 50); sent += 1) pass(PING)
    expect(bad).toEqual([])
    pass(PING)
    expect(bad).toEqual([['tooFast', expect.any(String)]])
    expect(frames).toHaveLength(burst + (role === 'viewer' ? 10 : 50))
  })

  it('counts frames it cannot read too, so that garbage is no way around the limit', () => {
    const { pass, bad } = gateFor('overlay')
    for (let sent = 0; sent < 30; sent += 1) pass(PING)
    pass('nonsense')
    expect(bad[0]?.[0]).toBe('tooFast')
  })

  it('lets the host answer a full room that comes back at once', () => {
    const { pass, frames, bad } = gateFor('host')
    for (let sent = 0; sent < 4_000; sent += 1) pass(JOIN)
    expect(bad).toEqual([])
    expect(frames).toHaveLength(4_000)
  })

  it('keeps signalling and the rest apart, so that neither starves the other', () => {
    const { pass, bad } = gateFor('viewer')
    for (let sent = 0; sent < 60; sent += 1) pass(JOIN)
    for (let sent = 0; sent < 30; sent += 1) pass(PING)
    expect(bad).toEqual([])
    pass(JOIN)
    expect(bad[0]?.[0]).toBe('tooFast')
  })

  it('lets the host window answer a dial that is turned for seconds, and nobody else', () => {
    const answer = '{"type":"remoteResult","actionId":"r1","outcome":{"ok":true,"figures":null}}'
    const host = gateFor('host')
    for (let sent = 0; sent < 1_500; sent += 1) host.pass(answer)
    host.pass(PING)
    expect([host.frames.length, host.bad]).toEqual([1_501, []])

    host.pass('{"type":"remoteResult","type":"ping","sentAtMs":1}')
    expect(host.bad[0]?.[0], 'only looks like one').toBe('badFrame')
  })

  const FRAMES: Record<Up['type'], string> = {
    hello: '{"type":"hello","protocol":1,"sessionId":null,"lastSeq":0}',
    command: '{"type":"command","commandId":"12345678","command":{"type":"claimQuestion","questionId":"q1"}}',
    request: '{"type":"request","requestId":"r1","request":{"type":"listSessions"}}',
    say: '{"type":"say","commandId":"12345678","text":"有L码吗"}',
    rename: '{"type":"rename","name":"小红"}',
    like: '{"type":"like","count":1}',
    lookAt: '{"type":"lookAt","questionId":null}',
    recordingStarted: '{"type":"recordingStarted","commandId":"12345678","file":"a.mp4"}',
    recordingStopped:
      '{"type":"recordingStopped","commandId":"12345678","file":"a.mp4","bytes":1,"problem":null}',
    outputChanged: JSON.stringify({
      type: 'outputChanged',
      commandId: '12345678',
      change: { output: 'whip-1', kind: 'whip', status: 'live', problem: null },
    }),
    sourceChanged: JSON.stringify({
      type: 'sourceChanged',
      commandId: '12345678',
      change: { source: 'camera1', status: 'failed', problem: 'deviceGone' },
    }),
    healthSample: JSON.stringify({
      type: 'healthSample',
      sample: {
        fps: 30,
        renderMs: 5,
        skipped: 0,
        cameras: [],
        recording: null,
        outputs: [],
        cpu: null,
        memory: null,
        diskBytes: null,
        peakDb: null,
      },
    }),
    remoteState: JSON.stringify({ type: 'remoteState', state: NOTHING_YET }),
    remoteLevels: JSON.stringify({
      type: 'remoteLevels',
      levels: { microphone1: SILENCE, microphone2: SILENCE, music: SILENCE, screen: SILENCE },
    }),
    remoteResult: '{"type":"remoteResult","actionId":"r1","outcome":{"ok":true,"figures":null}}',
    ingest:
      '{"type":"ingest","commandId":"12345678","source":"agora","messages":[{"sourceMessageId":"1","userId":"u","userName":"u","text":"hi","sentAtMs":1}]}',
    sourceState:
      '{"type":"sourceState","source":"agora","state":"idle","problem":null,"online":null,"dropped":0,"unsentReplies":0}',
    sourcePresence: '{"type":"sourcePresence","source":"agora","entered":[],"left":[],"snapshot":null}',
    signal: JOIN,
    ping: PING,
  }
  const STAFF = ['hello', 'command', 'request', 'rename', 'lookAt', 'ping']
  it.each([
    [
      'host',
      [
        ...STAFF,
        'recordingStarted',
        'recordingStopped',
        'outputChanged',
        'sourceChanged',
        'healthSample',
        'remoteState',
        'remoteLevels',
        'remoteResult',
        'ingest',
        'sourceState',
        'sourcePresence',
        'signal',
      ],
    ],
    ['moderator', STAFF],
    ['viewer', ['hello', 'say', 'rename', 'like', 'signal', 'ping']],
    ['overlay', ['hello', 'ping']],
    ['system', []],
  ] as const)('lets a %s send its own kinds of frames only', (role, allowed) => {
    for (const [type, text] of Object.entries(FRAMES)) {
      const { pass, frames, bad } = gateFor(role)
      pass(text)
      expect({ type, passed: frames.length === 1 }).toEqual({
        type,
        passed: (allowed as readonly string[]).includes(type),
      })
      expect(bad.length + frames.length).toBe(1)
    }
  })

  it('refuses nesting without end', () => {
    const { pass, bad } = gateFor('viewer')
    pass('['.repeat(UP_FRAME_MAX_BYTES))
    pass(PING)
    expect(bad).toEqual([['badFrame', expect.any(String)]])
  })

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.anything(),
          fc.uint8Array(),
          fc.constantFrom(...Object.values(FRAMES)),
        ),
        (data) => {
          const { pass, frames, bad } = gateFor('viewer')
          pass(data)
          return frames.length + bad.length === 1
        },
      ),
    )
  })
})
