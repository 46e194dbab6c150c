import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Review } from '#shared/domain/review/review.ts'
import { FanLink } from '#renderer/review/FanLink.tsx'
import report from '#renderer/ui/report.module.css'
import { TierMarks } from '#renderer/ui/TierMarks.tsx'
import { formatTimeOfDay } from '#renderer/ui/time.ts'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import { usePrinting } from '#renderer/ui/use-printing.ts'

const SHOWN_AT_FIRST = 12

/** Whether each tier had its chance to be greeted. */
export function FairnessByTier({ review }: { review: Review }) {
  const { t } = useTranslation('reviewTables')
  const words = useMetricWords()
  const rows = review.fairness.filter(({ seen, signalled, prompted }) => seen + signalled + prompted > 0)
  if (rows.length === 0) return null
  const columns = ['seen', 'signalled', 'prompted', 'thanked', 'skipped', 'expired'] as const
  return (
    <>
      <h3 className={report.subheading}>{t('fairness')}</h3>
      <p className={report.note}>{t('fairnessNote')}</p>
      <div className={report.scroller}>
        <table className={report.table}>
          <thead>
            <tr>
              <th scope="col">{t('tier')}</th>
              {columns.map((column) => (
                <th key={column} scope="col" data-figure>
                  {t(column)}
                </th>
              ))}
              <th scope="col" data-figure>
                {t('wait')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.tier}>
                <th scope="row" data-text>
                  {t(`tier_${row.tier}`)}
                </th>
                {columns.map((column) => (
                  <td key={column} data-figure>
                    {words.count(row[column])}
                  </td>
                ))}
                <td data-figure>{row.medianWaitMs === null ? '—' : words.span(row.medianWaitMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

/** Each prompt to greet a fan, what became of it, and what they ordered after. */
export function ShoutOutTable(props: { review: Review; onMoment: (atMs: number) => void }) {
  const { review, onMoment } = props
  const { t } = useTranslation(['reviewTables', 'shoutOuts'])
  const words = useMetricWords()
  const printing = usePrinting()
  const [all, setAll] = useState(false)
  const { shoutOuts } = review
  if (shoutOuts.length === 0) return <p className={report.nothing}>{t('noShoutOuts')}</p>
  const shown = all || printing ? shoutOuts : shoutOuts.slice(0, SHOWN_AT_FIRST)
  return (
    <>
      <p className={report.note}>{t('ordersNote')}</p>
      <div className={report.scroller}>
        <table className={report.table} aria-label={t('shoutOuts')}>
          <thead>
            <tr>
              <th scope="col">{t('when')}</th>
              <th scope="col">{t('fan')}</th>
              <th scope="col">{t('why')}</th>
              <th scope="col">{t('outcome')}</th>
              <th scope="col" data-figure>
                {t('ordersAfter')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((shoutOut) => (
              <tr key={shoutOut.promptId}>
                <td>
                  <button
                    type="button"
                    className={report.link}
                    onClick={() => onMoment(shoutOut.promptedAtMs)}
                  >
                    {formatTimeOfDay(shoutOut.promptedAtMs)}
                  </button>
                </td>
                <td data-text>
                  <FanLink fanId={shoutOut.userId} name={shoutOut.name} /> <TierMarks fans={[shoutOut]} />
                </td>
                <td>{shoutOut.signals.map((signal) => t(`shoutOuts:signal_${signal}`)).join(' · ')}</td>
                <td>{t(`outcome_${shoutOut.outcome}`)}</td>
                <td data-figure>
                  {shoutOut.ordersAfter === 0
                    ? '—'
                    : `${words.count(shoutOut.ordersAfter)} · ${words.value('gmvFen', shoutOut.gmvAfterFen)}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shoutOuts.length <= SHOWN_AT_FIRST || printing ? null : (
        <Button size="sm" variant="subtle" onClick={() => setAll((before) => !before)}>
          {all ? t('fewerShoutOuts') : t('allShoutOuts', { n: shoutOuts.length })}
        </Button>
      )}
    </>
  )
}
