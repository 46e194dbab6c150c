import { Button } from '@mantine/core'
import { IconBulb } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { SHOWN_FIRST } from '#shared/domain/suggestions/suggestion.ts'
import { sessionSuggestionsSchema, type SuggestionRecord } from '#shared/protocol/suggestions.ts'
import { DataState } from '#renderer/review/DataState.tsx'
import { useReviewData } from '#renderer/review/use-review-data.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { ReportSection } from '#renderer/ui/ReportSection.tsx'
import { SuggestionCard } from './SuggestionCard.tsx'
import classes from './suggestions.module.css'
import { useDecisions } from './use-decisions.ts'

/** What one show suggests for the next, the strongest first; the section `suggestions` of its review. */
export function SessionSuggestions({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation('suggestionCards')
  const path = `/v1/review/sessions/${encodeURIComponent(sessionId)}/suggestions`
  const data = useReviewData(path, sessionSuggestionsSchema)
  return (
    <ReportSection id="suggestions" title={t('title')} note={t('note')}>
      <DataState data={data}>{({ suggestions }) => <Cards read={suggestions} />}</DataState>
    </ReportSection>
  )
}

function Cards({ read }: { read: readonly SuggestionRecord[] }) {
  const { t } = useTranslation('suggestionCards')
  const { records, decide } = useDecisions(read)
  const [all, setAll] = useState(false)
  if (records.length === 0) {
    return (
      <EmptyState
        icon={<IconBulb size={28} stroke={1.25} aria-hidden />}
        title={t('none')}
        hint={t('noneHint')}
      />
    )
  }
  const rest = records.length - SHOWN_FIRST
  return (
    <>
      <ul className={classes.cards}>
        {(all ? records : records.slice(0, SHOWN_FIRST)).map((record) => (
          <SuggestionCard
            key={record.suggestionId}
            record={record}
            onDecide={(state) => decide(record, state)}
          />
        ))}
      </ul>
      {rest > 0 ? (
        <Button size="sm" variant="subtle" aria-expanded={all} onClick={() => setAll((before) => !before)}>
          {all ? t('showLess') : t('showRest', { n: rest })}
        </Button>
      ) : null}
    </>
  )
}
