import { Button, Kbd, Textarea } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import { useImperativeHandle, useMemo, useRef, useState, type ComponentType, type Ref } from 'react'
import { useTranslation } from 'react-i18next'

import { SUGGESTIONS_MAX } from '#shared/domain/knowledge/suggestion.ts'
import type { Question } from '#shared/domain/questions/question.ts'
import { fillReply } from '#shared/domain/replies/canned-reply.ts'
import type { Item } from '#shared/domain/run-sheet/item.ts'
import { REPLY_TEXT_MAX } from '#shared/domain/session/command.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { formatFen } from '#renderer/ui/money.ts'
import { isComposing, useStudioKeys } from '#renderer/ui/use-studio-keys.ts'
import classes from './ReplyBox.module.css'
import { Proposals } from './Proposals.tsx'
import { replyValues, suggestReplies, unfilledVariables } from './suggest-replies.ts'
import { Suggestions } from './Suggestions.tsx'
import { useClaimWhileWriting } from './use-claim-while-writing.ts'
import { usePriceAlert } from './use-price-alert.ts'
import { useSuggestedReplies } from './use-suggested-replies.ts'

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

export interface ReplyBoxHandle {
  readonly focus: () => void
}

export interface ReplyBoxProps {
  readonly ref: Ref<ReplyBoxHandle>
  readonly question: Question
  readonly draft: string
  /** Whether the number row fills in canned replies; off where it belongs to the scenes. */
  readonly digits: boolean
  readonly Drafting?:
    | ComponentType<{ question: Question; onUse: (reply: { readonly text: string }) => void }>
    | undefined
  readonly onDraft: (text: string) => void
  readonly onSend: (text: string) => Promise<boolean>
}

/** Writes a reply to a thread: proposals and canned replies by digit or press, filled in; then Enter sends. */
export function ReplyBox(props: ReplyBoxProps) {
  const { ref, question, draft, digits, Drafting, onDraft, onSend } = props
  const { t } = useTranslation('thread')
  const field = useRef<HTMLTextAreaElement>(null)
  const [sending, setSending] = useState(false)
  const stroke = useClaimWhileWriting(question)
  const values = useReplyValues(question)
  const replies = useStaff((state) => state.cannedReplies)
  const suggested = useMemo(() => suggestReplies(replies, question), [question, replies])
  const proposals = useSuggestedReplies(question)
  const fill = (text: string): string => fillReply(text, values).text

  useImperativeHandle(ref, () => ({ focus: () => field.current?.focus() }), [])

  const take = ({ text: words }: { readonly text: string }): void => {
    stroke()
    onDraft(fill(words))
    field.current?.focus()
  }
  /** Braces in what a machine wrote are no variables of ours. */
  const takeAsIs = ({ text: words }: { readonly text: string }): void => {
    stroke()
    onDraft(words)
    field.current?.focus()
  }
  const takeCanned = (digit: string): void => {
    const reply = replies.find((one) => one.shortcut === digit)
    if (reply) take(reply)
  }
  useStudioKeys(
    (digits ? DIGITS : []).flatMap((digit) => [
      {
        // What is proposed has the first digits; the canned reply of the same digit is behind Shift.
        keys: `Digit${digit}`,
        run: () => {
          const proposal = proposals?.[Number(digit) - 1]
          if (proposal) take(proposal)
          else if (proposals !== null || Number(digit) > SUGGESTIONS_MAX) takeCanned(digit)
        },
      },
      { keys: `shift+Digit${digit}`, run: () => takeCanned(digit) },
    ]),
  )

  const text = draft.trim()
  const unfilled = unfilledVariables(draft)
  const tooLong = text.length > REPLY_TEXT_MAX
  const price = usePriceAlert(question, text)
  const sendable = text !== '' && unfilled.length === 0 && !tooLong && !sending
  const send = async (): Promise<void> => {
    if (!sendable || !price.passes()) return
    setSending(true)
    const sent = await onSend(text)
    setSending(false)
    if (sent) onDraft('')
    else field.current?.focus()
  }

  return (
    <div className={classes.box}>
      <Proposals suggestions={proposals} digits={digits} fill={fill} onUse={take} />
      {Drafting ? <Drafting question={question} onUse={takeAsIs} /> : null}
      <Suggestions
        question={question}
        folded={proposals === null || proposals.length > 0}
        replies={suggested}
        fill={(reply) => fill(reply.text)}
        onUse={take}
      />
      <div className={classes.write}>
        <Textarea
          ref={field}
          className={classes.field}
          value={draft}
          onChange={(event) => {
            stroke()
            onDraft(event.currentTarget.value)
          }}
          onKeyDown={(event) => {
            if (isComposing(event.nativeEvent)) return
            if (event.key === 'Escape') event.currentTarget.blur()
            if (event.key !== 'Enter' || event.shiftKey) return
            event.preventDefault()
            void send()
          }}
          placeholder={t('replyPlaceholder')}
          aria-label={t('reply')}
          autosize
          minRows={2}
          maxRows={5}
        />
        <Button
          className={classes.send}
          disabled={!sendable}
          loading={sending}
          leftSection={<IconSend2 size={18} stroke={1.75} />}
          onClick={() => void send()}
        >
          {price.asked ? t('sendAnyway') : t('send')}
        </Button>
      </div>
      <p
        className={classes.hint}
        data-problem={unfilled.length > 0 || tooLong || price.warning !== null}
        aria-live="polite"
      >
        {unfilled.length > 0 ? (
          t('unfilled', { names: unfilled.map((name) => `{${name}}`).join(' ') })
        ) : tooLong ? (
          t('tooLong', { max: REPLY_TEXT_MAX, n: text.length })
        ) : price.warning !== null ? (
          price.asked ? (
            `${price.warning} ${t('priceAsked')}`
          ) : (
            price.warning
          )
        ) : (
          <>
            <Kbd>R</Kbd> {t('keyReply')}{' '}
            {digits ? (
              <>
                <Kbd>1</Kbd>–<Kbd>3</Kbd> {t('keyProposal')} <Kbd>Shift</Kbd>+<Kbd>1</Kbd>–<Kbd>9</Kbd>{' '}
                {t('keyCanned')}{' '}
              </>
            ) : null}
            <Kbd>Enter</Kbd> {t('keySend')}
          </>
        )}
      </p>
    </div>
  )
}

const NO_ITEMS: readonly Item[] = []

function useReplyValues(question: Question) {
  const { t } = useTranslation('thread')
  const client = useStaffClient()
  const onAir = useStaff((state) => state.session?.itemOnAir?.item ?? null)
  const sheet = useStaff((state) => state.session?.runSheet) ?? NO_ITEMS
  const hostName = useStaff(
    (state) => state.staff.find(({ actor }) => actor.role === 'host')?.actor.name ?? '',
  )
  return useMemo(
    () =>
      replyValues(question, { onAir, sheet, nowMs: client.clock.nowMs() }, hostName, {
        everyone: t('everyone'),
        itemName: (number, title) =>
          title === '' ? t('item', { number }) : `${t('item', { number })} ${title}`,
        price: formatFen,
      }),
    [client, hostName, onAir, question, sheet, t],
  )
}
