import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Fan } from '#shared/domain/fans/fan.ts'
import { fanSearchSchema } from '#shared/protocol/review-across.ts'
import { useReviewData } from '#renderer/review/use-review-data.ts'
import { hashOf } from '#renderer/review/views.ts'
import { TierMarks } from '#renderer/ui/TierMarks.tsx'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import { useReportDates } from '#renderer/ui/use-report-dates.ts'
import classes from './fan.module.css'

const TYPING_MS = 200
const TEXT_MAX = 80

/** From a name, a tag or an id to a fan's story. */
export function FanSearch() {
  const { t } = useTranslation('fanHistory')
  const [text, setText] = useState('')
  const [wanted] = useDebouncedValue(text.trim(), TYPING_MS)
  return (
    <search className={classes.search}>
      <TextInput
        size="sm"
        maw={360}
        maxLength={TEXT_MAX}
        type="search"
        aria-label={t('search')}
        placeholder={t('searchHint')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {wanted === '' ? null : <Found text={wanted} onChoose={() => setText('')} />}
    </search>
  )
}

function Found({ text, onChoose }: { text: string; onChoose: () => void }) {
  const { t } = useTranslation('fanHistory')
  const query = new URLSearchParams({ text })
  const data = useReviewData(`/v1/review/fans?${query.toString()}`, fanSearchSchema)
  if (data.state === 'loading') return <Said>{t('searching')}</Said>
  if (data.state === 'failed') {
    return (
      <p className={classes.said} role="alert">
        <button type="button" className={classes.again} onClick={data.retry}>
          {t('searchFailed')}
        </button>
      </p>
    )
  }
  const { fans, total } = data.value
  if (fans.length === 0) return <Said>{t('noneFound', { text })}</Said>
  return (
    <>
      {total > fans.length ? <Said>{t('someFound', { n: total, shown: fans.length })}</Said> : null}
      <ul className={classes.found} aria-label={t('search')}>
        {fans.map((fan) => (
          <li key={fan.fanId}>
            <a href={hashOf({ name: 'fan', fanId: fan.fanId })} onClick={onChoose}>
              <span className={classes.foundName}>{fan.name}</span>
              <TierMarks fans={[fan]} />
              <Facts fan={fan} />
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

function Said({ children }: { children: string }) {
  return (
    <p className={classes.said} role="status">
      {children}
    </p>
  )
}

function Facts({ fan }: { fan: Fan }) {
  const { t } = useTranslation('fanHistory')
  const words = useMetricWords()
  const dates = useReportDates()
  const facts = [
    t('visitsN', { n: fan.visits }),
    t('ordersN', { n: fan.orders }),
    words.value('gmvFen', fan.spentFen),
    fan.lastSeenMs === null ? t('neverSeen') : t('lastSeen', { date: dates.day(fan.lastSeenMs) }),
  ]
  return <span className={classes.quiet}>{facts.join(' · ')}</span>
}
