import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import type { CannedReply } from '#shared/domain/replies/canned-reply.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'

/** Saves and deletes canned replies for everyone on duty; each says what became of it, true when it took effect. */
export function useReplyLibrary(): {
  readonly save: (reply: CannedReply) => Promise<boolean>
  readonly remove: (reply: CannedReply) => Promise<boolean>
} {
  const client = useStaffClient()
  const toasts = useToasts()
  const { problemText } = useRefusalText()
  const { t } = useTranslation('replies')
  return useMemo(() => {
    const put = async (reply: CannedReply, said: string): Promise<boolean> => {
      const stamped = { ...reply, updatedAtMs: Math.round(client.clock.nowMs()) }
      const outcome = await client.request({ type: 'saveCannedReply', reply: stamped })
      if (outcome.ok) toasts.done(said)
      else toasts.failed(problemText(outcome.problem))
      return outcome.ok
    }
    return {
      save: (reply) => put(reply, t('saved', { title: reply.title })),
      remove: async (reply) => {
        const outcome = await client.request({ type: 'deleteCannedReply', id: reply.id })
        if (!outcome.ok) toasts.failed(problemText(outcome.problem))
        else {
          toasts.done(t('deleted', { title: reply.title }), () => {
            void put(reply, t('restored', { title: reply.title }))
          })
        }
        return outcome.ok
      },
    }
  }, [client, problemText, t, toasts])
}
