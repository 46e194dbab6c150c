import { Button, Group, Loader, Textarea } from '@mantine/core'
import { IconBulb } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { learnedReplySchema } from '#shared/domain/knowledge/learned-reply.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import classes from './knowledge.module.css'
import { useKnowledge } from './use-knowledge.ts'
import { useLoaded } from './use-loaded.ts'

/** Replies the team has sent: what they answered, how often, and a way to put them right or be rid of them. */
export function LearnedTab() {
  const { t } = useTranslation('knowledge')
  const { t: intent } = useTranslation('intents')
  const { t: common } = useTranslation('common')
  const desk = useKnowledge()
  const [edited, setEdited] = useState<{ readonly learnedId: number; readonly text: string } | null>(null)
  const { value: replies, reload } = useLoaded(desk.learned)

  const save = async (): Promise<void> => {
    const text = learnedReplySchema.shape.text.safeParse(edited?.text.trim())
    if (edited === null || !text.success) return
    if (!(await desk.correctLearned(edited.learnedId, text.data))) return
    setEdited(null)
    reload()
  }

  if (replies === null) return <Loader color="gray" size="sm" className={classes.loading ?? ''} />
  if (replies.length === 0) {
    return (
      <EmptyState
        icon={<IconBulb size={28} stroke={1.25} aria-hidden />}
        title={t('noLearnedTitle')}
        hint={t('noLearnedHint')}
      />
    )
  }
  return (
    <ul className={`${classes.cards} ${classes.page}`}>
      {replies.map((reply) => (
        <li key={reply.learnedId} className={classes.card}>
          <div className={classes.cardWords}>
            {edited?.learnedId === reply.learnedId ? (
              <Textarea
                data-autofocus
                aria-label={t('faqAnswer')}
                value={edited.text}
                maxLength={300}
                onChange={(event) => setEdited({ ...edited, text: event.currentTarget.value })}
                autosize
                maxRows={6}
              />
            ) : (
              <span className={classes.cardText}>{reply.text}</span>
            )}
            <span className={classes.rowDetail}>
              {[intent(reply.intent), reply.productId ?? reply.itemTitle, t('sentTimes', { n: reply.uses })]
                .filter((part) => part !== '')
                .join(' · ')}
            </span>
            <span className={classes.rowDetail}>
              {t('sentTo', { questions: reply.questions.join(' / ') })}
            </span>
          </div>
          <Group gap="xs" wrap="nowrap">
            {edited?.learnedId === reply.learnedId ? (
              <>
                <Button variant="subtle" color="gray" onClick={() => setEdited(null)}>
                  {common('cancel')}
                </Button>
                <Button onClick={() => void save()}>{common('save')}</Button>
              </>
            ) : (
              <>
                <Button
                  variant="subtle"
                  onClick={() => setEdited({ learnedId: reply.learnedId, text: reply.text })}
                >
                  {t('correct')}
                </Button>
                <Button
                  variant="subtle"
                  color="gray"
                  onClick={() => void desk.removeLearned(reply.learnedId).then(reload)}
                >
                  {common('delete')}
                </Button>
              </>
            )}
          </Group>
        </li>
      ))}
    </ul>
  )
}
