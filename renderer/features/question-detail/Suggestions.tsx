import { SegmentedControl, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Question } from '#shared/domain/questions/question.ts'
import type { CannedReply } from '#shared/domain/replies/canned-reply.ts'
import classes from './Suggestions.module.css'

/**
 * Canned replies for this question: those of its intent first, all of them one press away. Folded away as long as there
 * is something better to propose.
 */
export function Suggestions(props: {
  question: Question
  folded: boolean
  replies: readonly CannedReply[]
  fill: (reply: CannedReply) => string
  onUse: (reply: CannedReply) => void
}) {
  const { question, folded, replies, fill, onUse } = props
  const { t } = useTranslation('thread')
  const { t: intent } = useTranslation('intents')
  const [all, setAll] = useState(false)
  /** Null until somebody has folded or unfolded it. */
  const [chosen, setChosen] = useState<boolean | null>(null)
  const open = chosen ?? !folded
  const fitting = replies.filter((reply) => reply.intent === question.intent)
  const shown = all || fitting.length === 0 ? replies : fitting
  return (
    <section aria-label={t('suggestions')}>
      <div className={classes.heading}>
        <UnstyledButton className={classes.fold ?? ''} aria-expanded={open} onClick={() => setChosen(!open)}>
          {open ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
          {t('suggestions')}
        </UnstyledButton>
        {fitting.length === 0 || !open ? null : (
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
      {open && replies.length === 0 ? <p className={classes.none}>{t('noReplies')}</p> : null}
      <ul className={classes.list} hidden={!open}>
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
