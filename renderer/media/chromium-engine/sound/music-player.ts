import { MediaError, toMediaError } from '../../media-error.ts'
import type { MusicState } from '../../media-state.ts'
import { LongTrack } from './long-track.ts'
import type { MusicTrack } from './music-track.ts'
import { WholeTrack } from './whole-track.ts'

/** Held decoded, five minutes of stereo take 115 MB; anything longer is read as it plays. */
const WHOLE_UP_TO_MS = 5 * 60_000

interface MusicPlayerOptions {
  readonly context: AudioContext
  /** Where the music goes. */
  readonly output: AudioNode
  readonly onChange: (state: MusicState) => void
  readonly wholeUpToMs?: number
}

/** Plays one sound file over and over. A new file takes over from the old one; a broken one leaves it alone. */
export class MusicPlayer {
  readonly #options: MusicPlayerOptions
  #state: MusicState = { status: 'none' }
  #track: MusicTrack | null = null
  #wanted = 0

  constructor(options: MusicPlayerOptions) {
    this.#options = options
  }

  /** Settles when it plays. Rejects with `formatRefused` or `audioBlocked`. A newer call wins over an older one. */
  async set(music: { readonly name: string; readonly file: Blob } | null): Promise<void> {
    const wanted = (this.#wanted += 1)
    if (!music) {
      this.#replace(null)
      this.#set({ status: 'none' })
      return
    }
    const { name } = music
    try {
      const track = await this.#open(music.file)
      if (wanted !== this.#wanted) {
        track.end()
        return
      }
      this.#replace(track)
      this.#set({ status: 'paused', name, durationMs: track.durationMs })
      await this.setPlaying(true)
    } catch (cause) {
      const error = toMediaError(cause, 'formatRefused')
      // What plays goes on playing; the one who chose the file is told by the rejection.
      if (wanted === this.#wanted && !this.#track) this.#set({ status: 'failed', name, error })
      throw error
    }
  }

  async setPlaying(playing: boolean): Promise<void> {
    const track = this.#track
    const { status } = this.#state
    if (!track || (status !== 'playing' && status !== 'paused')) return
    if (playing) await track.play().catch((cause: unknown) => this.#refused(cause))
    else track.pause()
    if (track === this.#track && this.#state.status === status) {
      this.#set({ ...this.#state, status: playing ? 'playing' : 'paused' })
    }
  }

  dispose(): void {
    this.#wanted += 1
    this.#replace(null)
  }

  #refused(cause: unknown): never {
    throw new MediaError('audioBlocked', 'The browser holds the music back', { cause })
  }

  #replace(track: MusicTrack | null): void {
    this.#track?.end()
    this.#track = track
    track?.output.connect(this.#options.output)
  }

  async #open(file: Blob): Promise<MusicTrack> {
    const { context, wholeUpToMs = WHOLE_UP_TO_MS } = this.#options
    const url = URL.createObjectURL(file)
    try {
      const durationMs = await readDurationMs(url)
      if (durationMs > wholeUpToMs && Number.isFinite(durationMs))
        return new LongTrack(context, url, durationMs)
      const track = new WholeTrack(context, await decode(context, file))
      URL.revokeObjectURL(url)
      return track
    } catch (error) {
      URL.revokeObjectURL(url)
      throw error
    }
  }

  #set(state: MusicState): void {
    this.#state = state
    this.#options.onChange(state)
  }
}

/** Some files do not say: Infinity. */
function readDurationMs(url: string): Promise<number> {
  const element = new Audio()
  return new Promise((resolve, reject) => {
    element.preload = 'metadata'
    element.addEventListener('loadedmetadata', () => resolve(Math.round(element.duration * 1000)))
    element.addEventListener('error', () =>
      reject(new MediaError('formatRefused', element.error?.message ?? 'Not a sound file')),
    )
    element.src = url
  })
}

async function decode(context: AudioContext, file: Blob): Promise<AudioBuffer> {
  try {
    return await context.decodeAudioData(await file.arrayBuffer())
  } catch (cause) {
    throw new MediaError('formatRefused', 'The file holds no sound that can be decoded', { cause })
  }
}
