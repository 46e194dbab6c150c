// Brings the types of media streams, which TypeScript's own do not have.
/// <reference types="mediabunny" />

/**
 * A camera and a microphone that clap once a second: a white flash and a beep at the same moment, so that a recording
 * tells how far apart pictures and sound are.
 */
export interface Clapper {
  readonly camera: () => MediaStream
  readonly microphone: () => MediaStream
  /** Epoch ms of the first clap; one follows every second. */
  readonly firstMs: number
  /** By how many ms each flash so far was painted too late: the fault of this machine, not of a recording. */
  readonly flashesLateMs: readonly number[]
  /** The same of the beeps, as they leave the microphone; negative when early, as sound contexts work ahead. */
  readonly beepsLateMs: readonly number[]
}

const SIZE = { width: 640, height: 360 }
const FLASH_MS = 100
const BEEP_S = 0.06
/** Beeps are placed so long before they are due. */
const AHEAD_MS = 150

/** Runs in a worker: paints frames at 30 a second, white for a moment after every full second since `firstMs`. */
const PAINTER = `
self.onmessage = ({ data: { frames, firstMs, width, height, flashMs } }) => {
  const writer = frames.getWriter()
  const context = new OffscreenCanvas(width, height).getContext('2d', { alpha: false })
  let count = 0
  let wasWhite = false
  setInterval(() => {
    const now = performance.timeOrigin + performance.now()
    const white = now >= firstMs && (now - firstMs) % 1000 < flashMs
    if (white && !wasWhite) self.postMessage((now - firstMs) % 1000)
    wasWhite = white
    context.fillStyle = white ? '#ffffff' : '#202020'
    context.fillRect(0, 0, width, height)
    context.fillStyle = '#404040'
    context.fillRect((count++ * 7) % width, height - 20, 20, 20)
    const timestamp = Math.round(performance.now() * 1000)
    if (writer.desiredSize > 0) writer.write(new VideoFrame(context.canvas, { timestamp })).catch(() => {})
  }, 1000 / 30)
}
`

export async function startClapper(): Promise<Clapper> {
  const context = new AudioContext({ sampleRate: 48_000 })
  await context.resume()
  const buffer = context.createBuffer(1, BEEP_S * context.sampleRate, context.sampleRate)
  const samples = buffer.getChannelData(0)
  for (let at = 0; at < samples.length; at += 1) {
    samples[at] = 0.5 * Math.sin((2 * Math.PI * 1000 * at) / context.sampleRate)
  }
  const sound = context.createMediaStreamDestination()
  const firstMs = Math.ceil((nowMs() + 1000) / 1000) * 1000
  void beepEverySecond(context, buffer, sound, firstMs)

  const generator = new MediaStreamTrackGenerator({ kind: 'video' })
  const painter = new Worker(URL.createObjectURL(new Blob([PAINTER], { type: 'text/javascript' })))
  const flashesLateMs: number[] = []
  painter.addEventListener('message', ({ data }: MessageEvent<number>) => flashesLateMs.push(data))
  const beepsLateMs: number[] = []
  const [heard] = sound.stream.getAudioTracks()
  if (heard) void noteBeeps(heard.clone(), firstMs, beepsLateMs)
  const frames = generator.writable
  painter.postMessage({ frames, firstMs, ...SIZE, flashMs: FLASH_MS }, [frames])
  return {
    camera: () => new MediaStream([generator.clone()]),
    microphone: () => new MediaStream(sound.stream.getAudioTracks().map((track) => track.clone())),
    firstMs,
    flashesLateMs,
    beepsLateMs,
  }
}

/** Notes of every beep on the track by how many ms it missed its second. */
async function noteBeeps(track: MediaStreamAudioTrack, firstMs: number, lateMs: number[]): Promise<void> {
  const reader = new MediaStreamTrackProcessor({ track }).readable.getReader()
  let silentSinceMs = 0
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    const samples = new Float32Array(value.numberOfFrames)
    value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' })
    const { sampleRate } = value
    value.close()
    const at = samples.findIndex((sample) => Math.abs(sample) > 0.1)
    if (at < 0) continue
    if (nowMs() - silentSinceMs > 500) {
      // The block has just ended: its first loud sample lies back by what came after it.
      const beepMs = nowMs() - ((samples.length - at) / sampleRate) * 1000
      lateMs.push(((beepMs - firstMs + 500) % 1000) - 500)
    }
    silentSinceMs = nowMs()
  }
}

/**
 * On a busy machine the sound's clock loses time, which is no fault of a recording. So every beep is placed shortly
 * before it is due, by how the two clocks stand then.
 */
async function beepEverySecond(
  context: AudioContext,
  buffer: AudioBuffer,
  sound: AudioNode,
  firstMs: number,
): Promise<void> {
  for (let dueMs = firstMs; ; dueMs += 1000) {
    await new Promise((resolve) => setTimeout(resolve, dueMs - AHEAD_MS - nowMs()))
    const aheadMs = await soundAheadMs(context)
    const source = new AudioBufferSourceNode(context, { buffer })
    source.connect(sound)
    source.start(Math.max(0, (dueMs + aheadMs) / 1000))
  }
}

/** What to add to a time (epoch ms) to have it by the sound's clock, which moves in steps and is right as one begins. */
async function soundAheadMs(context: AudioContext): Promise<number> {
  let furthest = -Infinity
  const untilMs = nowMs() + AHEAD_MS / 3
  while (nowMs() < untilMs) {
    furthest = Math.max(furthest, context.currentTime * 1000 - nowMs())
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  return furthest
}

const nowMs = (): number => performance.timeOrigin + performance.now()
