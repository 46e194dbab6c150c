import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import type { Actor } from '#shared/domain/session/actor.ts'
import type { Refusal } from '#shared/domain/session/command.ts'
import type { SourceHealth } from '#shared/protocol/down.ts'
import type { Clock } from '../../clock.ts'
import type { RunningSession } from '../../session/running-session.ts'
import type { IntakeOutcome } from '../../session/session-writer.ts'
import type { ChatSource } from '../chat-source.ts'
import { createSourceMeter } from '../source-meter.ts'

/** The name of the source in danmaku and viewer keys. */
export const LOCAL_ROOM = 'room'

/** A viewer may write this many danmaku in this many seconds: quick for a person, slow for a flood. */
const SAY_POINTS = 6
const SAY_SECONDS = 10
const LIKE_POINTS = 120
const LIKE_SECONDS = 10

/** Viewers of the local network who watch on our own page. */
export interface LocalRoom extends ChatSource {
  /** One danmaku of a viewer. A retry with the same id is the same danmaku and gets the same answer. */
  readonly say: (viewer: Actor, messageId: string, text: string) => Promise<IntakeOutcome>
  readonly like: (viewer: Actor, count: number) => Promise<void>
}

export function createLocalRoom(
  running: () => RunningSession,
  online: () => number,
  clock: Clock,
): LocalRoom {
  const sayLimit = new RateLimiterMemory({ points: SAY_POINTS, duration: SAY_SECONDS })
  const likeLimit = new RateLimiterMemory({ points: LIKE_POINTS, duration: LIKE_SECONDS })
  const meter = createSourceMeter()

  return {
    say: async (viewer, messageId, text) => {
      const session = running()
      const before = session.outcomeOf(viewer, messageId)
      if (before) return before
      const state = session.state()
      if (state.phase === 'ended') return refused({ kind: 'wrongPhase', phase: 'ended' })
      if (state.mutedViewers.has(viewerKey(LOCAL_ROOM, viewer.id))) return refused({ kind: 'muted' })
      const retryInMs = await overLimit(sayLimit, viewer.id, 1)
      if (retryInMs !== null) return refused({ kind: 'rateLimited', retryInMs })
      const nowMs = clock.nowMs()
      meter.count(1, nowMs)
      return session.receive(viewer, messageId, {
        source: LOCAL_ROOM,
        sourceMessageId: `${viewer.id}/${messageId}`,
        userId: viewer.id,
        userName: viewer.name,
        text,
        sentAtMs: nowMs,
      })
    },
    like: async (viewer, count) => {
      if ((await overLimit(likeLimit, viewer.id, count)) !== null) return
      const userId = viewerKey(LOCAL_ROOM, viewer.id)
      await running().record(viewer, null, (state) =>
        state.phase === 'ended'
          ? []
          : [{ type: 'likesAdded', body: { userId, userName: viewer.name, count } }],
      )
    },
    health: (): SourceHealth => meter.health(LOCAL_ROOM, online() > 0 ? 'connected' : 'idle', clock.nowMs()),
    close: () => undefined,
  }
}

const refused = (refusal: Refusal): IntakeOutcome => ({ ok: false, refusal })

/** Null within the limit, else how long to wait (ms). */
async function overLimit(limiter: RateLimiterMemory, key: string, points: number): Promise<number | null> {
  try {
    await limiter.consume(key, points)
    return null
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext
    throw refusal
  }
}
