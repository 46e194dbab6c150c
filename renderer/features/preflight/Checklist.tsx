import { Button, UnstyledButton } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed, IconCircleMinus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { SETTLED_AFTER_SHOWS, type ChecklistEntry, type TickOutcome } from '#shared/protocol/suggestions.ts'
import { useSuggestionText } from '#renderer/ui/use-suggestion-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import classes from './checklist.module.css'
import { useChecklist } from './use-checklist.ts'

/** More would push what the check has found out of sight. */
const SHOWN_AT_FIRST = 3

/** What was taken from earlier reviews, each to be ticked off for this show. Nothing while nothing was taken. */
export function Checklist() {
  const { t } = useTranslation('suggestions')
  const { entries, tick } = useChecklist()
  const { failed } = useToasts()
  const [all, setAll] = useState(false)
  if (entries.length === 0) return null
  const done = entries.filter(({ outcome }) => outcome !== null).length
  const hidden = all ? 0 : entries.length - SHOWN_AT_FIRST
  return (
    <section className={classes.checklist} aria-label={t('checklist')}>
      <h3 className={classes.heading}>
        {t('checklist')}
        <span className={classes.count}>{t('checklistCount', { done, count: entries.length })}</span>
      </h3>
      <ul className={classes.list}>
        {(all ? entries : entries.slice(0, SHOWN_AT_FIRST)).map((entry) => (
          <Entry
            key={entry.entryId}
            entry={entry}
            onTick={(outcome) =>
              void tick(entry, outcome).then((kept) => {
                if (!kept) failed(t('notKept'))
              })
            }
          />
        ))}
      </ul>
      {hidden > 0 ? (
        <UnstyledButton className={classes.more} onClick={() => setAll(true)}>
          {t('checklistMore', { count: hidden })}
        </UnstyledButton>
      ) : null}
    </section>
  )
}

const ICONS = { done: IconCircleCheck, notThisTime: IconCircleMinus, open: IconCircleDashed } as const

function Entry(props: { entry: ChecklistEntry; onTick: (outcome: TickOutcome | null) => void }) {
  const { entry, onTick } = props
  const { t } = useTranslation(['suggestions', 'common'])
  const { name, says, todo } = useSuggestionText()(entry.suggestion)
  const { outcome, doneShows } = entry
  const Icon = ICONS[outcome ?? 'open']
  return (
    <li className={classes.entry} data-outcome={outcome ?? undefined} aria-label={name}>
      <Icon size={20} stroke={1.5} className={classes.mark} aria-hidden />
      <div className={classes.text}>
        <p className={classes.todo}>{todo}</p>
        <p className={classes.says}>
          {says}
          {doneShows > 0 ? ` ${t('doneShows', { shows: doneShows, of: SETTLED_AFTER_SHOWS })}` : ''}
        </p>
      </div>
      <div className={classes.tick}>
        {outcome === null ? (
          <>
            <Button size="sm" variant="default" onClick={() => onTick('done')}>
              {t('tickDone')}
            </Button>
            <Button size="sm" variant="subtle" color="gray" onClick={() => onTick('notThisTime')}>
              {t('tickNotThisTime')}
            </Button>
          </>
        ) : (
          <>
            <span className={classes.outcome} role="status">
              {t(outcome === 'done' ? 'isDone' : 'isNotThisTime')}
            </span>
            <Button size="sm" variant="subtle" color="gray" onClick={() => onTick(null)}>
              {t('undo', { ns: 'common' })}
            </Button>
          </>
        )}
      </div>
    </li>
  )
}
