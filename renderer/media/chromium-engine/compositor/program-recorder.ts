import {
  AppendOnlyStreamTarget,
  AudioSample,
  AudioSampleSource,
  getFirstEncodableAudioCodec,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  Quality,
  VideoSample,
  VideoSampleSource,
} from 'mediabunny'
import type { AudioEncodingConfig, VideoEncodingConfig } from 'mediabunny'
import type { CanvasSize } from '#shared/domain/scenes/scene.ts'
import type { RecordingSummary } from '../../media-state.ts'
import { RECORDING_AUDIO_BITRATE, RECORDING_BITS_PER_PIXEL } from '../../recording-rate.ts'
import { RecordingClock } from './recording-clock.ts'

interface RecorderOptions {
  readonly canvas: CanvasSize
  readonly framesPerSecond: number
  readonly sampleRate: number
  readonly sound: ReadableStream<AudioData>
  readonly sink: WritableStream<Uint8Array<ArrayBuffer>>
  /** The first picture is encoded: the recording truly runs. */
  readonly onStarted: () => void
  readonly onFailed: (error: unknown) => void
}

/** The encoders this machine has cannot make the file. */
export class NoEncoderError extends Error {}

const CHANNELS = 2
/** A key frame and with it a fragment every second: a killed recording plays to within about a second. */
const FRAGMENT_SECONDS = 1
const MAX_FRAMES_IN_FLIGHT = 4

/**
 * Writes the program as fragmented MP4, which only ever appends. Pictures that encoder or sink cannot take
 * at once are dropped; sound waits, and its source drops when it overflows, so memory stays bounded.
 */
export class ProgramRecorder {
  readonly #output: Output
  readonly #video: VideoSampleSource
  readonly #audio: AudioSampleSource
  readonly #reader: ReadableStreamDefaultReader<AudioData>
  readonly #clock: RecordingClock
  readonly #options: RecorderOptions
  readonly #durationUs: number
  #mimeType = 'video/mp4'
  #framesInFlight = 0
  #soundPending = false
  #soundLoop: Promise<void> = Promise.resolve()
  #state: 'recording' | 'stopping' | 'failed' = 'recording'
  #bytes = 0
  #videoFrames = 0
  #offeredFrames = 0
  #droppedFrames = 0
  #endUs = 0

  /** Picks codecs and opens the file. Throws NoEncoderError where nothing suitable can be encoded. */
  static async start(options: RecorderOptions): Promise<ProgramRecorder> {
    const { width, height } = options.canvas
    const quality = new Quality({
      bitrate: Math.round(width * height * options.framesPerSecond * RECORDING_BITS_PER_PIXEL),
    })
    const audioQuality = new Quality({ bitrate: RECORDING_AUDIO_BITRATE })
    const videoCodec = await getFirstEncodableVideoCodec(['avc', 'vp9', 'av1'], { width, height, quality })
    const audioCodec = await getFirstEncodableAudioCodec(['aac', 'opus'], {
      numberOfChannels: CHANNELS,
      sampleRate: options.sampleRate,
      quality: audioQuality,
    })
    if (!videoCodec || !audioCodec) {
      throw new NoEncoderError(`No encoder for ${videoCodec ? 'sound' : `${width}x${height} pictures`}`)
    }
    const recorder = new ProgramRecorder(options, {
      video: { codec: videoCodec, quality },
      audio: { codec: audioCodec, quality: audioQuality },
    })
    await recorder.#output.start()
    recorder.#soundLoop = recorder.#recordSound()
    return recorder
  }

