import { IconDoorEnter, IconMessageQuestion, IconReceipt } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { ShowLink } from '#renderer/review/ShowLink.tsx'
import { hashOf } from '#renderer/review/views.ts'
import { formatFen } from '#renderer/ui/money.ts'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import { useReportDates } from '#renderer/ui/use-report-dates.ts'
import classes from './fan.module.css'
import type { FanChapter, FanEntry } from './fan-timeline.ts'

/** What a fan did in one show, or one order outside of shows. */
export function Chapter({ chapter }: { chapter: FanChapter }) {
  const { t } = useTranslation('fanHistory')
  const dates = useReportDates()
  const { session, atMs, entries } = chapter
  return (
    <li className={classes.chapter}>
      <h3 className={classes.chapterTitle}>
        {session === null ? (
          <span title={t('outsideHint')}>
            {t('outside')} <span className={classes.quiet}>{dates.day(atMs)}</span>
          </span>
        ) : (
          <ShowLink session={session} focus={{ atMs: entries[0]?.atMs ?? atMs }} />
        )}
      </h3>
      <ul className={classes.entries}>
        {entries.map((entry) => (
          <li key={`${entry.kind} ${keyOf(entry)}`} className={classes.entry}>
            <time className={classes.time}>{dates.time(entry.atMs)}</time>
            <Entry entry={entry} />
          </li>
        ))}
      </ul>
    </li>
  )
}

function keyOf(entry: FanEntry): string | number {
  switch (entry.kind) {
    case 'visit':
      return entry.atMs
    case 'question':
      return entry.question.questionId
    case 'order':
      return entry.order.orderId
    default:
      return entry satisfies never
  }
}

function Entry({ entry }: { entry: FanEntry }) {
  switch (entry.kind) {
    case 'visit':
      return <Visit visit={entry.visit} />
    case 'question':
      return <Question question={entry.question} />
    case 'order':
      return <Order order={entry.order} />
    default:
      return entry satisfies never
  }
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.line}>
      <span className={classes.icon} aria-hidden>
        {icon}
      </span>
      <div>{children}</div>
    </div>
  )
}

function Visit({ visit }: { visit: Extract<FanEntry, { kind: 'visit' }>['visit'] }) {
  const { t } = useTranslation('fanHistory')
  const words = useMetricWords()
  const dates = useReportDates()
  return (
    <Line icon={<IconDoorEnter size={16} stroke={1.5} />}>
      {t('visit', { span: words.span(visit.watchMs) })}{' '}
      <span className={classes.quiet}>
        {t('visitTimes', { from: dates.time(visit.fromMs), to: dates.time(visit.toMs) })}
      </span>
    </Line>
  )
}

function Question({ question }: { question: Extract<FanEntry, { kind: 'question' }>['question'] }) {
  const { t } = useTranslation('fanHistory')
  const { t: intents } = useTranslation('intents')
  const words = useMetricWords()
  const { session, questionId, text, intent, itemTitle, outcome, responseMs } = question
  const told = t(`outcome_${outcome}`, { span: responseMs === null ? '' : words.span(responseMs) })
  return (
    <Line icon={<IconMessageQuestion size={16} stroke={1.5} />}>
      {t('asked')}{' '}
      <a
        className={classes.link}
        href={hashOf({ name: 'session', sessionId: session.sessionId, focus: { threadId: questionId } })}
      >
        {text}
      </a>{' '}
      <span className={classes.quiet}>
        {intents(intent)}
        {itemTitle === null ? '' : ` · ${t('aboutItem', { title: itemTitle })}`} · {told}
      </span>
    </Line>
  )
}

function Order({ order }: { order: Extract<FanEntry, { kind: 'order' }>['order'] }) {
  const { t } = useTranslation('fanHistory')
  const goods = order.lines
    .map(({ name, quantity }) => (quantity > 1 ? t('quantity', { name, n: quantity }) : name))
    .join('、')
  const refund =
    order.status === 'refunded'
      ? t('refundedAll')
      : order.refundedFen > 0
        ? t('refundedPart', { amount: formatFen(order.refundedFen) })
        : null
  return (
    <Line icon={<IconReceipt size={16} stroke={1.5} />}>
      {t('ordered')} {goods} <strong>{formatFen(order.amountFen)}</strong>{' '}
      {refund === null ? null : <span className={classes.quiet}>{refund}</span>}
    </Line>
  )
}
