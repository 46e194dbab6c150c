import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'

import {
  suggestionRecordSchema,
  type SuggestionRecord,
  type SuggestionState,
} from '#shared/protocol/suggestions.ts'
import { writeReview } from '#renderer/review/api.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'

export interface Decisions {
  /** As they were read, with what has been decided since. */
  readonly records: readonly SuggestionRecord[]
  /** Keeps the decision with the studio and offers the way back. */
  readonly decide: (record: SuggestionRecord, state: SuggestionState) => void
}

const idOf = ({ sessionId, suggestionId }: SuggestionRecord): string => `${sessionId} ${suggestionId}`

/** `read` is what the studio answered; a decision shows when the studio has it. */
export function useDecisions(read: readonly SuggestionRecord[]): Decisions {
  const { t } = useTranslation('suggestionCards')
  const toasts = useToasts()
  const [changed, setChanged] = useState<ReadonlyMap<string, SuggestionRecord>>(new Map())

  const send = useCallback(
    async (record: SuggestionRecord, state: SuggestionState): Promise<boolean> => {
      const session = encodeURIComponent(record.sessionId)
      const path = `/v1/review/sessions/${session}/suggestions/${encodeURIComponent(record.suggestionId)}`
      try {
        const kept = await writeReview(path, {
          method: 'POST',
          body: { state },
          schema: suggestionRecordSchema,
        })
        setChanged((before) => new Map(before).set(idOf(kept), kept))
        return true
      } catch {
        toasts.failed(t('failed'))
        return false
      }
    },
    [toasts, t],
  )

  const decide = useCallback(
    (record: SuggestionRecord, state: SuggestionState) => {
      const done = state === 'accepted' ? 'doneAccept' : state === 'dismissed' ? 'doneDismiss' : 'doneOpen'
      void send(record, state).then((kept) => {
        if (kept) toasts.done(t(done), () => void send(record, record.state))
      })
    },
    [send, toasts, t],
  )
  return { records: read.map((record) => changed.get(idOf(record)) ?? record), decide }
}
