import { Button } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { SuggestionRecord, SuggestionState } from '#shared/protocol/suggestions.ts'
import { useReportDates } from '#renderer/ui/use-report-dates.ts'
import { useSuggestionText } from '#renderer/ui/use-suggestion-text.ts'
import { EvidenceLinks } from './EvidenceLinks.tsx'
import classes from './suggestions.module.css'

/** One piece of advice: what was seen, what to do, where its numbers are, and what was decided about it. */
export function SuggestionCard(props: {
  record: SuggestionRecord
  onDecide: (state: SuggestionState) => void
}) {
  const { record, onDecide } = props
  const textOf = useSuggestionText()
  const { t } = useTranslation('suggestionCards')
  const { name, says, todo } = textOf(record.suggestion)
  return (
    <li className={classes.card} data-state={record.state} aria-label={name}>
      <h3 className={classes.name}>{name}</h3>
      <p className={classes.says}>{says}</p>
      <p className={classes.todo}>
        <span className={classes.label}>{t('todo')}</span>
        {todo}
      </p>
      <div className={classes.foot}>
        <EvidenceLinks record={record} />
        <Decision record={record} onDecide={onDecide} />
      </div>
    </li>
  )
}

function Decision({ record, onDecide }: Parameters<typeof SuggestionCard>[0]) {
  const { t } = useTranslation('suggestionCards')
  const dates = useReportDates()
  if (record.state === 'open') {
    return (
      <div className={classes.actions}>
        <Button
          size="sm"
          variant="light"
          leftSection={<IconCheck size={16} aria-hidden />}
          onClick={() => onDecide('accepted')}
        >
          {t('accept')}
        </Button>
        <Button
          size="sm"
          variant="default"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={() => onDecide('dismissed')}
        >
          {t('dismiss')}
        </Button>
      </div>
    )
  }
  return (
    <div className={classes.actions}>
      <span className={classes.state}>
        {record.state === 'accepted' ? <IconCheck size={16} aria-hidden /> : null}
        {t(`state_${record.state}`)}
        {record.decidedAtMs === null ? null : (
          <time className={classes.when}>{dates.day(record.decidedAtMs)}</time>
        )}
      </span>
      <Button
        size="sm"
        variant="subtle"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        onClick={() => onDecide('open')}
      >
        {t('takeBack')}
      </Button>
    </div>
  )
}
