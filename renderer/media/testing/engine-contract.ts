import { starterScenes } from '#shared/domain/scenes/templates.ts'
import { TEMPLATE_TEXTS } from '#shared/domain/scenes/testing/template-texts.ts'
import type { Scene } from '#shared/domain/scenes/scene.ts'
import { MediaError } from '../media-error.ts'
import type { MediaErrorKind } from '../media-error.ts'
import type { DeviceRef, OutputKind, SourceState } from '../media-state.ts'
import type { MediaEngine, OutputTarget, RecordingSink } from '../port.ts'

/** What surrounds an engine under the contract: devices that come and go, and time. */
export interface ContractWorld {
  /** Pulls a camera's plug; no engine can open it afterwards. */
  unplug(camera: DeviceRef): Promise<void>
  plug(camera: DeviceRef): Promise<void>
  /** Resolves once `condition` holds, rejects when it does not for too long. */
  until(condition: () => boolean, what: string): Promise<void>
  /** Lets an asked-for promise settle, with whatever must go on for that. */
  settle<Value>(asked: Promise<Value>): Promise<Value>
  makeContainer(): HTMLElement
  nowMs(): number
}

interface ContractCase {
  readonly name: string
  run(engine: MediaEngine, world: ContractWorld): Promise<void>
}

const scenes = (): Scene[] => starterScenes({ width: 640, height: 360 }, TEMPLATE_TEXTS)
const otherCanvas = (): Scene[] => starterScenes({ width: 360, height: 640 }, TEMPLATE_TEXTS)

/**
 * What every media engine must do, whatever makes its pictures: the port's promises, one by one. Each case gets an
 * engine of its own in a world with at least two cameras and a microphone.
 */
