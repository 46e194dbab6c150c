import { startClapper } from './clapper.ts'
import type { Clapper } from './clapper.ts'
import { ChromiumEngine } from '#renderer/media/chromium-engine/engine.ts'
import { LocalRoomReceiver } from '#renderer/media/local-room/receiver.ts'
import type { OutputHandle, SignalChannel } from '#renderer/media/port.ts'
import type { CameraSlot, CanvasSize, Scene } from '#shared/domain/scenes/scene.ts'
import { plainLayer, starterScenes } from '#shared/domain/scenes/templates.ts'
import { signalSchema } from '#shared/protocol/signal.ts'
import { soundParts } from './sound.ts'

/** A signalling relay between the pages of one browser: `to` is a peer id, 'host' for the host window. */
function signalsOf(self: string): SignalChannel {
  const bus = new BroadcastChannel('signals')
  return {
    send: (to, signal) => bus.postMessage({ to, from: self, signal }),
    subscribe: (listener) => {
      const receive = ({ data }: MessageEvent<{ to: string; from: string; signal: unknown }>) => {
        if (data.to === self) listener(data.from, signalSchema.parse(data.signal))
      }
      bus.addEventListener('message', receive)
      return () => bus.removeEventListener('message', receive)
    },
  }
}

const element = (id: string) => document.getElementById(id) ?? document.body

/** A part (in fractions) of what an element's video shows now, as 32×32 RGBA; empty without a picture. */
function pixelsOf(id: string, x: number, y: number, width: number, height: number): Uint8ClampedArray {
  const root = element(id)
  const video = root instanceof HTMLVideoElement ? root : root.querySelector('video')
  const context = new OffscreenCanvas(32, 32).getContext('2d', { willReadFrequently: true })
  if (!video || video.videoWidth === 0 || !context) return new Uint8ClampedArray()
  const { videoWidth, videoHeight } = video
  context.drawImage(
    video,
    x * videoWidth,
    y * videoHeight,
    width * videoWidth,
    height * videoHeight,
    0,
    0,
    32,
    32,
  )
  return context.getImageData(0, 0, 32, 32).data
}

/** Equal for equal pictures (FNV-1a). */
const printOf = (...where: Parameters<typeof pixelsOf>): number =>
  pixelsOf(...where).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5)

/** Mean red, green and blue of a part of the picture, 0-255 each. */
function colorOf(...where: Parameters<typeof pixelsOf>): number[] {
  const data = pixelsOf(...where)
  if (data.length === 0) return []
  const sums = [0, 0, 0]
  for (let at = 0; at < data.length; at += 4) {
    for (const channel of [0, 1, 2]) sums[channel] = (sums[channel] ?? 0) + (data[at + channel] ?? 0)
  }
  return sums.map((sum) => Math.round((sum * 4) / data.length))
}

const toBase64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

/** One camera over the whole canvas, or three: one large above, two below. */
function benchScene(canvas: CanvasSize, cameras: 1 | 3): Scene {
  const cell = (slot: CameraSlot, x: number, y: number, width: number, height: number) =>
    plainLayer(`camera-${slot}`, { kind: 'camera', slot }, { x, y, width, height })
  const layers =
    cameras === 1
      ? [cell(1, 0, 0, 1, 1)]
      : [cell(1, 0, 0, 1, 0.5), cell(2, 0, 0.5, 0.5, 0.5), cell(3, 0.5, 0.5, 0.5, 0.5)]
  return { id: 'bench', name: 'bench', canvas, layers }
}

const harness = {
  ChromiumEngine,
  benchScene,
  startClapper,
  LocalRoomReceiver,
  ...soundParts,
  starterScenes,
  signalsOf,
  toBase64,
  element,
  pixelsOf,
  printOf,
  colorOf,
}

declare global {
  interface Window {
    harness: typeof harness
    engine: ChromiumEngine
    receiver: LocalRoomReceiver
    output: OutputHandle
    renderMs: number[]
    clapper: Clapper
    loudest: { microphone: number; program: number }
    writeChunk: (base64: string) => Promise<void>
    refuseCameras?: boolean
    cameraTracks?: MediaStreamTrack[]
    unplugged: Set<string>
    /** New ids of devices that were plugged in again, by their first. */
    renamed: Map<string, string>
    replaceCamera?: (deviceId: string) => MediaStream | null
    cameraThawed?: boolean
    workerHangs?: boolean
    rates: number[]
    peers?: RTCPeerConnection[]
  }
}

window.harness = harness
window.loudest = { microphone: -100, program: -100 }
