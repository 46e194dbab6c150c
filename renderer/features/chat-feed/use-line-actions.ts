import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { FanStanding } from '#shared/domain/fans/tier.ts'
import type { Command } from '#shared/domain/session/command.ts'
import type { ChatLine } from '#shared/protocol/down.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { questionOf } from './question-of.ts'

/** What is done with a line and its writer; each says what became of it. */
export interface LineActions {
  /** The thread the line is in from now on, or null when it was refused. */
  readonly markAsQuestion: (line: ChatLine) => Promise<string | null>
  readonly mute: (line: ChatLine) => Promise<void>
  readonly unmute: (line: ChatLine) => Promise<void>
  /** As the line was written, or as this screen has set it since. */
  readonly standingOf: (line: ChatLine) => FanStanding
  readonly setStanding: (line: ChatLine, before: FanStanding, after: FanStanding) => Promise<void>
}

/** Standings set from this page: lines written before keep the standing of their time. */
const standings = new Map<string, FanStanding>()

export function useLineActions(): LineActions {
  const client = useStaffClient()
  const toasts = useToasts()
  const { refusalText, problemText } = useRefusalText()
  const { t } = useTranslation('chat')
  const [, showStandings] = useState(0)

  return useMemo(() => {
    const run = async (command: Command): Promise<boolean> => {
      const outcome = await client.command(command)
      if (!outcome.ok) toasts.failed(refusalText(outcome.refusal, client.clock.nowMs()))
      return outcome.ok
    }
    const viewer = ({ userId, userName }: ChatLine) => ({ userId, userName })
    const unmute = async (line: ChatLine): Promise<void> => {
      if (await run({ type: 'unmuteViewer', ...viewer(line) })) {
        toasts.done(t('unmuted', { name: line.userName }))
      }
    }
    const setStanding: LineActions['setStanding'] = async (line, before, after) => {
      const outcome = await client.request({ type: 'setFanStanding', ...viewer(line), ...after })
      if (!outcome.ok) return toasts.failed(problemText(outcome.problem))
      standings.set(line.userId, after)
      showStandings((times) => times + 1)
      toasts.done(t('standingSet', { name: line.userName }), () => void setStanding(line, after, before))
    }
    return {
      markAsQuestion: async (line) => {
        const outcome = await client.command({ type: 'markAsQuestion', danmakuId: line.danmakuId })
        if (!outcome.ok && outcome.refusal.kind === 'alreadyAQuestion') return outcome.refusal.questionId
        if (!outcome.ok) {
          toasts.failed(refusalText(outcome.refusal, client.clock.nowMs()))
          return null
        }
        toasts.done(t('marked'))
        return questionOf(client.store.getState().session?.questions.values() ?? [], line.danmakuId)
      },
      mute: async (line) => {
        if (await run({ type: 'muteViewer', ...viewer(line) })) {
          toasts.done(t('muted', { name: line.userName }), () => void unmute(line))
        }
      },
      unmute,
      standingOf: (line) => standings.get(line.userId) ?? line.fan,
      setStanding,
    }
  }, [client, problemText, refusalText, t, toasts])
}
