import { CLOSED } from '../engine-store.ts'
import type { EngineStore } from '../engine-store.ts'
import { MediaError } from '../media-error.ts'
import type { DeviceRef } from '../media-state.ts'
import type { CompositorClient } from './compositor-client.ts'
import { captureScreen, stopAll } from './devices.ts'

interface ScreenSourceOptions {
  readonly compositor: CompositorClient
  readonly store: EngineStore
  /** The sound that comes with the screen, if any; null when the sharing ends. */
  readonly onSound: (stream: MediaStream | null) => void
}

/**
 * The screen or window the host shares. When it ends by itself, because the window was closed or the browser's own
 * button pressed, it says so and waits: only a person can choose what to share again.
 */
export class ScreenSource {
  readonly #options: ScreenSourceOptions
  #stream: MediaStream | null = null
  #generation = 0

  constructor(options: ScreenSourceOptions) {
    this.#options = options
  }

  /** Opens the system's dialog. What is shared already stays until something else was chosen. */
  async open(): Promise<void> {
    const { compositor, store, onSound } = this.#options
    const stream = await captureScreen()
    const [track] = stream.getVideoTracks()
    if (!track) throw new MediaError('noFrames', 'The shared screen has no picture')
    this.#release(true)
    const generation = (this.#generation += 1)
    this.#stream = stream
    store.set({ screen: { status: 'opening', device: deviceOf(track) } })
    track.addEventListener('ended', () => this.ended(generation))
    compositor.attach('screen', generation, track)
    onSound(stream.getAudioTracks().length > 0 ? stream : null)
  }

  close(): void {
    this.#release(false)
    this.#options.store.set({ screen: CLOSED })
  }

  /** The compositor got the first frame of an opening, or one of another size. */
  live(generation: number, size: { readonly width: number; readonly height: number }): void {
    const { store } = this.#options
    const { screen } = store.get()
    if (generation !== this.#generation || (screen.status !== 'opening' && screen.status !== 'live')) return
    const format = { ...size, frameRate: 0 }
    store.set({ screen: { status: 'live', device: screen.device, format, warning: null } })
  }

  ended(generation: number): void {
    const { store } = this.#options
    const { screen } = store.get()
    if (generation !== this.#generation || !this.#stream || screen.status === 'closed') return
    this.#release(true)
    const error = new MediaError('deviceGone', `Sharing ${screen.device.label || 'the screen'} has ended`)
    store.set({ screen: { status: 'failed', device: screen.device, error, retryAtMs: null } })
  }

  #release(hold: boolean): void {
    const { compositor, onSound } = this.#options
    if (!this.#stream) return compositor.post({ type: 'detach', input: 'screen', hold })
    stopAll(this.#stream)
    this.#stream = null
    compositor.post({ type: 'detach', input: 'screen', hold })
    onSound(null)
  }
}

const deviceOf = (track: MediaStreamTrack): DeviceRef => ({
  deviceId: 'screen',
  label: track.label,
  groupId: '',
})
