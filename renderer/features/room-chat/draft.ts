import type { Refusal } from '#shared/domain/session/command.ts'

/** The longest danmaku the service takes, in UTF-16 units as its schema counts them. */
export const MESSAGE_MAX = 200
/** From here on the writer sees how much room is left. */
const TELL_FROM = 160

export interface DraftCheck {
  /** What would be sent: one line, no space at its ends. */
  readonly text: string
  /** Room left; negative when too long; null while there is plenty. */
  readonly lettersLeft: number | null
  readonly sendable: boolean
}

/** A danmaku is one line: line breaks out of a paste become spaces. Nothing is cut off behind the writer's back. */
export function checkDraft(draft: string): DraftCheck {
  const text = draft.replaceAll(/\s+/gu, ' ').trim()
  const left = MESSAGE_MAX - text.length
  return {
    text,
    lettersLeft: text.length > TELL_FROM ? left : null,
    sendable: text !== '' && left >= 0,
  }
}

/** Why a message was not sent, as the viewer is told; each has a sentence of its own. */
export type SayRefusal =
  | { readonly kind: 'rateLimited'; readonly untilMs: number }
  | { readonly kind: 'muted' | 'ended' | 'logUnavailable' | 'offline' | 'other' }

export function sayRefusal(refusal: Refusal | { readonly kind: 'offline' }, nowMs: number): SayRefusal {
  const { kind } = refusal
  if (kind === 'rateLimited') return { kind, untilMs: nowMs + refusal.retryInMs }
  if (kind === 'wrongPhase') return { kind: refusal.phase === 'ended' ? 'ended' : 'other' }
  if (kind === 'muted' || kind === 'logUnavailable' || kind === 'offline') return { kind }
  // What only commands of the staff are refused with.
  return { kind: 'other' }
}
