import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Question } from '#shared/domain/questions/question.ts'
import { REPLY_TEXT_MAX } from '#shared/domain/session/command.ts'
import { WALL_CARD_LASTS_MS } from '#shared/domain/wall/wall-card.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { isComposing } from '#renderer/ui/use-studio-keys.ts'
import { unfilledVariables } from './suggest-replies.ts'
import { usePriceAlert } from './use-price-alert.ts'
import classes from './WallDialog.module.css'

/** Shows the card as everyone will see it before it goes on the programme picture. */
export function WallDialog(props: {
  question: Question
  draft: string
  onClose: () => void
  onPin: (answer: string | null) => Promise<boolean>
}) {
  const { question, draft, onClose, onPin } = props
  const { t } = useTranslation('thread')
  const { t: common } = useTranslation('common')
  const [answer, setAnswer] = useState(draft)
  const [sending, setSending] = useState(false)
  const onWall = useStaff((state) => state.session?.wall ?? null)
  const [first] = question.messages
  const text = answer.trim()
  const unfilled = unfilledVariables(answer)
  const tooLong = text.length > REPLY_TEXT_MAX
  const problem =
    unfilled.length > 0
      ? t('unfilled', { names: unfilled.map((name) => `{${name}}`).join(' ') })
      : tooLong
        ? t('tooLong', { max: REPLY_TEXT_MAX, n: text.length })
        : null

  const price = usePriceAlert(question, text)

  const pin = async (): Promise<void> => {
    if (problem !== null || sending || !price.passes()) return
    setSending(true)
    const done = await onPin(text === '' ? null : text)
    setSending(false)
    if (done) onClose()
  }

  return (
    <Modal opened onClose={onClose} title={t('wallTitle')} size={560}>
      <Stack gap="md">
        <div className={classes.picture}>
          <div className={classes.card}>
            <span className={classes.asker}>{first?.userName}</span>
            <span className={classes.question}>{first?.text}</span>
            {text === '' ? null : <span className={classes.answer}>{text}</span>}
          </div>
        </div>
        <Textarea
          size="md"
          data-autofocus
          label={t('wallAnswer')}
          description={t('wallAnswerHint')}
          value={answer}
          onChange={(event) => setAnswer(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || isComposing(event.nativeEvent)) return
            event.preventDefault()
            void pin()
          }}
          error={problem}
          autosize
          minRows={2}
          maxRows={4}
        />
        {problem === null && price.warning !== null ? (
          <p className={classes.price} role="status">
            {price.warning} {price.asked ? t('priceAsked') : ''}
          </p>
        ) : null}
        <Text size="sm" c="dimmed">
          {t('wallLasts', { seconds: WALL_CARD_LASTS_MS / 1000 })}
          {onWall === null ? null : ` ${t('wallReplaces')}`}
        </Text>
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button
            className={classes.go}
            disabled={problem !== null}
            loading={sending}
            onClick={() => void pin()}
          >
            {price.asked ? t('wallAnyway') : t('wallGo')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
