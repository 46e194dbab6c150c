import { createStore, type StoreApi } from 'zustand/vanilla'

import type { WhipDestination } from '#shared/domain/outputs/destination.ts'
import { toMediaError, type MediaError } from '#renderer/media/media-error.ts'
import type { MediaEngine, OutputHandle } from '#renderer/media/port.ts'
import type { SecretStore } from '#renderer/secrets/secret-store.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { createStudioOutputs, type StudioOutputs } from './studio-outputs.ts'

export interface BoardState {
  /** Null until the library has answered. */
  readonly destinations: readonly WhipDestination[] | null
  /** Destinations a token is known for. */
  readonly withToken: ReadonlySet<string>
  /** Whether tokens outlast this window. */
  readonly tokensLast: boolean
  /** A show is on air, so destinations may be started. */
  readonly onAir: boolean
  /** The engine's output for each destination that is wanted. */
  readonly outputIds: ReadonlyMap<string, string>
  /** Why a destination could not even be begun. */
  readonly problems: ReadonlyMap<string, MediaError>
}

/** What became of a change: `offline` and the like leave everything as it was. */
export type SaveOutcome = Awaited<ReturnType<StaffClient['request']>>

/** The places the show is published to beside the local room, and their life from going live to the end. */
export interface OutputBoard {
  readonly store: StoreApi<BoardState>
  /** What begins and ends with a show by itself. */
  readonly studio: StudioOutputs
  readonly load: () => Promise<void>
  /** Saves a destination, new or changed. `token`: undefined leaves it as it is, null forgets it. */
  readonly save: (destination: WhipDestination, token: string | null | undefined) => Promise<SaveOutcome>
  readonly remove: (id: string) => Promise<SaveOutcome>
  readonly tokenOf: (id: string) => Promise<string | null>
  readonly start: (id: string) => void
  readonly stop: (id: string) => void
  readonly retry: (id: string) => void
  /** Tries any output of the engine again now, by its own id. */
  readonly retryOutput: (outputId: string) => void
  /** A show went on air or ended: starts those that start with it, or stops all. */
  readonly setOnAir: (onAir: boolean) => void
}

interface Line {
  wanted: boolean
  handle: OutputHandle | null
  work: Promise<void>
}

const secretName = (id: string): string => `whip.${id}`
const without = <Value>(map: ReadonlyMap<string, Value>, id: string): ReadonlyMap<string, Value> =>
  new Map([...map].filter(([key]) => key !== id))

export function createOutputBoard(
  client: StaffClient,
  engine: MediaEngine,
  secrets: SecretStore,
): OutputBoard {
  const store = createStore<BoardState>(() => ({
    destinations: null,
    withToken: new Set(),
    tokensLast: true,
    onAir: false,
    outputIds: new Map(),
    problems: new Map(),
  }))
  const studio = createStudioOutputs(engine)
  const lines = new Map<string, Line>()
  const find = (id: string): WhipDestination | undefined =>
    store.getState().destinations?.find((destination) => destination.id === id)

  const begin = async (id: string, line: Line): Promise<void> => {
    const destination = find(id)
    if (!destination) return
    try {
      line.handle = await engine.publishTo({
        kind: 'whip',
        url: destination.url,
        bearerToken: await secrets.get(secretName(id)),
        simulcast: destination.simulcast,
        ...(destination.videoKbps === null ? {} : { maxVideoKbps: destination.videoKbps }),
      })
      const { handle } = line
      store.setState(({ outputIds, problems }) => ({
        outputIds: new Map(outputIds).set(id, handle.id),
        problems: without(problems, id),
      }))
    } catch (error) {
      line.wanted = false
      const problem = toMediaError(error)
      store.setState(({ problems }) => ({ problems: new Map(problems).set(id, problem) }))
    }
  }
  const end = async (id: string, line: Line): Promise<void> => {
    const { handle } = line
    line.handle = null
    store.setState(({ outputIds }) => ({ outputIds: without(outputIds, id) }))
    await handle?.stop()
  }
  /** One step after the other: a stop never overtakes the start before it. */
  const want = (id: string, wanted: boolean, anew = false): void => {
    const line = lines.get(id) ?? { wanted: false, handle: null, work: Promise.resolve() }
    lines.set(id, line)
    line.wanted = wanted
    line.work = line.work.then(async () => {
      if (line.handle && (!line.wanted || anew)) await end(id, line)
      if (!line.handle && line.wanted) await begin(id, line)
    })
  }
  const put = async (next: readonly WhipDestination[]): Promise<SaveOutcome> => {
    const outcome = await client.request({ type: 'saveOutputs', outputs: { whip: [...next] } })
    if (outcome.ok) store.setState({ destinations: next })
    return outcome
  }

  return {
    store,
    studio,
    load: async () => {
      const [outcome, tokensLast] = await Promise.all([
        client.request({ type: 'getOutputs' }),
        secrets.lasts(),
      ])
      if (!outcome.ok || outcome.body.type !== 'outputs') return
      const destinations = outcome.body.outputs.whip
      const known = await Promise.all(destinations.map(({ id }) => secrets.get(secretName(id))))
      const withToken = new Set(destinations.filter((_one, at) => known[at] !== null).map(({ id }) => id))
      store.setState({ destinations, withToken, tokensLast })
      if (store.getState().onAir) {
        for (const { id, startWithShow } of destinations) if (startWithShow && !lines.has(id)) want(id, true)
      }
    },
    save: async (destination, token) => {
      const all = store.getState().destinations ?? []
      const before = find(destination.id)
      const next = before
        ? all.map((known) => (known.id === destination.id ? destination : known))
        : [...all, destination]
      const outcome = await put(next)
      if (!outcome.ok) return outcome
      const { id } = destination
      if (token === null) await secrets.delete(secretName(id))
      else if (token !== undefined) await secrets.set(secretName(id), token)
      if (token !== undefined) {
        store.setState(({ withToken }) => {
          const rest = [...withToken].filter((known) => known !== id)
          return { withToken: new Set(token === null ? rest : [...rest, id]) }
        })
      }
      // What runs goes on with what was saved; a new token is also the way out of a refused one.
      if (lines.get(id)?.wanted === true && (token !== undefined || differs(before, destination))) {
        want(id, true, true)
      }
      return outcome
    },
    remove: async (id) => {
      const outcome = await put((store.getState().destinations ?? []).filter((known) => known.id !== id))
      if (outcome.ok) {
        want(id, false)
        await secrets.delete(secretName(id))
      }
      return outcome
    },
    tokenOf: (id) => secrets.get(secretName(id)),
    start: (id) => {
      if (store.getState().onAir) want(id, true)
    },
    stop: (id) => want(id, false),
    retry: (id) => lines.get(id)?.handle?.retryNow(),
    retryOutput: (outputId) => {
      if (studio.retry(outputId)) return
      for (const { handle } of lines.values()) if (handle?.id === outputId) handle.retryNow()
    },
    setOnAir: (onAir) => {
      if (onAir === store.getState().onAir) return
      store.setState({ onAir, problems: new Map() })
      if (!onAir) for (const id of lines.keys()) want(id, false)
      else
        for (const { id, startWithShow } of store.getState().destinations ?? [])
          if (startWithShow) want(id, true)
    },
  }
}

const differs = (before: WhipDestination | undefined, now: WhipDestination): boolean =>
  before?.url !== now.url || before.videoKbps !== now.videoKbps || before.simulcast !== now.simulcast
