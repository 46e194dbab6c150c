import { CAMERA_SLOTS } from '#shared/domain/scenes/scene.ts'
import type { CameraSlot } from '#shared/domain/scenes/scene.ts'
import type { PixelSize } from '#shared/domain/scenes/layout.ts'
import { MediaError } from '../media-error.ts'
import type { DeviceRef, SourceState } from '../media-state.ts'
import type { CompositorClient } from './compositor-client.ts'
import { captureCamera, stopAll } from './devices.ts'
import { SourceKeeper } from './source-keeper.ts'
import type { SourceHooks } from './source-keeper.ts'
import { StreamViews } from './stream-views.ts'

interface CameraSlotsOptions {
  readonly compositor: CompositorClient
  readonly present: () => readonly DeviceRef[]
  /** The size to ask cameras for, in px. */
  readonly captureSize: () => PixelSize
  readonly onChange: (slot: CameraSlot, state: SourceState) => void
}

interface Slot {
  readonly keeper: SourceKeeper
  readonly views: StreamViews
  hooks: SourceHooks | null
  track: MediaStreamTrack | null
  quietSeconds: number
}

/** A camera that is open but silent for so long is taken for frozen and opened anew. */
const FROZEN_AFTER_SECONDS = 5

/** The four camera positions. Each has its own keeper, so trouble in one never touches another. */
export class CameraSlots {
  readonly #options: CameraSlotsOptions
  readonly #slots: Readonly<Record<CameraSlot, Slot>>
  /** Tells frames of an earlier opening from those of the present one. */
  #generation = 0
  readonly #generations = new Map<CameraSlot, number>()

  constructor(options: CameraSlotsOptions) {
    this.#options = options
    this.#slots = { 1: this.#newSlot(1), 2: this.#newSlot(2), 3: this.#newSlot(3), 4: this.#newSlot(4) }
  }

  keeper(slot: CameraSlot): SourceKeeper {
    return this.#slots[slot].keeper
  }

  attachView(slot: CameraSlot, container: HTMLElement): () => void {
    return this.#slots[slot].views.attach(container)
  }

  devicesChanged(): void {
    for (const slot of CAMERA_SLOTS) this.#slots[slot].keeper.devicesChanged()
  }

  closeAll(): void {
    for (const slot of CAMERA_SLOTS) this.#slots[slot].keeper.close()
  }

  /** The compositor got the first frame of an opening. */
  inputLive(slot: CameraSlot, generation: number, size: PixelSize): void {
    if (this.#generations.get(slot) !== generation) return
    const { hooks, track } = this.#slots[slot]
    hooks?.live({ width: size.width, height: size.height, frameRate: track?.getSettings().frameRate ?? 0 })
  }

  inputEnded(slot: CameraSlot, generation: number): void {
    if (this.#generations.get(slot) !== generation) return
    this.#slots[slot].hooks?.lost(new MediaError('deviceGone', `Camera ${slot} stopped`))
  }

  /** Once a second: how many frames came from each slot. */
  watchFrames(framesPerSecond: (slot: CameraSlot) => number): void {
    for (const number of CAMERA_SLOTS) {
      const slot = this.#slots[number]
      const quiet = slot.keeper.state.status === 'live' && framesPerSecond(number) === 0
      slot.quietSeconds = quiet ? slot.quietSeconds + 1 : 0
      if (slot.quietSeconds < FROZEN_AFTER_SECONDS) continue
      slot.quietSeconds = 0
      slot.keeper.lost(new MediaError('noFrames', `Camera ${number} delivers no pictures any more`))
    }
  }

  #newSlot(number: CameraSlot): Slot {
    const keeper = new SourceKeeper({
      present: this.#options.present,
      onChange: (state) => this.#options.onChange(number, state),
      open: (device, hooks) => this.#open(number, device, hooks),
    })
    return { keeper, views: new StreamViews(), hooks: null, track: null, quietSeconds: 0 }
  }

  async #open(number: CameraSlot, device: DeviceRef, hooks: SourceHooks): Promise<() => void> {
    const stream = await captureCamera(device, this.#options.captureSize())
    const [track] = stream.getVideoTracks()
    if (!track) throw new MediaError('noFrames', `${device.label} has no picture`)
    const slot = this.#slots[number]
    const generation = (this.#generation += 1)
    this.#generations.set(number, generation)
    slot.hooks = hooks
    slot.track = track
    slot.views.setStream(stream)
    track.addEventListener('ended', () =>
      hooks.lost(new MediaError('deviceGone', `${device.label} was unplugged`)),
    )
    this.#options.compositor.attach(number, generation, track)
    return () => {
      stopAll(stream)
      if (this.#generations.get(number) !== generation) return
      this.#generations.delete(number)
      slot.hooks = null
      slot.track = null
      slot.views.setStream(null)
      this.#options.compositor.post({ type: 'detach', input: number })
    }
  }
}
