import { Anchor, Button, Table } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { SyncedSession } from '#shared/protocol/sync.ts'
import classes from './sync.module.css'
import { useTroubleText, type SyncDesk, type SyncSetup } from './use-sync.ts'

interface TableProps {
  readonly setup: SyncSetup
  readonly desk: SyncDesk
  readonly onRefused: (sessionId: string) => void
}

const SHOWN_AT_FIRST = 50

/** Every show that was on air, newest first. */
export function SessionTable({ setup, desk, onRefused }: TableProps) {
  const { t } = useTranslation('sync')
  const [all, setAll] = useState(false)
  const shown = all ? setup.sessions : setup.sessions.slice(0, SHOWN_AT_FIRST)
  return (
    <>
      <Table className={classes.table} verticalSpacing={8} horizontalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('colShow')}</Table.Th>
            <Table.Th>{t('colState')}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((show) => (
            <Row key={show.sessionId} show={show} setup={setup} desk={desk} onRefused={onRefused} />
          ))}
        </Table.Tbody>
      </Table>
      {shown.length < setup.sessions.length ? (
        <Button size="sm" variant="subtle" onClick={() => setAll(true)}>
          +{setup.sessions.length - shown.length}
        </Button>
      ) : null}
    </>
  )
}

function Row({ show, setup, desk, onRefused }: TableProps & { show: SyncedSession }) {
  const { t, i18n } = useTranslation('sync')
  const troubleText = useTroubleText()
  const when = new Intl.DateTimeFormat(i18n.language, {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(show.liveAtMs ?? show.createdAtMs)
  const { current } = setup.status
  const sending = current?.sessionId === show.sessionId && current.file === null
  const isThere = show.synced >= show.events && show.replacements === 0
  return (
    <Table.Tr>
      <Table.Td className={classes.show}>
        <span className={classes.title} title={show.title}>
          {show.title}
        </span>
        <span className={classes.when}>{when}</span>
      </Table.Td>
      <Table.Td>
        <StateWords show={show} isThere={isThere} />
        {show.replacements > 0 ? (
          <span className={classes.line}>{t('rowReplacements', { n: show.replacements })}</span>
        ) : null}
        {show.withheld > 0 ? (
          <span className={classes.line}>
            <Anchor component="button" size="sm" onClick={() => onRefused(show.sessionId)}>
              {t('rowWithheld', { n: show.withheld })}
            </Anchor>
          </span>
        ) : null}
        {show.trouble === null ? null : (
          <span className={classes.trouble}>
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
            <span>{troubleText(show.trouble)}</span>
          </span>
        )}
        {show.recordings.map((recording) => (
          <Recording key={recording.file} sessionId={show.sessionId} recording={recording} desk={desk} />
        ))}
      </Table.Td>
      <Table.Td className={classes.act}>
        {isThere || sending ? null : show.wanted && show.trouble === null ? (
          <span className={classes.when}>{t('rowWanted')}</span>
        ) : (
          <Button
            size="sm"
            variant="default"
            onClick={() => void desk.ask({ type: 'startSync', sessionId: show.sessionId })}
          >
            {t('syncOne')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

function StateWords({ show, isThere }: { show: SyncedSession; isThere: boolean }) {
  const { t, i18n } = useTranslation('sync')
  const number = (value: number): string => value.toLocaleString(i18n.language)
  const n = number(show.synced)
  const total = number(show.events)
  const live = show.isOver ? '' : ` · ${t('rowLive')}`
  if (!isThere || show.events === 0) {
    const words = show.synced === 0 ? t('rowNone', { total }) : t('rowPart', { n, total })
    return <span className={classes.line}>{`${words}${live}`}</span>
  }
  const words =
    show.syncedAtMs === null
      ? t('rowThere', { n })
      : t('rowThereAt', {
          n,
          when: new Intl.DateTimeFormat(i18n.language, {
            month: 'numeric',
            day: 'numeric',
            hour: '2-digit',
            minute: '2-digit',
          }).format(show.syncedAtMs),
        })
  return (
    <span className={classes.line} data-there>
      <IconCheck size={16} stroke={1.75} aria-hidden />
      {`${words}${live}`}
    </span>
  )
}

function Recording(props: {
  sessionId: string
  recording: SyncedSession['recordings'][number]
  desk: SyncDesk
}) {
  const { sessionId, recording, desk } = props
  const { t, i18n } = useTranslation('sync')
  const troubleText = useTroubleText()
  const { file, bytes, sent, state } = recording
  const size = sizeText(bytes, i18n.language)
  const percent = bytes === 0 ? 100 : Math.floor((Math.min(sent, bytes) / bytes) * 100)
  const key = RECORDING_WORDS[state]
  const isOnTheWay = state === 'wanted' || state === 'sending'
  return (
    <span className={classes.line} title={file}>
      {t('recordings')} {t(key, { size, percent })}
      {recording.trouble === null ? '' : t('because', { why: troubleText(recording.trouble) })}
      {state === 'there' ? null : (
        <Anchor
          component="button"
          size="sm"
          onClick={() =>
            void desk.ask({ type: isOnTheWay ? 'cancelUpload' : 'uploadRecording', sessionId, file })
          }
        >
          {t(isOnTheWay ? 'cancelUpload' : state === 'failed' ? 'uploadAgain' : 'upload')}
        </Anchor>
      )}
    </span>
  )
}

const RECORDING_WORDS = {
  here: 'recordingHere',
  wanted: 'recordingWanted',
  sending: 'recordingSending',
  there: 'recordingThere',
  failed: 'recordingFailed',
} as const

function sizeText(bytes: number, language: string): string {
  const [value, unit] = bytes >= 1e9 ? [bytes / 1e9, 'gigabyte'] : [bytes / 1e6, 'megabyte']
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value)
}
