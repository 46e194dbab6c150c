import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import type { Command, Refusal } from '#shared/domain/session/command.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'

type Outcome = 'done' | Refusal['kind'] | 'offline'

/** Blocks and unblocks words, unmutes viewers. What was taken away can be brought back from the toast. */
export function useModeration(): {
  readonly block: (word: string) => Promise<Outcome>
  readonly unblock: (word: string) => Promise<Outcome>
  readonly unmute: (userId: string, userName: string) => Promise<Outcome>
} {
  const client = useStaffClient()
  const toasts = useToasts()
  const { refusalText } = useRefusalText()
  const { t } = useTranslation('moderation')
  return useMemo(() => {
    const run = async (command: Command, onDone: () => void): Promise<Outcome> => {
      const outcome = await client.command(command)
      if (outcome.ok) {
        onDone()
        return 'done'
      }
      // `nothingToDo` is for the form to say, beside the word.
      if (outcome.refusal.kind !== 'nothingToDo')
        toasts.failed(refusalText(outcome.refusal, client.clock.nowMs()))
      return outcome.refusal.kind
    }
    const block = (word: string): Promise<Outcome> =>
      run({ type: 'blockWord', word }, () =>
        toasts.done(t('wordBlocked', { word }), () => void unblock(word)),
      )
    const unblock = (word: string): Promise<Outcome> =>
      run({ type: 'unblockWord', word }, () =>
        toasts.done(t('wordUnblocked', { word }), () => void block(word)),
      )
    const mute = (userId: string, userName: string): Promise<Outcome> =>
      run({ type: 'muteViewer', userId, userName }, () => toasts.done(t('muted', { name: userName })))
    return {
      block,
      unblock,
      unmute: (userId, userName) =>
        run({ type: 'unmuteViewer', userId, userName }, () =>
          toasts.done(t('unmuted', { name: userName }), () => void mute(userId, userName)),
        ),
    }
  }, [client, refusalText, t, toasts])
}
