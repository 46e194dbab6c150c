import type { Actor } from './actor.ts'
import type { Refusal, RefusalKind } from './command.ts'
import type { NewEvent } from './event.ts'

/** What the pure domain may know of the moment it decides in. */
export interface DecisionContext {
  readonly nowMs: number
  readonly actor: Actor
}

export type Decision =
  | { readonly ok: true; readonly events: readonly NewEvent[] }
  | { readonly ok: false; readonly refusal: Refusal }

export const accept = (...events: readonly NewEvent[]): Decision => ({ ok: true, events })

/** Refusals that carry no details of their own. */
type PlainRefusalKind = {
  [Kind in RefusalKind]: keyof Extract<Refusal, { kind: Kind }> extends 'kind' ? Kind : never
}[RefusalKind]

export const refuse = (refusal: Refusal | PlainRefusalKind): Decision => ({
  ok: false,
  refusal: typeof refusal === 'string' ? { kind: refusal } : refusal,
})