  private constructor(
    options: RecorderOptions,
    encode: { readonly video: VideoEncodingConfig; readonly audio: AudioEncodingConfig },
  ) {
    this.#options = options
    this.#durationUs = Math.round(1e6 / options.framesPerSecond)
    this.#clock = new RecordingClock(performance.now() * 1000, options.sampleRate)
    this.#reader = options.sound.getReader()
    this.#output = new Output({
      format: new Mp4OutputFormat({ fastStart: 'fragmented', minimumFragmentDuration: FRAGMENT_SECONDS / 2 }),
      target: new AppendOnlyStreamTarget(this.#countedSink()),
    })
    this.#video = new VideoSampleSource({
      ...encode.video,
      keyFrameInterval: FRAGMENT_SECONDS,
      latencyMode: 'realtime',
      onEncodedPacket: () => {
        this.#videoFrames += 1
        if (this.#videoFrames === 1) void this.#confirmStart()
      },
    })
    this.#audio = new AudioSampleSource(encode.audio)
    // Without a frame rate in the track, which would round stamps to its grid and let frames collide.
    this.#output.addVideoTrack(this.#video)
    this.#output.addAudioTrack(this.#audio)
  }

  get summary(): RecordingSummary {
    return {
      durationMs: Math.round(this.#endUs / 1000),
      bytes: this.#bytes,
      mimeType: this.#mimeType,
      videoFrames: this.#videoFrames,
      offeredFrames: this.#offeredFrames,
      droppedFrames: this.#droppedFrames,
    }
  }

  /** Offers the program picture of this moment; the caller keeps `frame`. */
  offer(frame: VideoFrame, nowUs: number): void {
    if (this.#state !== 'recording') return
    const silence = this.#soundPending ? 0 : this.#clock.starvedSamples(nowUs)
    if (silence > 0) void this.#guard(this.#writeSound(silence, null))
    if (this.#framesInFlight >= MAX_FRAMES_IN_FLIGHT) {
      this.#droppedFrames += 1
      return
    }
    const timestamp = this.#clock.picture(nowUs)
    this.#endUs = timestamp + this.#durationUs
    const sample = new VideoSample(new VideoFrame(frame, { timestamp, duration: this.#durationUs }))
    this.#framesInFlight += 1
    this.#offeredFrames += 1
    void this.#guard(
      this.#video.add(sample).finally(() => {
        sample.close()
        this.#framesInFlight -= 1
      }),
    )
  }

  /** Ends the file: flushes the encoders, writes the rest and closes the sink. */
  async stop(): Promise<RecordingSummary> {
    if (this.#state === 'recording') this.#state = 'stopping'
    await this.#reader.cancel().catch(() => undefined)
    await this.#soundLoop
    // Sound that did not come in time would otherwise leave the file with an end that players cut off.
    const silence = this.#clock.samplesUntil(this.#endUs)
    if (silence > 0) await this.#guard(this.#writeSound(silence, null))
    await this.#output.finalize()
    return this.summary
  }

  async #recordSound(): Promise<void> {
    for (;;) {
      const { done, value } = await this.#reader.read().catch(() => ({ done: true, value: undefined }))
      if (done || !value) return
      const nowUs = performance.now() * 1000
      const silence = this.#clock.audio(nowUs, value.timestamp, value.numberOfFrames)
      if (silence !== null) await this.#guard(this.#writeSound(silence, value))
      value.close()
      if (this.#state !== 'recording') return
    }
  }

  /** Appends silence, then the block. The clock counted both already, so positions are taken back from it. */
  async #writeSound(silence: number, block: AudioData | null): Promise<void> {
    const { sampleRate } = this.#options
    const blockLength = block?.numberOfFrames ?? 0
    const samples = new Float32Array((silence + blockLength) * CHANNELS)
    if (block) {
      for (let channel = 0; channel < CHANNELS; channel += 1) {
        const plane = samples.subarray(channel * (silence + blockLength) + silence).subarray(0, blockLength)
        const planeIndex = Math.min(channel, block.numberOfChannels - 1)
        block.copyTo(plane, { planeIndex, format: 'f32-planar' })
      }
    }
    const timestamp = this.#clock.audioPositionUs / 1e6 - (silence + blockLength) / sampleRate
    const sample = new AudioSample({
      data: samples,
      format: 'f32-planar',
      numberOfChannels: CHANNELS,
      sampleRate,
      timestamp,
    })
    this.#soundPending = true
    try {
      await this.#audio.add(sample)
    } finally {
      this.#soundPending = false
      sample.close()
    }
  }

  async #confirmStart(): Promise<void> {
    this.#options.onStarted()
    this.#mimeType = await this.#output.getMimeType().catch(() => this.#mimeType)
  }

  async #guard(work: Promise<void>): Promise<void> {
    try {
      await work
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Keeps what was written: the sink is closed as it stands, and fragments before stay playable. */
  #fail(error: unknown): void {
    if (this.#state === 'failed') return
    this.#state = 'failed'
    void this.#reader.cancel().catch(() => undefined)
    void this.#output.cancel().catch(() => undefined)
    this.#options.onFailed(error)
  }

  #countedSink(): WritableStream<Uint8Array> {
    const writer = this.#options.sink.getWriter()
    writer.closed.catch((error: unknown) => this.#fail(error))
    return new WritableStream<Uint8Array>({
      write: async (chunk) => {
        const copy = new Uint8Array(chunk)
        await writer.write(copy)
        this.#bytes += copy.byteLength
      },
      close: () => writer.close(),
      abort: () => writer.close(),
    })
  }
}
