import { CLOSED } from '../engine-store.ts'
import type { EngineStore } from '../engine-store.ts'
import { MediaError } from '../media-error.ts'
import type { DeviceRef } from '../media-state.ts'
import type { CompositorClient } from './compositor-client.ts'
import { captureScreen, stopAll } from './devices.ts'

const SCREEN: DeviceRef = { deviceId: 'screen', label: '', groupId: '' }

interface ScreenSourceOptions {
  readonly compositor: CompositorClient
  readonly store: EngineStore
  /** The sound that comes with the screen, if any; null when the sharing ends. */
  readonly onSound: (stream: MediaStream | null) => void
}

/** The screen or window the host shares. When it ends it is closed: only a person can choose it again. */
export class ScreenSource {
  readonly #options: ScreenSourceOptions
  #stream: MediaStream | null = null
  #generation = 0

  constructor(options: ScreenSourceOptions) {
    this.#options = options
  }

  async open(): Promise<void> {
    const { compositor, store, onSound } = this.#options
    const stream = await captureScreen()
    const [track] = stream.getVideoTracks()
    if (!track) throw new MediaError('noFrames', 'The shared screen has no picture')
    this.close()
    const generation = (this.#generation += 1)
    this.#stream = stream
    store.set({ screen: { status: 'opening', device: { ...SCREEN, label: track.label } } })
    track.addEventListener('ended', () => this.ended(generation))
    compositor.attach('screen', generation, track)
    onSound(stream.getAudioTracks().length > 0 ? stream : null)
  }

  close(): void {
    if (!this.#stream) return
    const { compositor, store, onSound } = this.#options
    stopAll(this.#stream)
    this.#stream = null
    compositor.post({ type: 'detach', input: 'screen' })
    onSound(null)
    store.set({ screen: CLOSED })
  }

  /** The compositor got the first frame of an opening, or one of another size. */
  live(generation: number, size: { readonly width: number; readonly height: number }): void {
    const { store } = this.#options
    const { screen } = store.get()
    if (generation !== this.#generation || (screen.status !== 'opening' && screen.status !== 'live')) return
    store.set({
      screen: { status: 'live', device: screen.device, format: { ...size, frameRate: 0 }, warning: null },
    })
  }

  ended(generation: number): void {
    if (generation === this.#generation) this.close()
  }
}
