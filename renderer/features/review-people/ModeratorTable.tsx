import { useTranslation } from 'react-i18next'

import type { Review } from '#shared/domain/review/review.ts'
import report from '#renderer/ui/report.module.css'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'

/** Who took questions on and answered them, and how soon. */
export function ModeratorTable(props: { review: Review; onModerator: (id: string) => void }) {
  const { review, onModerator } = props
  const { t } = useTranslation('reviewTables')
  const words = useMetricWords()
  if (review.moderators.length === 0) return <p className={report.nothing}>{t('noModerators')}</p>
  const columns = ['claims', 'lapsed', 'answered', 'inTime', 'late', 'median', 'dismissed'] as const
  return (
    <div className={report.scroller}>
      <table className={report.table} aria-label={t('moderators')}>
        <thead>
          <tr>
            <th scope="col">{t('who')}</th>
            {columns.map((column) => (
              <th key={column} scope="col" data-figure>
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {review.moderators.map((person) => (
            <tr key={`${person.id} ${person.automatic}`}>
              <th scope="row" data-text>
                {person.automatic ? (
                  t('automatic')
                ) : (
                  <>
                    <button
                      type="button"
                      className={report.link}
                      aria-label={t('seeAnswers', { name: person.name })}
                      onClick={() => onModerator(person.id)}
                    >
                      {person.name}
                    </button>{' '}
                    <span className={report.quiet}>{t(`role_${person.role}`)}</span>
                  </>
                )}
              </th>
              <td data-figure>{words.count(person.claims)}</td>
              <td data-figure>{words.count(person.lapsed)}</td>
              <td data-figure>{words.count(person.answered)}</td>
              <td data-figure>{words.count(person.inTime)}</td>
              <td data-figure>{words.count(person.late)}</td>
              <td data-figure>{person.responseP50Ms === null ? '—' : words.span(person.responseP50Ms)}</td>
              <td data-figure>{words.count(person.dismissed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
