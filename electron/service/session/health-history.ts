import type { HealthSample } from '#shared/domain/health/health-sample.ts'
import { parseEvent } from '#shared/domain/session/event.ts'
import type { RunningSession } from './running-session.ts'

const SECONDS = 120
/** In a flood two minutes are more events than this; then the history is shorter, and reading it stays cheap. */
const LOOK_BACK_EVENTS = 20_000

/** The samples of the last two minutes, oldest first, from the log: it has them also after a restart. */
export function recentHealth({
  log,
  state,
}: Pick<RunningSession, 'log' | 'state'>): { atMs: number; sample: HealthSample }[] {
  return log
    .newestOf('healthSampled', Math.max(0, state().seq - LOOK_BACK_EVENTS), SECONDS)
    .map(parseEvent)
    .flatMap((event) => (event.type === 'healthSampled' ? [{ atMs: event.atMs, sample: event.body }] : []))
}
