import { Button } from '@mantine/core'
import { IconBulb } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { AcrossSession } from '#shared/domain/review/across/across.ts'
import {
  SETTLED_AFTER_SHOWS,
  suggestionsAcrossSchema,
  type ChecklistEntry,
  type SuggestionRecord,
  type SuggestionsAcross as Across,
} from '#shared/protocol/suggestions.ts'
import { DataState } from '#renderer/review/DataState.tsx'
import { ShowLink } from '#renderer/review/ShowLink.tsx'
import { useReviewData } from '#renderer/review/use-review-data.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import report from '#renderer/ui/report.module.css'
import { ReportSection } from '#renderer/ui/ReportSection.tsx'
import { useSuggestionText } from '#renderer/ui/use-suggestion-text.ts'
import { SuggestionCard } from './SuggestionCard.tsx'
import classes from './suggestions.module.css'
import { useDecisions } from './use-decisions.ts'

const SHOWS_AT_FIRST = 2

/** What is on the next show's checklist, and what single shows left, newest show first. */
export function SuggestionsAcross({ sessions }: { sessions: readonly AcrossSession[] }) {
  const { t } = useTranslation('suggestionCards')
  const data = useReviewData('/v1/review/suggestions', suggestionsAcrossSchema)
  return (
    <ReportSection id="suggestions" title={t('title')} note={t('note')}>
      <DataState data={data}>{(across) => <All across={across} sessions={sessions} />}</DataState>
    </ReportSection>
  )
}

function All({ across, sessions }: { across: Across; sessions: readonly AcrossSession[] }) {
  const { t } = useTranslation('suggestionCards')
  const { records, decide } = useDecisions(across.suggestions)
  const [all, setAll] = useState(false)
  const shows = bySession(records)
  if (records.length === 0 && across.checklist.length === 0) {
    return (
      <EmptyState
        icon={<IconBulb size={28} stroke={1.25} aria-hidden />}
        title={t('noneAcross')}
        hint={t('noneAcrossHint')}
      />
    )
  }
  const rest = shows.slice(SHOWS_AT_FIRST).reduce((sum, [, ofShow]) => sum + ofShow.length, 0)
  return (
    <>
      {across.checklist.length === 0 ? null : <Checklist entries={across.checklist} />}
      {(all ? shows : shows.slice(0, SHOWS_AT_FIRST)).map(([sessionId, ofShow]) => {
        const session = sessions.find((one) => one.sessionId === sessionId)
        return (
          <section key={sessionId}>
            <h3 className={report.subheading}>
              {session === undefined ? t('fromShows') : <ShowLink session={session} />}
            </h3>
            <ul className={classes.cards}>
              {ofShow.map((record) => (
                <SuggestionCard
                  key={record.suggestionId}
                  record={record}
                  onDecide={(state) => decide(record, state)}
                />
              ))}
            </ul>
          </section>
        )
      })}
      {rest > 0 ? (
        <Button size="sm" variant="subtle" aria-expanded={all} onClick={() => setAll((before) => !before)}>
          {all ? t('showLess') : t('showRest', { n: rest })}
        </Button>
      ) : null}
    </>
  )
}

function Checklist({ entries }: { entries: readonly ChecklistEntry[] }) {
  const { t } = useTranslation('suggestionCards')
  const textOf = useSuggestionText()
  return (
    <section>
      <h3 className={report.subheading}>{t('checklist')}</h3>
      <p className={report.note}>{t('checklistNote', { n: SETTLED_AFTER_SHOWS })}</p>
      <ul className={classes.checklist}>
        {entries.map(({ entryId, suggestion, doneShows, settled }) => (
          <li key={entryId} data-settled={settled}>
            <span>{textOf(suggestion).todo}</span>
            <span className={classes.when}>
              {settled ? t('settled') : t('doneShows', { n: doneShows, of: SETTLED_AFTER_SHOWS })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** In the order in which they came. */
function bySession(records: readonly SuggestionRecord[]): readonly (readonly [string, SuggestionRecord[]])[] {
  const shows = new Map<string, SuggestionRecord[]>()
  for (const record of records) {
    shows.set(record.sessionId, [...(shows.get(record.sessionId) ?? []), record])
  }
  return [...shows]
}
