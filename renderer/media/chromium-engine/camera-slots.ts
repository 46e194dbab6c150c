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
  /** What preview says where the slot has no picture; null = nothing. */
  readonly noticeFor: (slot: CameraSlot) => string | null
}

interface Slot {
  readonly keeper: SourceKeeper
  readonly views: StreamViews
  hooks: SourceHooks | null
  track: MediaStreamTrack | null
  quietSeconds: number
  /** Its pictures stood still and it was opened anew for that; not again before they changed. */
  reopened: boolean
}

/** A camera that is open but silent for so long is taken for dead and opened anew. */
const DEAD_AFTER_SECONDS = 5
/** A camera whose pictures are the very same for so long is said to be frozen, */
const FROZEN_AFTER_SECONDS = 10
/** and opened anew, once: a picture that truly stands still looks the same. */
const REOPEN_AFTER_SECONDS = 15

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

  /** Takes the camera out of the slot, its last picture with it. */
  close(slot: CameraSlot): void {
    this.#slots[slot].keeper.close()
    this.#options.compositor.post({ type: 'detach', input: slot, hold: false })
  }

  closeAll(): void {
    for (const slot of CAMERA_SLOTS) this.close(slot)
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
      if (slot.quietSeconds < DEAD_AFTER_SECONDS) continue
      slot.quietSeconds = 0
      slot.keeper.lost(new MediaError('noFrames', `Camera ${number} delivers no pictures any more`))
    }
  }

  /** Once a second: for how long the pictures of each slot have been the same, null while that is not known. */
  watchStillness(stillSeconds: (slot: CameraSlot) => number | null): void {
    for (const number of CAMERA_SLOTS) {
      const slot = this.#slots[number]
      const seconds = stillSeconds(number)
      if (seconds === null) continue
      this.#warnFrozen(slot.keeper, seconds >= FROZEN_AFTER_SECONDS)
      if (seconds === 0) slot.reopened = false
      if (seconds < REOPEN_AFTER_SECONDS || slot.reopened) continue
      slot.reopened = true
      slot.keeper.reopen().catch(() => undefined)
    }
  }

  /** A note about something else, as that the camera is held back, stays. */
  #warnFrozen(keeper: SourceKeeper, frozen: boolean): void {
    const { state } = keeper
    if (state.status !== 'live') return
    if (frozen && state.warning === null) keeper.warn('frozen')
    if (!frozen && state.warning === 'frozen') keeper.warn(null)
  }

  #newSlot(number: CameraSlot): Slot {
    const keeper = new SourceKeeper({
      present: this.#options.present,
      onChange: (state) => this.#options.onChange(number, state),
      open: (device, hooks) => this.#open(number, device, hooks),
    })
    const text = this.#options.noticeFor(number)
    this.#options.compositor.post({ type: 'notice', input: number, text })
    return { keeper, views: new StreamViews(), hooks: null, track: null, quietSeconds: 0, reopened: false }
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
    // A shutter or the system can hold a camera back: it stays open and delivers black.
    track.addEventListener('mute', () => slot.keeper.warn('muted'))
    track.addEventListener('unmute', () => slot.keeper.warn(null))
    this.#options.compositor.attach(number, generation, track)
    return () => {
      stopAll(stream)
      if (this.#generations.get(number) !== generation) return
      this.#generations.delete(number)
      slot.hooks = null
      slot.track = null
      slot.views.setStream(null)
      this.#options.compositor.post({ type: 'detach', input: number, hold: true })
    }
  }
}