export const engineContract: readonly ContractCase[] = [
  {
    name: 'names the devices that are there',
    run: async (engine, world) => {
      await world.settle(engine.requestDeviceAccess())
      const { cameras, microphones, deviceAccess } = engine.getState()
      same(cameras.length >= 2 && microphones.length >= 1, true, 'devices')
      same(
        [...cameras, ...microphones].every(({ deviceId, label }) => deviceId !== '' && label !== ''),
        true,
        'every device has an id and a name',
      )
      same(deviceAccess, 'granted', 'access')
    },
  },
  {
    name: 'keeps one state object until something changes, and tells every change',
    run: async (engine) => {
      let changes = 0
      const stop = engine.subscribe(() => (changes += 1))
      const before = engine.getState()
      same(engine.getState() === before, true, 'the same object')
      engine.setChannelMuted('microphone1', true)
      same(engine.getState() === before, false, 'another object')
      same(changes > 0, true, 'told')
      stop()
      const told = changes
      engine.setChannelMuted('microphone1', false)
      same(changes, told, 'not told after unsubscribing')
    },
  },
  {
    name: 'calls a camera live when its pictures come, and closed when it was closed',
    run: async (engine, world) => {
      const [camera] = await camerasOf(engine, world)
      const opening = engine.openCamera(1, camera)
      same(engine.getState().cameraSlots[1].status, 'opening', 'at first')
      await world.settle(opening)
      const state = engine.getState().cameraSlots[1]
      same(state.status, 'live', 'then')
      same(state.status === 'live' && (state.format?.width ?? 0) > 0, true, 'it has a format')
      await engine.closeCamera(1)
      same(engine.getState().cameraSlots[1].status, 'closed', 'at last')
    },
  },
  {
    name: 'keeps the others and the program when a camera is unplugged, and takes it back by itself',
    run: async (engine, world) => {
      const [first, second] = await camerasOf(engine, world)
      await engine.loadScenes(scenes())
      await world.settle(Promise.all([engine.openCamera(1, first), engine.openCamera(2, second)]))
      engine.take('side-by-side')
      const slot = (number: 1 | 2): SourceState => engine.getState().cameraSlots[number]
      await world.unplug(first)
      await world.until(() => slot(1).status === 'failed', 'the first camera fails')
      same(slot(2).status, 'live', 'the second camera')
      same(engine.getState().programSceneId, 'side-by-side', 'the program')
      same(engine.getState().failure, null, 'the engine')
      await world.plug(first)
      await world.until(() => slot(1).status === 'live', 'the first camera comes back')
      same(slot(2).status, 'live', 'the second camera afterwards')
    },
  },
  {
    name: 'rejects a camera that is not there, and says so in its slot',
    run: async (engine, world) => {
      const [camera] = await camerasOf(engine, world)
      await world.unplug(camera)
      await rejects(world.settle(engine.openCamera(3, camera)), null)
      const state = engine.getState().cameraSlots[3]
      same(state.status, 'failed', 'the slot')
      same(state.status === 'failed' && state.error instanceof MediaError, true, 'a reason')
    },
  },
  {
    name: 'opens a microphone, with gain and mute as they were set before',
    run: async (engine, world) => {
      await world.settle(engine.requestDeviceAccess())
      const [microphone] = engine.getState().microphones
      if (!microphone) throw new Error('There is no microphone')
      engine.setChannelGain('microphone1', 2)
      engine.setChannelMuted('microphone1', true)
      await world.settle(engine.openMicrophone(1, microphone))
      same(engine.getState().microphoneSlots[1].status, 'live', 'the microphone')
      same(engine.getState().mixer.microphone1, { gain: 2, muted: true }, 'its channel')
    },
  },
  {
    name: 'holds gains and delay within their limits',
    run: async (engine) => {
      engine.setChannelGain('microphone1', 9)
      same(engine.getState().mixer.microphone1.gain, 4, 'too loud')
      engine.setChannelGain('microphone1', -1)
      same(engine.getState().mixer.microphone1.gain, 0, 'less than nothing')
      engine.setAudioDelay(9000)
      same(engine.getState().audioDelayMs, 500, 'too late')
    },
  },
  {
    name: 'refuses scenes that do not go together, and keeps those it has',
    run: async (engine) => {
      await engine.loadScenes(scenes())
      const [first] = scenes()
      const [tall] = otherCanvas()
      if (!first || !tall) throw new Error('There are no scenes')
      await rejects(engine.loadScenes([first, { ...tall, id: 'tall' }]), 'invalidScene')
      await rejects(engine.loadScenes([first, first]), 'invalidScene')
      same(engine.getState().scenes.length, scenes().length, 'the scenes of before')
    },
  },
  {
    name: 'takes a scene by name, and swaps program and preview without one',
    run: async (engine) => {
      await engine.loadScenes(scenes())
      engine.take()
      same(engine.getState().programSceneId, null, 'nothing to take')
      engine.take('camera-1')
      engine.setPreview('four-up')
      engine.take()
      const { programSceneId, previewSceneId } = engine.getState()
      same([programSceneId, previewSceneId], ['four-up', 'camera-1'], 'swapped')
      throws(() => engine.take('no-such-scene'), 'invalidScene')
      throws(() => engine.setPreview('no-such-scene'), 'invalidScene')
      same(engine.getState().programSceneId, 'four-up', 'nothing changed')
    },
  },
  {
    name: 'empties preview when its scene goes, and forgets the name of the program',
    run: async (engine) => {
      await engine.loadScenes(scenes())
      engine.take('camera-1')
      engine.setPreview('four-up')
      await engine.loadScenes(scenes().filter(({ id }) => id === 'camera-2'))
      const { programSceneId, previewSceneId } = engine.getState()
      same([programSceneId, previewSceneId], [null, null], 'both are gone')
    },
  },
  {
    name: 'shows the wall card until its time, and the product as long as it is set',
    run: async (engine, world) => {
      const card = { id: 'w1', askerName: '小林', question: '有 L 码吗', answer: null }
      engine.showWallCard({ ...card, untilMs: world.nowMs() - 1 })
      same(engine.getState().wallCard, null, 'too late')
      engine.showWallCard({ ...card, untilMs: world.nowMs() + 600 })
      same(engine.getState().wallCard?.id, 'w1', 'on the wall')
      await world.until(() => engine.getState().wallCard === null, 'the card leaves by itself')
      const product = {
        number: 3,
        title: '羊绒大衣',
        livePrice: '¥399',
        dailyPrice: null,
        stock: null,
        soldOut: false,
      }
      engine.setProductCard(product)
      same(engine.getState().productCard, product, 'the product')
    },
  },
  {
    name: 'fills a container and leaves it clean, however often it is attached and detached',
    run: async (engine, world) => {
      const container = world.makeContainer()
      for (const attach of [
        () => engine.attachView('program', container),
        () => engine.attachView('preview', container),
        () => engine.attachCameraView(1, container),
      ]) {
        const first = attach()
        const second = attach()
        same(container.children.length, 1, 'one picture')
        first()
        second()
        second()
        same(container.children.length, 0, 'none afterwards')
      }
    },
  },
  {
    name: 'records into the sink, one recording at a time, and closes it at the end',
    run: async (engine, world) => {
      const [camera] = await camerasOf(engine, world)
      await engine.loadScenes(scenes())
      await world.settle(engine.openCamera(1, camera))
      engine.take('camera-1')
      const sink = countingSink()
      await rejects(engine.stopRecording(), null)
      await world.settle(engine.startRecording(sink))
      same(engine.getState().recording.status, 'recording', 'it records')
      await rejects(engine.startRecording(countingSink()), 'busy')
      await rejects(engine.loadScenes(otherCanvas()), 'busy')
      const began = world.nowMs()
      await world.until(() => world.nowMs() - began > 1500, 'a moment passes')
      const summary = await world.settle(engine.stopRecording())
      same(summary.bytes > 0 && summary.bytes === sink.bytes, true, 'every byte arrived')
      same(sink.closed, 1, 'closed once')
      same(engine.getState().recording.status, 'idle', 'idle again')
    },
  },
  {
    name: 'refuses outputs it has not',
    run: async (engine) => {
      for (const target of targets) {
        if (!engine.outputKinds.includes(target.kind)) await rejects(engine.publishTo(target), 'notSupported')
      }
      same(engine.getState().outputs.length, 0, 'no output')
    },
  },
]

