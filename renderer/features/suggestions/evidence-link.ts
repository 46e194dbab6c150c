import type { Evidence } from '#shared/domain/suggestions/evidence.ts'
import { METRIC_KINDS } from '#renderer/ui/metric-kinds.ts'
import { hashOf, type SessionFocus } from '#renderer/review/views.ts'

/** The address, on the review page, at which the numbers of a suggestion of this session can be counted again. */
export function evidenceHref(sessionId: string, evidence: Evidence): string {
  const session = (focus: SessionFocus): string => hashOf({ name: 'session', sessionId, focus })
  switch (evidence.type) {
    case 'moment':
      return session({ atMs: evidence.fromMs })
    case 'threads':
      return session({ threadIds: evidence.questionIds })
    case 'item':
      return session({ part: 'products' })
    case 'moderator':
      return session({ moderator: evidence.moderatorId })
    case 'shoutOuts':
    case 'fairness':
      return session({ part: 'people' })
    case 'incidents':
      return session({ part: 'incidents' })
    case 'recordings':
      return session({ part: 'curve' })
    case 'metric':
      return session({ part: METRIC_KINDS[evidence.key].group === 'questions' ? 'questions' : 'summary' })
    case 'association':
      return session({ part: 'association' })
    case 'slot':
      return hashOf({ name: 'across', slot: { weekday: evidence.weekday, hour: evidence.hour } })
    case 'sessions': {
      const [other] = evidence.sessionIds
      return other === undefined ? session({}) : hashOf({ name: 'compare', sessionIds: [other, sessionId] })
    }
    default:
      return evidence satisfies never
  }
}
