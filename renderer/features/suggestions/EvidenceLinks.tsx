import { useTranslation } from 'react-i18next'

import type { Evidence } from '#shared/domain/suggestions/evidence.ts'
import type { SuggestionRecord } from '#shared/protocol/suggestions.ts'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import { useReportDates } from '#renderer/ui/use-report-dates.ts'
import { evidenceHref } from './evidence-link.ts'
import classes from './suggestions.module.css'

/** Ways to what was counted: moments, questions, products, cells of the heat map. */
export function EvidenceLinks({ record: { sessionId, suggestion } }: { record: SuggestionRecord }) {
  const { t } = useTranslation('suggestionCards')
  const nameOf = useEvidenceNames()
  return (
    <p className={classes.evidence}>
      <span className={classes.label}>{t('evidence')}</span>
      {suggestion.evidence.map((evidence, index) => (
        <a
          // The list of one suggestion never changes its order.
          key={index}
          href={evidenceHref(sessionId, evidence)}
          {...(evidence.type === 'sessions' && {
            title: t('seeSessionsHint', { n: evidence.sessionIds.length }),
          })}
        >
          {nameOf(evidence)}
        </a>
      ))}
    </p>
  )
}

function useEvidenceNames(): (evidence: Evidence) => string {
  const { t } = useTranslation('suggestionCards')
  const dates = useReportDates()
  const words = useMetricWords()
  return (evidence) => {
    switch (evidence.type) {
      case 'moment':
        return t('seeMoment', { from: dates.time(evidence.fromMs), to: dates.time(evidence.toMs) })
      case 'threads':
        return t('seeThreads', { n: evidence.questionIds.length })
      case 'item':
        return t('seeItem')
      case 'moderator':
        return t('seeModerator')
      case 'shoutOuts':
        return t('seeShoutOuts', { n: evidence.promptIds.length })
      case 'fairness':
        return t('seeFairness')
      case 'incidents':
        return t('seeIncidents', { n: evidence.seqs.length })
      case 'recordings':
        return t('seeRecordings')
      case 'metric':
        return t('seeMetric', { name: words.name(evidence.key) })
      case 'association':
        return t('seeAssociation')
      case 'slot':
        return t('seeSlot', { day: dates.weekday(evidence.weekday), hour: evidence.hour })
      case 'sessions':
        return t('seeSessions')
      default:
        return evidence satisfies never
    }
  }
}
