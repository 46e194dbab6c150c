import { useCallback, useRef, useState, type RefObject } from 'react'

import { randomId } from '#renderer/session-client/random-id.ts'
import { useRoomClient } from '#renderer/session-client/room-context.tsx'
import { useSecondsUntil } from '#renderer/ui/use-seconds-until.ts'
import { checkDraft, sayRefusal, type DraftCheck, type SayRefusal } from './draft.ts'

/** What is being written, and what became of the last try to send it. */
export interface Writer {
  readonly draft: string
  readonly check: DraftCheck
  readonly sending: boolean
  readonly refusal: SayRefusal | null
  /** Seconds until the service takes another message; 0 when it does. */
  readonly waitSeconds: number
  readonly fieldRef: RefObject<HTMLTextAreaElement | null>
  readonly write: (draft: string) => void
  readonly send: () => void
  /** Puts words before what is written and the caret behind them. */
  readonly begin: (words: string) => void
}

/** The text stays in the box until the service has it, so nothing that was written is ever lost. */
export function useWriter(): Writer {
  const client = useRoomClient()
  const [draft, setDraft] = useState('')
  const [sending, setSending] = useState(false)
  const [refusal, setRefusal] = useState<SayRefusal | null>(null)
  /** A try whose fate is unknown: the same words go out under the same id, so that they arrive once. */
  const doubtful = useRef<{ readonly text: string; readonly messageId: string } | null>(null)
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const waitSeconds = useSecondsUntil(refusal?.kind === 'rateLimited' ? refusal.untilMs : null)
  const check = checkDraft(draft)

  const write = useCallback((text: string) => {
    setDraft(text)
    // Being told to wait stays true while one goes on writing; the rest was about the message as it was.
    setRefusal((told) => (told?.kind === 'rateLimited' ? told : null))
  }, [])

  const send = (): void => {
    const { text, sendable } = check
    if (!sendable || sending || waitSeconds > 0) return
    const messageId = doubtful.current?.text === text ? doubtful.current.messageId : randomId()
    setSending(true)
    setRefusal(null)
    void client.say(text, messageId).then((outcome) => {
      setSending(false)
      doubtful.current = !outcome.ok && outcome.refusal.kind === 'offline' ? { text, messageId } : null
      if (outcome.ok) setDraft((now) => (checkDraft(now).text === text ? '' : now))
      else setRefusal(sayRefusal(outcome.refusal, Date.now()))
    })
  }

  const begin = useCallback((words: string) => {
    setDraft((now) => (now.startsWith(words) ? now : `${words}${now}`))
    fieldRef.current?.focus()
  }, [])

  return { draft, check, sending, refusal, waitSeconds, fieldRef, write, send, begin }
}