const targets: readonly (OutputTarget & { readonly kind: OutputKind })[] = [
  { kind: 'localRoom', signals: { send: () => undefined, subscribe: () => () => undefined } },
  { kind: 'whip', url: 'http://127.0.0.1:9/whip', bearerToken: null },
  { kind: 'agora', channel: 'contract', uid: 1, token: async () => 'token' },
  { kind: 'cdn', url: 'rtmp://127.0.0.1/live/stream' },
]

async function camerasOf(engine: MediaEngine, world: ContractWorld): Promise<[DeviceRef, DeviceRef]> {
  await world.settle(engine.requestDeviceAccess())
  const [first, second] = engine.getState().cameras
  if (!first || !second) throw new Error('The contract needs two cameras')
  return [first, second]
}

interface CountingSink extends RecordingSink {
  bytes: number
  closed: number
}

function countingSink(): CountingSink {
  const sink: CountingSink = {
    bytes: 0,
    closed: 0,
    write: async (chunk) => {
      sink.bytes += chunk.byteLength
    },
    close: async () => {
      sink.closed += 1
    },
  }
  return sink
}

function same(is: unknown, wanted: unknown, what: string): void {
  const [seen, expected] = [JSON.stringify(is), JSON.stringify(wanted)]
  if (seen !== expected) throw new Error(`${what}: ${seen} instead of ${expected}`)
}

function mediaErrorOf(error: unknown, kind: MediaErrorKind | null): void {
  if (!(error instanceof MediaError)) throw new Error(`Not a MediaError: ${String(error)}`)
  if (kind !== null && error.kind !== kind) throw new Error(`${error.kind} instead of ${kind}`)
}

async function rejects(asked: Promise<unknown>, kind: MediaErrorKind | null): Promise<void> {
  const outcome = await asked.then(
    () => null,
    (error: unknown) => ({ error }),
  )
  if (!outcome) throw new Error(`It was not refused${kind === null ? '' : ` with ${kind}`}`)
  mediaErrorOf(outcome.error, kind)
}

function throws(act: () => void, kind: MediaErrorKind): void {
  let outcome: { readonly error: unknown } | null = null
  try {
    act()
  } catch (error) {
    outcome = { error }
  }
  if (!outcome) throw new Error(`It was not refused with ${kind}`)
  mediaErrorOf(outcome.error, kind)
}
