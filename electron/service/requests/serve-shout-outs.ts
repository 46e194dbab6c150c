import { parseEvent } from '#shared/domain/session/event.ts'
import { countFairness } from '#shared/domain/shout-outs/fairness.ts'
import type { Library } from '../library/library.ts'
import type { RunningSession } from '../session/running-session.ts'
import { isLoyalStanding } from '../shout-outs/known-fan.ts'
import type { Served } from './serve-request.ts'

/** Events read before everybody else has their turn. */
const PAGE = 1_000
const COUNTED: ReadonlySet<string> = new Set([
  'viewerEntered',
  'danmakuReceived',
  'shoutOutSignalled',
  'shoutOutPrompted',
  'shoutOutThanked',
  'shoutOutSkipped',
  'shoutOutExpired',
  'shoutOutVetoed',
  'showEnded',
])

/**
 * Who was greeted in the session, by tier, out of its log. Reads page by page, so that a long show holds nothing up.
 * @throws LogError or StorageError when log or library cannot be read.
 */
export async function serveShoutOutFairness(
  { log, state }: Pick<RunningSession, 'log' | 'state'>,
  library: Library,
): Promise<Served> {
  const { sessionId } = state()
  const fairness = countFairness((userId) => {
    const standing = library.fans.standing(userId)
    return isLoyalStanding(standing) ? standing.tier : null
  })
  let events = log.eventsAfter(0, PAGE)
  while (events.length > 0) {
    for (const event of events) if (COUNTED.has(event.type)) fairness.add(parseEvent(event))
    await new Promise((resolve) => setImmediate(resolve))
    events = log.eventsAfter(events.at(-1)?.seq ?? 0, PAGE)
  }
  return { ok: true, body: { type: 'shoutOutFairness', sessionId, tiers: fairness.result() } }
}
