import { useEffect, useState } from 'react'

import type { DraftOutcome } from '#shared/domain/assistant/draft.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'

export type DraftState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'done'; readonly outcome: DraftOutcome | { readonly kind: 'offline' } }

const IDLE: DraftState = { phase: 'idle' }
const KEPT_MAX = 50

/** Drafts by session and question, for as long as the page lives: looking at another thread loses nothing. */
const kept = new Map<string, DraftState>()

function keep(key: string, state: DraftState): void {
  kept.set(key, state)
  const [oldest] = kept.keys()
  if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest)
}

/** Whether drafts can be asked for at this moment, and of which model; null when they cannot. */
export function useDraftingModel(): string | null {
  const client = useStaffClient()
  const link = useStaff((state) => state.link)
  const [model, setModel] = useState<string | null>(null)
  useEffect(() => {
    let gone = false
    if (link !== 'connected') return undefined
    void client.request({ type: 'getDrafting' }).then((answer) => {
      if (gone || !answer.ok || answer.body.type !== 'drafting') return
      setModel(answer.body.offered ? answer.body.model : null)
    })
    return () => {
      gone = true
    }
  }, [client, link])
  return model
}

export function useDraft(questionId: string): {
  readonly state: DraftState
  readonly ask: () => void
  readonly cancel: () => void
} {
  const client = useStaffClient()
  const sessionId = useStaff(({ session }) => session?.sessionId ?? '')
  const key = `${sessionId} ${questionId}`
  const [state, setState] = useState<DraftState>(() => kept.get(key) ?? IDLE)
  const [asking, setAsking] = useState(false)
  // Whoever goes on to another thread waits no longer for this one.
  useEffect(
    () => () => {
      if (asking) void client.request({ type: 'cancelDraft', questionId })
    },
    [asking, client, questionId],
  )
  const ask = (): void => {
    setState({ phase: 'asking' })
    setAsking(true)
    void client.request({ type: 'draftReply', questionId }).then((answer) => {
      const outcome =
        answer.ok && answer.body.type === 'draft' ? answer.body.outcome : ({ kind: 'offline' } as const)
      const cancelled = outcome.kind === 'failed' && outcome.problem === 'cancelled'
      const next: DraftState = cancelled ? IDLE : { phase: 'done', outcome }
      keep(key, next)
      setState(next)
      setAsking(false)
    })
  }
  return { state, ask, cancel: () => void client.request({ type: 'cancelDraft', questionId }) }
}
