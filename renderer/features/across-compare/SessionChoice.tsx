import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { SessionSummary } from '#shared/protocol/down.ts'
import { useReportDates } from '#renderer/ui/use-report-dates.ts'

/** Any show or rehearsal that was on air. */
export function SessionChoice(props: {
  label: string
  sessions: readonly SessionSummary[]
  sessionId: string
  onChoose: (sessionId: string) => void
}) {
  const { label, sessions, sessionId, onChoose } = props
  const { t } = useTranslation('across')
  const dates = useReportDates()
  return (
    <Select
      size="sm"
      w={320}
      searchable
      label={label}
      allowDeselect={false}
      value={sessionId}
      onChange={(value) => {
        if (value !== null) onChoose(value)
      }}
      data={sessions.map((session) => ({
        value: session.sessionId,
        label: `${dates.day(session.liveAtMs ?? session.createdAtMs)} · ${session.title || t('untitled')}${
          session.kind === 'rehearsal' ? ` · ${t('rehearsal')}` : ''
        }`,
      }))}
    />
  )
}
