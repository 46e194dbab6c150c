import { Button, Skeleton, Table, Tooltip } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { SessionSummary } from '#shared/protocol/down.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { formatClock } from '#renderer/ui/time.ts'
import classes from './lobby.module.css'
import { ReviewLink } from './ReviewLink.tsx'
import { durationMsOf, eligibleOf, inTimePercent } from './session-rate.ts'
import { useSessions } from './use-sessions.ts'

const SHOWN_AT_FIRST = 6

/** Past shows with their headline numbers: when, how long, and how many questions were answered within 30 s. */
export function SessionList() {
  const { t } = useTranslation('lobby')
  const result = useSessions()
  const [all, setAll] = useState(false)
  return (
    <section className={classes.past} aria-label={t('review')}>
      <header className={classes.pastHead}>
        <h2 className={classes.heading}>{t('review')}</h2>
        <ReviewLink>{t('openReviews')}</ReviewLink>
      </header>
      {result.state === 'loading' ? <Skeleton height={88} radius="md" /> : null}
      {result.state === 'failed' ? (
        <EmptyState
          title={t('sessionsFailed')}
          action={
            <Button size="sm" variant="default" onClick={result.retry}>
              {t('retry')}
            </Button>
          }
        />
      ) : null}
      {result.state === 'ready' && result.sessions.length === 0 ? (
        <EmptyState title={t('noSessions')} hint={t('noSessionsHint')} />
      ) : null}
      {result.state === 'ready' && result.sessions.length > 0 ? (
        <>
          <SessionTable sessions={all ? result.sessions : result.sessions.slice(0, SHOWN_AT_FIRST)} />
          {result.sessions.length > SHOWN_AT_FIRST && !all ? (
            <Button size="sm" variant="subtle" onClick={() => setAll(true)}>
              {t('allSessions', { count: result.sessions.length })}
            </Button>
          ) : null}
        </>
      ) : null}
    </section>
  )
}

function SessionTable({ sessions }: { sessions: readonly SessionSummary[] }) {
  const { t, i18n } = useTranslation('lobby')
  const when = new Intl.DateTimeFormat(i18n.language, {
    month: 'numeric',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  return (
    <Table className={classes.table} verticalSpacing={6} horizontalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('when')}</Table.Th>
          <Table.Th>{t('show')}</Table.Th>
          <Table.Th className={classes.figure}>{t('duration')}</Table.Th>
          <Table.Th className={classes.figure}>{t('danmaku')}</Table.Th>
          <Table.Th className={classes.figure}>{t('questions')}</Table.Th>
          <Table.Th className={classes.figure}>
            <Tooltip label={t('inTimeFormula')}>
              <span className={classes.explained}>{t('inTime')}</span>
            </Tooltip>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sessions.map((session) => {
          const durationMs = durationMsOf(session)
          const percent = inTimePercent(session)
          return (
            <Table.Tr key={session.sessionId}>
              <Table.Td className={classes.quiet}>
                {when.format(session.liveAtMs ?? session.createdAtMs)}
              </Table.Td>
              <Table.Td className={classes.showName}>
                {session.kind === 'rehearsal' ? <span className={classes.kind}>{t('rehearsal')}</span> : null}
                <ReviewLink sessionId={session.sessionId}>{session.title || t('untitled')}</ReviewLink>
              </Table.Td>
              <Table.Td className={classes.figure}>
                {durationMs === null ? '—' : formatClock(durationMs)}
              </Table.Td>
              <Table.Td className={classes.figure}>{session.danmaku}</Table.Td>
              <Table.Td className={classes.figure}>{session.questions}</Table.Td>
              <Table.Td className={classes.figure}>
                {percent === null ? '—' : `${percent}%`}{' '}
                <span className={classes.quiet}>
                  {percent === null ? '' : `${session.answeredInTime}/${eligibleOf(session)}`}
                </span>
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
