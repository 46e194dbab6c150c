import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Question } from '#shared/domain/questions/question.ts'
import type { CannedReply } from '#shared/domain/replies/canned-reply.ts'
import classes from './Suggestions.module.css'

/** Canned replies for this question: those of its intent first, all of them one press away. */
export function Suggestions(props: {
  question: Question
  replies: readonly CannedReply[]
  fill: (reply: CannedReply) => string
  onUse: (reply: CannedReply) => void
}) {
  const { question, replies, fill, onUse } = props
  const { t } = useTranslation('thread')
  const { t: intent } = useTranslation('intents')
  const [all, setAll] = useState(false)
  const fitting = replies.filter((reply) => reply.intent === question.intent)
  const shown = all || fitting.length === 0 ? replies : fitting
  return (
    <section aria-label={t('suggestions')}>
      <div className={classes.heading}>
        <span>{t('suggestions')}</span>
        {fitting.length === 0 ? null : (
          <SegmentedControl
            size="xs"
            value={all ? 'all' : 'fitting'}
            onChange={(value) => setAll(value === 'all')}
            data={[
              { value: 'fitting', label: `${intent(question.intent)} ${fitting.length}` },
              { value: 'all', label: t('allReplies', { n: replies.length }) },
            ]}
          />
        )}
      </div>
      {replies.length === 0 ? <p className={classes.none}>{t('noReplies')}</p> : null}
      <ul className={classes.list}>
        {shown.map((reply) => (
          <li key={reply.id}>
            <button type="button" className={classes.reply} title={fill(reply)} onClick={() => onUse(reply)}>
              <span className={classes.digit}>{reply.shortcut ?? ''}</span>
              <span className={classes.name}>{reply.title}</span>
              <span className={classes.text}>{fill(reply)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
