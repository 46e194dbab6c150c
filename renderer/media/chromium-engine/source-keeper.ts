import { retryDelayMs } from '#renderer/timing/retry-delay.ts'
import { browserTimers, type Timers } from '#renderer/timing/timers.ts'
import { matchDevice } from '../match-device.ts'
import { MediaError, toMediaError } from '../media-error.ts'
import type { MediaErrorKind } from '../media-error.ts'
import type { DeviceRef, SourceFormat, SourceState, SourceWarning } from '../media-state.ts'

/** What an opened source tells its keeper. Calls after `close` are ignored. */
export interface SourceHooks {
  live(format: SourceFormat | null): void
  lost(error: MediaError): void
}

interface SourceKeeperOptions {
  /** Opens the device and returns how to close it. It is live once `hooks.live` was called. */
  readonly open: (device: DeviceRef, hooks: SourceHooks) => Promise<() => void>
  readonly present: () => readonly DeviceRef[]
  readonly onChange: (state: SourceState) => void
  readonly timers?: Timers
}

const FIRST_FRAME_MS = 8000
const LONGEST_RETRY_MS = 10_000
/** Trying again by itself is of no use: the user, or a replug, has to change something. */
const WAITS_FOR_USER: ReadonlySet<MediaErrorKind> = new Set(['permissionDenied', 'notSupported'])

/**
 * Keeps one source (camera or microphone) open: opens it, notices when it is lost, and tries again by itself
 * with growing delays, at once when devices change. While it tries, the state stays `failed`.
 */
export class SourceKeeper {
  readonly #options: SourceKeeperOptions
  readonly #timers: Timers
  #state: SourceState = { status: 'closed' }
  #attempt = 0
  #failures = 0
  #close: (() => void) | null = null
  #settle: (() => void) | null = null
  #cancelTimer: () => void = () => undefined

  constructor(options: SourceKeeperOptions) {
    this.#options = options
    this.#timers = options.timers ?? browserTimers
  }

  get state(): SourceState {
    return this.#state
  }

  /** Settles with the first outcome; a newer `open` or `close` settles it too. Rejects with MediaError. */
  async open(device: DeviceRef): Promise<void> {
    this.#drop()
    this.#failures = 0
    this.#set({ status: 'opening', device })
    await this.#try(device)
  }

  close(): void {
    this.#drop()
    this.#set({ status: 'closed' })
  }

  /** Tries a failed source again now; does nothing otherwise. */
  async retry(): Promise<void> {
    if (this.#state.status !== 'failed') return
    const { device } = this.#state
    this.#drop()
    await this.#try(matchDevice(device, this.#options.present()) ?? device)
  }

  /** Call after the list of devices changed. */
  devicesChanged(): void {
    const state = this.#state
    if (state.status === 'closed' || state.status === 'opening') return
    const found = matchDevice(state.device, this.#options.present())
    if (state.status === 'failed' && found) void this.retry().catch(() => undefined)
    if (state.status === 'live' && !found) {
      this.lost(new MediaError('deviceGone', `${state.device.label} was unplugged`))
    }
  }

  /** Closes a live source and opens the same device again, as one that only repeats itself may need. */
  async reopen(): Promise<void> {
    if (this.#state.status !== 'live') return
    const { device } = this.#state
    this.#drop()
    this.#set({ status: 'opening', device })
    await this.#try(device)
  }

  /** Call when the source is known to be of no use any more, e.g. its pictures stopped coming. */
  lost(error: MediaError): void {
    if (this.#state.status === 'live') this.#fail(this.#state.device, error)
  }

  /** Notes what is wrong with a live source without closing it; null takes the note back. */
  warn(warning: SourceWarning | null): void {
    if (this.#state.status === 'live' && this.#state.warning !== warning)
      this.#set({ ...this.#state, warning })
  }

  #try(device: DeviceRef): Promise<void> {
    const attempt = (this.#attempt += 1)
    return new Promise((resolve, reject) => {
      const current = () => attempt === this.#attempt
      this.#settle = resolve
      const fail = (error: MediaError) => {
        if (!current()) return
        reject(error)
        this.#fail(device, error)
      }
      this.#cancelTimer = this.#timers.after(FIRST_FRAME_MS, () => {
        fail(new MediaError('noFrames', `${device.label} opened but delivers nothing`))
      })
      const hooks: SourceHooks = {
        live: (format) => {
          if (!current()) return
          this.#cancelTimer()
          this.#failures = 0
          this.#set({ status: 'live', device, format, warning: null })
          resolve()
        },
        lost: fail,
      }
      this.#options.open(device, hooks).then(
        (close) => {
          if (current()) this.#close = close
          else close()
        },
        (error: unknown) => fail(toMediaError(error)),
      )
    })
  }

  #fail(device: DeviceRef, error: MediaError): void {
    this.#drop()
    this.#failures += 1
    // A device of this machine: there is nobody to come back together with, so no jitter.
    const delayMs = WAITS_FOR_USER.has(error.kind)
      ? null
      : retryDelayMs(this.#failures, 0.5, { longestMs: LONGEST_RETRY_MS })
    if (delayMs !== null) {
      this.#cancelTimer = this.#timers.after(delayMs, () => void this.retry().catch(() => undefined))
    }
    this.#set({
      status: 'failed',
      device,
      error,
      retryAtMs: delayMs === null ? null : this.#timers.nowMs() + delayMs,
    })
  }

  #drop(): void {
    this.#attempt += 1
    this.#cancelTimer()
    this.#close?.()
    this.#close = null
    this.#settle?.()
    this.#settle = null
  }

  #set(state: SourceState): void {
    this.#state = state
    this.#options.onChange(state)
  }
}
