import { useMemo } from 'react'

import type { Command } from '#shared/domain/session/command.ts'
import type { CurrentPrompt } from '#shared/domain/shout-outs/shout-out.ts'
import { urgentForHost } from '#shared/domain/shout-outs/urgent.ts'
import { useServiceTime, useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useStandingPrompt } from '#renderer/session-client/use-standing-prompt.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'

/** The prompt that stands, with the offer of this moment, and whether it makes way for an urgent question. */
export function useCurrentPrompt(): { readonly prompt: CurrentPrompt; readonly yields: boolean } | null {
  const prompt = useStandingPrompt()
  const questions = useStaff(({ session }) => session?.questions ?? null)
  const urgent = useServiceTime((nowMs) => urgentForHost(questions?.values() ?? [], nowMs))
  return prompt && { prompt, yields: urgent || prompt.yieldedSinceMs !== null }
}

export interface ShoutOutActions {
  /** Each true when it took effect; what was refused has then been said. */
  readonly thank: (promptId: string) => Promise<boolean>
  readonly skip: (promptId: string) => Promise<boolean>
  readonly snooze: (promptId: string) => Promise<boolean>
  /** True when the viewer now stands first among those who wait. */
  readonly push: (viewer: { userId: string; userName: string }) => Promise<boolean>
  readonly veto: (fanKey: string) => Promise<void>
}

export function useShoutOutActions(): ShoutOutActions {
  const client = useStaffClient()
  const toasts = useToasts()
  const { refusalText } = useRefusalText()
  return useMemo(() => {
    const run = async (command: Command): Promise<boolean> => {
      const outcome = await client.command(command)
      if (!outcome.ok) toasts.failed(refusalText(outcome.refusal, client.clock.nowMs()))
      return outcome.ok
    }
    return {
      thank: (promptId) => run({ type: 'thankFan', promptId }),
      skip: (promptId) => run({ type: 'skipShoutOut', promptId }),
      snooze: (promptId) => run({ type: 'snoozeShoutOut', promptId }),
      push: ({ userId, userName }) => run({ type: 'pushShoutOut', userId, userName }),
      veto: async (fanKey) => void (await run({ type: 'vetoShoutOut', fanKey })),
    }
  }, [client, refusalText, toasts])
}
