import { createPresence } from '#shared/domain/review/presence.ts'
import type { ReviewedSession } from '#shared/domain/review/review.ts'
import { attendanceIn } from '#service/log/attendance-reader.ts'
import type { RolledAsk, RolledVisit } from '#service/library/review-rollups.ts'

/** Who was in a session and when, and who asked in which thread. */
export interface Attendance {
  readonly visits: readonly RolledVisit[]
  /** One for each person and thread: what they wrote first. */
  readonly asks: readonly RolledAsk[]
}

/** Reads it from the session's log, in small turns. Presence is counted as the review counts it. Throws LogError. */
export async function readAttendance(
  file: string,
  { fromMs, toMs, lastSeq }: ReviewedSession,
  pause: () => Promise<void>,
): Promise<Attendance> {
  const presence = createPresence({ fromMs, toMs })
  const asks = new Map<string, RolledAsk>()
  for await (const event of attendanceIn(file, lastSeq, pause)) {
    if ('questionId' in event) {
      const { questionId, userKey, sentAtMs, text } = event
      const key = `${questionId} ${userKey}`
      const first = asks.get(key)
      if (!first || sentAtMs < first.sentAtMs) asks.set(key, { questionId, userKey, sentAtMs, text })
    } else if (event.type === 'serviceResumed') presence.lostSight(event.awaySinceMs)
    else if (event.type === 'viewerEntered') presence.entered(event.userKey, event.atMs)
    else presence.left(event.userKey, event.atMs)
  }
  const visits: RolledVisit[] = []
  for (const [userKey, stays] of presence.finish().stays) {
    for (const stay of stays) visits.push({ userKey, fromMs: stay.fromMs, toMs: stay.toMs })
  }
  return { visits, asks: [...asks.values()] }
}
