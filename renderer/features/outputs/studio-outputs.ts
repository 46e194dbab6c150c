import { createStore, type StoreApi } from 'zustand/vanilla'

import { toMediaError, type MediaError } from '#renderer/media/media-error.ts'
import type { OutputKind } from '#renderer/media/media-state.ts'
import type { MediaEngine, OutputHandle, OutputTarget } from '#renderer/media/port.ts'

export interface StudioOutputsState {
  /** Why an output could not even be begun. */
  readonly problems: ReadonlyMap<OutputKind, MediaError>
}

/**
 * The outputs that begin and end with a show by themselves, one of a kind: the local room, the Agora channel and its
 * push. How they fare once begun is in the engine's state.
 */
export interface StudioOutputs {
  readonly store: StoreApi<StudioOutputsState>
  /** `find` is asked at every attempt to begin; null: there is nothing to send to. */
  readonly start: (kind: OutputKind, find: () => Promise<OutputTarget | null>) => void
  readonly stop: (kind: OutputKind) => void
  /** Begins everything that could not be begun. */
  readonly beginAgain: () => void
  /** Tries an output that has begun again now; false if it is none of these. */
  readonly retry: (outputId: string) => boolean
}

interface Line {
  readonly find: () => Promise<OutputTarget | null>
  handle: OutputHandle | null
}

export function createStudioOutputs(engine: Pick<MediaEngine, 'publishTo'>): StudioOutputs {
  const store = createStore<StudioOutputsState>(() => ({ problems: new Map() }))
  const lines = new Map<OutputKind, Line>()
  let work: Promise<void> = Promise.resolve()

  const note = (kind: OutputKind, problem: MediaError | null): void =>
    store.setState(({ problems }) => {
      const rest = [...problems].filter(([known]) => known !== kind)
      return { problems: new Map(problem ? [...rest, [kind, problem]] : rest) }
    })
  const begin = async (kind: OutputKind, line: Line): Promise<void> => {
    if (line.handle || lines.get(kind) !== line) return
    try {
      const target = await line.find()
      if (target !== null && lines.get(kind) === line) line.handle = await engine.publishTo(target)
      note(kind, null)
    } catch (error) {
      note(kind, toMediaError(error))
    }
  }
  /** One step after the other: a stop never overtakes the start before it, nor a push the channel it needs. */
  const then = (step: () => Promise<void>): void => {
    work = work.then(step)
  }

  return {
    store,
    start: (kind, find) => {
      if (lines.has(kind)) return
      const line: Line = { find, handle: null }
      lines.set(kind, line)
      then(() => begin(kind, line))
    },
    stop: (kind) => {
      const line = lines.get(kind)
      if (!line) return
      lines.delete(kind)
      then(async () => {
        note(kind, null)
        await line.handle?.stop()
      })
    },
    beginAgain: () => {
      for (const [kind, line] of lines) if (!line.handle) then(() => begin(kind, line))
    },
    retry: (outputId) => {
      const handle = [...lines.values()].find((line) => line.handle?.id === outputId)?.handle
      handle?.retryNow()
      return handle !== null && handle !== undefined
    },
  }
}
