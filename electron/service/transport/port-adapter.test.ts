import { EventEmitter, once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'

import { hostActor } from './grants.ts'
import { createPortAdapter } from './port-adapter.ts'
import { createFakeHub } from './testing/transport-rig.ts'

const HOST = hostActor('主播')

function setUp() {
  const hub = createFakeHub()
  const adapter = createPortAdapter({ hub, actor: HOST, nowMs: () => 0, logger: pino({ level: 'silent' }) })
  return { hub, adapter }
}

function openPort(adapter: ReturnType<typeof setUp>['adapter']) {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port2.close())
  adapter.attach(port1)
  const frames: unknown[] = []
  port2.on('message', (frame: string) => frames.push(JSON.parse(frame)))
  return { window: port2, frames }
}

it('carries frames both ways over a port of Node', async () => {
  const { hub, adapter } = setUp()
  const { window, frames } = openPort(adapter)
  window.postMessage('{"type":"ping","sentAtMs":7}')
  await expect
    .poll(() => frames)
    .toMatchObject([
      { type: 'welcome', you: { role: 'host' } },
      { type: 'pong', sentAtMs: 7 },
    ])
  expect(hub.frames).toEqual([{ actorId: 'host', frame: { type: 'ping', sentAtMs: 7 } }])
})

it('understands the events of a port of Electron', () => {
  const { hub, adapter } = setUp()
  const sent: unknown[] = []
  const port = Object.assign(new EventEmitter(), {
    postMessage: (message: unknown) => sent.push(message),
    start: () => undefined,
    close: () => undefined,
  })
  adapter.attach(port)
  port.emit('message', { data: '{"type":"ping","sentAtMs":7}', ports: [] })
  expect(hub.frames).toHaveLength(1)
  expect(sent).toHaveLength(2)
  port.emit('close')
  expect(hub.links.size).toBe(0)
})

it('says bye to a window that sends a bad frame, and leaves the others alone', async () => {
  const { hub, adapter } = setUp()
  const bad = openPort(adapter)
  const good = openPort(adapter)
  bad.window.postMessage('{"type":"nonsense"}')
  await once(bad.window, 'close')
  expect(bad.frames).toMatchObject([{ type: 'welcome' }, { type: 'bye', reason: 'badFrame' }])
  expect(hub.links.size).toBe(1)
  good.window.postMessage('{"type":"ping","sentAtMs":7}')
  await expect.poll(() => good.frames).toMatchObject([{ type: 'welcome' }, { type: 'pong' }])
})

it('tells the hub when a window goes away, and takes no offence at frames that come too late', async () => {
  const { hub, adapter } = setUp()
  const { window } = openPort(adapter)
  const [link] = hub.links
  window.close()
  await expect.poll(() => hub.links.size).toBe(0)
  expect(() => link!.send('{}')).not.toThrow()
  expect(() => link!.close('shuttingDown', '')).not.toThrow()
})

it('survives a hub that fails on a frame', async () => {
  const { hub, adapter } = setUp()
  const failing = createPortAdapter({
    hub: {
      attach: (link) => ({
        ...hub.attach(link),
        onFrame: () => {
          throw new Error('a defect')
        },
      }),
    },
    actor: HOST,
    nowMs: () => 0,
    logger: pino({ level: 'silent' }),
  })
  const hurt = openPort(failing)
  const fine = openPort(adapter)
  hurt.window.postMessage('{"type":"ping","sentAtMs":7}')
  await expect.poll(() => hurt.frames).toMatchObject([{ type: 'welcome' }, { type: 'bye' }])
  fine.window.postMessage('{"type":"ping","sentAtMs":7}')
  await expect.poll(() => fine.frames).toMatchObject([{ type: 'welcome' }, { type: 'pong' }])
})
