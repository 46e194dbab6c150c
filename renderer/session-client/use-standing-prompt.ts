import type { CurrentPrompt } from '#shared/domain/shout-outs/shout-out.ts'
import { promptNow } from '#shared/domain/shout-outs/text.ts'
import { useServiceTime, useStaff } from './staff-context.tsx'

/** The prompt that stands, its offer and words looked at anew each second: nobody is told a price that has ended. */
export function useStandingPrompt(): CurrentPrompt | null {
  const prompt = useStaff(({ session }) => session?.shoutOuts.current ?? null)
  const sheet = useStaff(({ session }) => session?.runSheet ?? null)
  const rules = useStaff(({ session }) => session?.shoutOuts.rules ?? null)
  const nowMs = useServiceTime((now) => (prompt === null ? 0 : Math.floor(now / 1000) * 1000))
  return prompt && sheet && rules
    ? promptNow(prompt, sheet, rules, Math.max(nowMs, prompt.promptedAtMs))
    : prompt
}
