import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, vi } from 'vitest'
import { createAgoraBridge } from '../../electron/preload/agora/agora-bridge.ts'
import { TempFiles } from '../../electron/preload/agora/temp-files.ts'
import { AgoraEngine } from '#renderer/media/agora-engine/engine.ts'
import type { Still } from '#renderer/media/agora-engine/composition.ts'
import { installDom } from './dom.ts'
import { installStandIn, newStandIn } from './stand-in.ts'
import type { StandIn, StandInDevice } from './stand-in.ts'

/** A recording that could not be handed over stays on the disk, but not after the tests. */
const folder = mkdtempSync(path.join(tmpdir(), 'huitou-native-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

installDom()
installStandIn()

export const CAMERAS: readonly StandInDevice[] = [
  { deviceId: 'cam-a', deviceName: '机位 A' },
  { deviceId: 'cam-b', deviceName: '机位 B' },
  { deviceId: 'cam-c', deviceName: '机位 C' },
  { deviceId: 'cam-d', deviceName: '机位 D' },
]

export interface NativeStudio {
  readonly device: StandIn
  readonly engine: AgoraEngine
  readonly echo: { readonly channel: string; readonly token: () => Promise<string> }
}

/** The adapter on the SDK's real JavaScript, with four cameras, two microphones and two screens behind it. */
export function openNativeStudio(): NativeStudio {
  const device = newStandIn()
  device.cameras = [...CAMERAS]
  device.microphones = [
    { deviceId: 'mic-a', deviceName: '领夹麦' },
    { deviceId: 'mic-b', deviceName: '桌面麦' },
  ]
  device.screens = [
    { type: 1, sourceId: 1, sourceName: '显示器 1' },
    { type: 0, sourceId: 70, sourceName: '价格表.xlsx' },
  ]
  const echo = { channel: 'echo-of-host', token: async () => 'token-echo' }
  const engine = new AgoraEngine({
    api: createAgoraBridge<HTMLElement>({ files: new TempFiles(folder) }),
    appId: '0123456789abcdef0123456789abcdef',
    chooseScreen: async (screens) => screens[0] ?? null,
    paint: async (still) => pictureOf(still),
    measure: async () => ({ width: 800, height: 600 }),
    echo,
  })
  return { device, engine, echo }
}

/** The native side reports a moment later; so much time passes for the studio as well. */
export const moment = (ms = 60) => vi.advanceTimersByTimeAsync(ms)

/** In every test of the file time stands still, but for `moment`. */
export function holdTime(): void {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
}

/** Every test of the file takes a studio of its own, in held time; it is disposed of afterwards. */
export function studioPerTest(take: (studio: NativeStudio) => void): void {
  holdTime()
  let opened: NativeStudio
  beforeEach(() => take((opened = openNativeStudio())))
  afterEach(async () => {
    const ending = opened.engine.dispose()
    await moment(20_000)
    await ending
  })
}

const realTimeout = globalThis.setTimeout
const MOST_STEPS = 3000

/** Lets time pass in steps of `stepMs`, and a little real time, in which files are read, until `condition` holds. */
export async function until(condition: () => boolean, what: string, stepMs: number): Promise<void> {
  for (let left = MOST_STEPS; left > 0; left -= 1) {
    if (condition()) return
    await moment(stepMs)
    await new Promise((resolve) => realTimeout(resolve, 1))
  }
  throw new Error(`In vain: ${what}`)
}

/** What came of `asked`, with time passing as in `until`. */
export async function settle<Value>(asked: Promise<Value>, stepMs: number): Promise<Value> {
  let done = false
  const ended = (): void => {
    done = true
  }
  asked.then(ended, ended)
  await until(() => done, 'an answer', stepMs)
  return await asked
}

/** What the picture files show, by the name the bridge gives them: there is no canvas under Node. */
const titles = new Map<string, string>()

function pictureOf(still: Still): Uint8Array<ArrayBuffer> {
  const png = new TextEncoder().encode(JSON.stringify(still))
  const name = createHash('sha256').update(png).digest('hex').slice(0, 32)
  titles.set(name, `${titleOf(still)} ${still.width}x${still.height}`)
  return png
}

function titleOf({ content }: Still): string {
  switch (content.kind) {
    case 'color':
      return content.color
    case 'image':
      return `image ${content.assetId}`
    case 'text':
      return `text ${content.text.text}`
    case 'product':
      return `product ${content.card.title}`
    case 'wall':
      return `wall ${content.card.question}`
    default:
      throw new Error(`Unknown still ${JSON.stringify(content satisfies never)}`)
  }
}

/** The names of the calls since the last time. */
export const namesOf = (device: StandIn): string[] => callsOf(device).map(([name]) => name)

/** The calls since the last time, each as its name and its parsed JSON; files are named by what they show. */
export function callsOf(device: StandIn): (readonly [string, unknown, ...string[]])[] {
  return device.take().map(({ name, parameters, buffers }) => {
    const json = JSON.stringify(parameters)
      .replaceAll(/"[^"]*[\\/]([0-9a-f]{32})\.png"/g, (_path, file: string) =>
        JSON.stringify(titles.get(file) ?? 'a file nobody drew'),
      )
      .replaceAll(/"[^"]*[\\/]((?:recording|music)-\d+\.\w+)"/g, '"$1"')
    const parsed: unknown = JSON.parse(json)
    return [name, parsed, ...buffers]
  })
}
