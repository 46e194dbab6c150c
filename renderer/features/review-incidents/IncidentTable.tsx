import { useTranslation } from 'react-i18next'

import type { Review } from '#shared/domain/review/review.ts'
import report from '#renderer/ui/report.module.css'
import { useIncidentWords } from '#renderer/ui/use-incident-words.ts'
import { formatTimeOfDay } from '#renderer/ui/time.ts'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'

/** Trouble of the show, each with the moment it began. */
export function IncidentTable(props: { review: Review; onMoment: (atMs: number) => void }) {
  const { review, onMoment } = props
  const { t } = useTranslation('reviewTables')
  const words = useMetricWords()
  const { incident: inWords } = useIncidentWords()
  if (review.incidents.length === 0) return <p className={report.nothing}>{t('noIncidents')}</p>
  return (
    <div className={report.scroller}>
      <table className={report.table}>
        <thead>
          <tr>
            <th scope="col">{t('from')}</th>
            <th scope="col" data-figure>
              {t('lasted')}
            </th>
            <th scope="col">{t('what')}</th>
          </tr>
        </thead>
        <tbody>
          {review.incidents.map((incident) => (
            <tr key={incident.seq}>
              <td>
                <button
                  type="button"
                  className={report.link}
                  aria-label={t('openMoment', { time: formatTimeOfDay(incident.fromMs) })}
                  onClick={() => onMoment(incident.fromMs)}
                >
                  {formatTimeOfDay(incident.fromMs)}
                </button>
              </td>
              <td data-figure>
                {incident.toMs === null ? t('toEnd') : words.span(incident.toMs - incident.fromMs)}
              </td>
              <td data-text="wide">{inWords(incident)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
