import type { PreflightOverride, Refusal } from '#shared/domain/session/command.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import type { RequestProblem } from '#shared/protocol/down.ts'
import type { CommandOutcome, StaffClient } from '#renderer/session-client/staff-client.ts'

export type ShowProblem =
  | { readonly kind: 'refusal'; readonly refusal: Refusal | { readonly kind: 'offline' } }
  | { readonly kind: 'request'; readonly problem: RequestProblem | 'offline' }

const SESSION_ARRIVES_WITHIN_MS = 8_000

export const isPreparedShow = (session: SessionState | null): boolean =>
  session?.kind === 'show' && session.phase === 'preparing'

/** Sees to it that a show with this title is being prepared; null when one is. */
export async function prepareShow(client: StaffClient, title: string): Promise<ShowProblem | null> {
  const { session } = client.store.getState()
  if (session && isPreparedShow(session)) {
    if (session.title === title) return null
    return problemOf(await client.command({ type: 'renameSession', title }))
  }
  const made = await client.request({ type: 'newSession', title })
  if (!made.ok) return { kind: 'request', problem: made.problem }
  const arrived = await holds(client, isPreparedShow)
  return arrived ? null : { kind: 'request', problem: 'offline' }
}

/** Goes live with a show of this title, `override`: although the pre-flight check says no. Null when it is live. */
export async function goLive(
  client: StaffClient,
  title: string,
  override: PreflightOverride | null = null,
): Promise<ShowProblem | null> {
  const problem = await prepareShow(client, title)
  const command = { type: 'goLive' as const, ...(override ? { override } : {}) }
  return problem ?? problemOf(await client.command(command))
}

export async function endShow(client: StaffClient): Promise<ShowProblem | null> {
  return problemOf(await client.command({ type: 'endShow' }))
}

function problemOf(outcome: CommandOutcome): ShowProblem | null {
  if (outcome.ok || outcome.refusal.kind === 'nothingToDo') return null
  return { kind: 'refusal', refusal: outcome.refusal }
}

/** True as soon as the session is as asked; false when that takes too long. */
function holds(client: StaffClient, test: (session: SessionState | null) => boolean): Promise<boolean> {
  if (test(client.store.getState().session)) return Promise.resolve(true)
  return new Promise((resolve) => {
    const done = (value: boolean): void => {
      clearTimeout(timer)
      stop()
      resolve(value)
    }
    const stop = client.store.subscribe(({ session }) => {
      if (test(session)) done(true)
    })
    const timer = setTimeout(() => done(false), SESSION_ARRIVES_WITHIN_MS)
  })
}
