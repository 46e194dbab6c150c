import type { EngineStore } from '../engine-store.ts'
import type { OutputKind, OutputState } from '../media-state.ts'

/** The outputs in the engine's state, in the order they were asked for. */
export class OutputList {
  readonly #store: EngineStore
  #count = 0

  constructor(store: EngineStore) {
    this.#store = store
  }

  add(kind: OutputKind): string {
    const id = `${kind}-${(this.#count += 1)}`
    const output: OutputState = {
      id,
      kind,
      status: 'connecting',
      error: null,
      attempt: 1,
      retryAtMs: null,
      viewers: 0,
      connecting: 0,
      stats: null,
    }
    this.#store.set({ outputs: [...this.#store.get().outputs, output] })
    return id
  }

  get(id: string): OutputState | null {
    return this.#store.get().outputs.find((output) => output.id === id) ?? null
  }

  update(id: string, change: Partial<OutputState>): void {
    this.#store.set({
      outputs: this.#store
        .get()
        .outputs.map((output) => (output.id === id ? { ...output, ...change } : output)),
    })
  }

  remove(id: string): void {
    this.#store.set({ outputs: this.#store.get().outputs.filter((output) => output.id !== id) })
  }
}
