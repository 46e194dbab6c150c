import type { EngineStore } from '../engine-store.ts'
import { LocalRoomPublisher } from '../local-room/publisher.ts'
import { MediaError } from '../media-error.ts'
import type { OutputKind, OutputState } from '../media-state.ts'
import type { OutputHandle, OutputTarget } from '../port.ts'
import { openWhip, type WhipOutput } from '../whip/open-whip.ts'

interface OutputsOptions {
  readonly store: EngineStore
  readonly video: () => MediaStreamTrack
  readonly audio: () => MediaStreamTrack
}

export const CHROMIUM_OUTPUTS: readonly OutputKind[] = ['localRoom', 'whip']

/** Where the program goes: each output runs by itself, so trouble with one never touches another. */
export class Outputs {
  readonly #options: OutputsOptions
  readonly #running = new Map<string, { stop(): void | Promise<void> }>()
  readonly #whips = new Set<WhipOutput>()
  #count = 0
  #failed = false

  constructor(options: OutputsOptions) {
    this.#options = options
  }

  get active(): boolean {
    return this.#running.size > 0
  }

  async publish(target: OutputTarget): Promise<OutputHandle> {
    switch (target.kind) {
      case 'localRoom':
        return this.#openLocalRoom(target)
      case 'whip':
        return this.#openWhip(target)
      case 'agora':
      case 'cdn':
        throw new MediaError('notSupported', `The Chromium engine cannot publish to ${target.kind}`)
      default:
        throw new Error(`Unknown output ${JSON.stringify(target satisfies never)}`)
    }
  }

  /** The composition broke down: nothing can be sent any more. */
  fail(error: MediaError): void {
    const { store } = this.#options
    this.#failed = true
    // They would take a picture that stands still for a lost connection, and go on trying for ever.
    for (const output of this.#whips) void output.stop()
    store.set({ outputs: store.get().outputs.map((output) => ({ ...output, status: 'failed', error })) })
  }

  async stopAll(): Promise<void> {
    await Promise.allSettled([...this.#running.keys()].map((id) => this.#stop(id)))
  }

  #openLocalRoom({ kind, ...options }: Extract<OutputTarget, { kind: 'localRoom' }>): OutputHandle {
    const id = this.#announce(kind, 'live')
    const publisher = new LocalRoomPublisher({
      ...options,
      video: this.#options.video(),
      audio: this.#options.audio(),
      onChange: (counts) => this.#update(id, counts),
    })
    this.#running.set(id, publisher)
    return { id, retryNow: () => undefined, stop: () => this.#stop(id) }
  }

  #openWhip({ kind, ...options }: Extract<OutputTarget, { kind: 'whip' }>): OutputHandle {
    if (!URL.canParse(options.url)) throw new MediaError('outputAddressWrong', 'This is no address')
    const { store } = this.#options
    const id = this.#announce(kind, 'connecting')
    const output = openWhip({
      ...options,
      video: this.#options.video(),
      audio: this.#options.audio(),
      canvas: store.get().canvas,
      onChange: (state) => this.#update(id, state),
    })
    this.#running.set(id, output)
    this.#whips.add(output)
    return { id, retryNow: output.retryNow, stop: () => this.#stop(id) }
  }

  #announce(kind: OutputKind, status: OutputState['status']): string {
    const { store } = this.#options
    const id = `${kind}-${(this.#count += 1)}`
    const output: OutputState = {
      id,
      kind,
      status,
      error: null,
      attempt: 0,
      retryAtMs: null,
      viewers: 0,
      connecting: 0,
      stats: null,
    }
    store.set({ outputs: [...store.get().outputs, output] })
    return id
  }

  #update(id: string, change: Partial<OutputState>): void {
    if (this.#failed) return
    const { store } = this.#options
    store.set({
      outputs: store.get().outputs.map((known) => (known.id === id ? { ...known, ...change } : known)),
    })
  }

  async #stop(id: string): Promise<void> {
    const { store } = this.#options
    const output = this.#running.get(id)
    this.#running.delete(id)
    await output?.stop()
    store.set({ outputs: store.get().outputs.filter((known) => known.id !== id) })
  }
}
