import { createStore, type StoreApi } from 'zustand/vanilla'

import type { HealthSample } from '#shared/domain/health/health-sample.ts'
import type { Notice } from '#shared/domain/health/notice.ts'
import { noticesIn, NOTHING_SEEN, watchHealth } from '#shared/domain/health/watch-health.ts'
import { createListeners } from '#shared/lib/listeners.ts'
import type { MediaEngine } from '#renderer/media/port.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { createSampler } from './sampler.ts'

const SAMPLE_EVERY_MS = 1_000
/** Two minutes. */
const SAMPLES_KEPT = 120

export interface TimedSample {
  /** By the service's clock. */
  readonly atMs: number
  readonly sample: HealthSample
}

export interface HealthHistory {
  /** Oldest first. */
  readonly samples: readonly TimedSample[]
  /** Most pressing first; empty while nothing is live. */
  readonly notices: readonly Notice[]
}

export interface HealthMonitor {
  readonly store: StoreApi<HealthHistory>
  /** Calls `listener` with every sample taken. Returns the unsubscribe function. */
  readonly subscribe: (listener: (sample: HealthSample) => void) => () => void
  readonly dispose: () => void
}

/**
 * Looks at the studio once a second, keeps the last two minutes and judges them while a show is live. After a reload
 * in the middle of a show the minutes before come back from the log.
 */
export function createHealthMonitor(client: StaffClient, engine: MediaEngine): HealthMonitor {
  const store = createStore<HealthHistory>(() => ({ samples: [], notices: [] }))
  const sampler = createSampler(engine, () => client.store.getState().machine)
  const listeners = createListeners<HealthSample>()
  let watch = NOTHING_SEEN
  let askedFor = ''

  const look = (): void => {
    const sample = sampler.take()
    const live = client.store.getState().session?.phase === 'live'
    watch = live ? watchHealth(watch, sample) : NOTHING_SEEN
    const atMs = client.clock.nowMs()
    store.setState(({ samples, notices }) => ({
      samples: [...samples.slice(1 - SAMPLES_KEPT), { atMs, sample }],
      notices: unlessSame(notices, noticesIn(watch)),
    }))
    listeners.emit(sample)
  }

  const recall = async (): Promise<void> => {
    const { session, link } = client.store.getState()
    if (link !== 'connected' || session?.phase !== 'live' || session.sessionId === askedFor) return
    askedFor = session.sessionId
    const outcome = await client.request({ type: 'healthHistory' })
    if (!outcome.ok) {
      if (outcome.problem === 'offline') askedFor = ''
      return
    }
    const { body } = outcome
    if (body.type !== 'healthHistory') return
    store.setState(({ samples }) => {
      const before = body.samples.filter(({ atMs }) => atMs < (samples[0]?.atMs ?? Infinity))
      return { samples: [...before, ...samples].slice(-SAMPLES_KEPT) }
    })
  }

  const timer = setInterval(look, SAMPLE_EVERY_MS)
  const stop = client.store.subscribe(() => void recall())
  void recall()
  return {
    store,
    subscribe: listeners.add,
    dispose: () => {
      clearInterval(timer)
      stop()
      sampler.dispose()
    },
  }
}

/** Who shows the notices should not be disturbed by a list that says the same. */
function unlessSame(before: readonly Notice[], next: readonly Notice[]): readonly Notice[] {
  const same =
    before.length === next.length &&
    next.every(({ kind, subject }, at) => before[at]?.kind === kind && before[at].subject === subject)
  return same ? before : next
}
