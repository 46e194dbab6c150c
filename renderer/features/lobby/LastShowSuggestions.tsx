import { Button } from '@mantine/core'
import { IconBulb } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { SuggestionRecord } from '#shared/protocol/suggestions.ts'
import { useSuggestionText } from '#renderer/ui/use-suggestion-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import classes from './last-show.module.css'
import { ReviewLink } from './ReviewLink.tsx'
import { useLastShow } from './use-last-show.ts'

/** What the last show suggests for the next: three at most, each to be taken or left. Nothing before the first show. */
export function LastShowSuggestions() {
  const { t } = useTranslation('suggestions')
  const { lastShow, decide } = useLastShow()
  const { failed } = useToasts()
  if (lastShow === null) return null
  const { sessionId, title, suggestions, more, any } = lastShow
  const onDecide = (record: SuggestionRecord, state: SuggestionRecord['state']): void =>
    void decide(record, state).then((kept) => {
      if (!kept) failed(t('notKept'))
    })
  return (
    <section className={classes.panel} aria-label={t('lastShow')}>
      <header className={classes.head}>
        <IconBulb size={20} stroke={1.5} aria-hidden />
        <h2 className={classes.heading}>{t('lastShow')}</h2>
        <span className={classes.show}>{title}</span>
        <ReviewLink sessionId={sessionId}>
          {t(more > 0 ? 'moreInReview' : 'evidenceInReview', { more })}
        </ReviewLink>
      </header>
      {suggestions.length === 0 ? (
        <p className={classes.quiet}>{t(any ? 'lastShowDecided' : 'lastShowNone')}</p>
      ) : (
        <ul className={classes.list}>
          {suggestions.map((record) => (
            <Row key={record.suggestionId} record={record} onDecide={(state) => onDecide(record, state)} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Row(props: { record: SuggestionRecord; onDecide: (state: SuggestionRecord['state']) => void }) {
  const { record, onDecide } = props
  const { t } = useTranslation('suggestions')
  const { name, says, todo } = useSuggestionText()(record.suggestion)
  return (
    <li className={classes.row} data-state={record.state} aria-label={name}>
      <div className={classes.text}>
        <p className={classes.says}>{says}</p>
        <p className={classes.todo}>{todo}</p>
      </div>
      <div className={classes.decide}>
        {record.state === 'open' ? (
          <>
            <Button size="sm" variant="default" onClick={() => onDecide('accepted')}>
              {t('accept')}
            </Button>
            <Button size="sm" variant="subtle" color="gray" onClick={() => onDecide('dismissed')}>
              {t('leave')}
            </Button>
          </>
        ) : (
          <>
            <span className={classes.quiet} role="status">
              {t(record.state === 'accepted' ? 'accepted' : 'dismissed')}
            </span>
            <Button size="sm" variant="subtle" color="gray" onClick={() => onDecide('open')}>
              {t('undo', { ns: 'common' })}
            </Button>
          </>
        )}
      </div>
    </li>
  )
}
