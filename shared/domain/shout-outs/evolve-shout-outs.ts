import { unreachable } from '#shared/lib/unreachable.ts'
import type { Tier } from '../fans/tier.ts'
import type { KnownEvent } from '../session/event.ts'
import type { SessionDraft } from '../session/state.ts'
import type { Candidate, ShoutOuts, Signal } from './shout-out.ts'

type ShoutOutEvent = Extract<KnownEvent, { type: `shoutOut${string}` }>

/** Moves what waits, what stands, and what the pace is reckoned from. */
export function evolveShoutOuts(draft: SessionDraft, event: ShoutOutEvent): void {
  draft.shoutOuts = { ...draft.shoutOuts, ...changes(draft.shoutOuts, event) }
}

/** With the show its prompts are over. */
export function endShoutOuts(draft: SessionDraft): void {
  draft.shoutOuts = { ...draft.shoutOuts, current: null, waiting: new Map() }
}

function changes(before: ShoutOuts, event: ShoutOutEvent): Partial<ShoutOuts> {
  switch (event.type) {
    case 'shoutOutSignalled':
      return signalled(before, event.body, event.atMs)
    case 'shoutOutPrompted': {
      const { prompt, passedOver } = event.body
      const { fanKey, tier } = prompt.fan
      const counts: Record<Tier, number> = { ...before.passedOver, [tier]: 0 }
      for (const one of passedOver) counts[one] += 1
      return {
        current: { ...prompt, yieldedSinceMs: null },
        waiting: without(before.waiting, fanKey),
        lastPromptedAtMs: prompt.promptedAtMs,
        promptedAtMs: new Map(before.promptedAtMs).set(fanKey, prompt.promptedAtMs),
        passedOver: counts,
      }
    }
    case 'shoutOutThanked':
    case 'shoutOutSkipped':
      return { current: null }
    case 'shoutOutSnoozed':
      return snoozed(before, event.body.untilMs)
    case 'shoutOutExpired':
      if (event.body.while === 'prompted') return { current: null }
      return {
        waiting: without(before.waiting, event.body.fan.fanKey),
        dropped: before.dropped + (event.body.while === 'crowdedOut' ? 1 : 0),
      }
    case 'shoutOutVetoed': {
      const { fanKey } = event.body.fan
      return {
        current: before.current?.fan.fanKey === fanKey ? null : before.current,
        waiting: without(before.waiting, fanKey),
        vetoed: new Set([...before.vetoed, fanKey]),
      }
    }
    case 'shoutOutYielded':
      return { current: before.current && { ...before.current, yieldedSinceMs: event.atMs } }
    case 'shoutOutResumed':
      return {
        current: before.current && { ...before.current, untilMs: event.body.untilMs, yieldedSinceMs: null },
      }
    case 'shoutOutRulesSet':
      return { rules: event.body.rules }
    default:
      return unreachable(event)
  }
}

function signalled(before: ShoutOuts, body: Omit<Candidate, 'sinceMs'>, atMs: number): Partial<ShoutOuts> {
  const { fanKey } = body.fan
  const known = before.waiting.get(fanKey)
  const pushed = body.signals.some(({ kind }) => kind === 'pushed')
  const candidate: Candidate = known
    ? {
        ...body,
        signals: withNewer(known.signals, body.signals),
        sinceMs: known.sinceMs,
        // A snoozed fan stays snoozed; only a person who asks for them now brings them forward.
        notBeforeMs: pushed ? body.notBeforeMs : Math.max(known.notBeforeMs, body.notBeforeMs),
        untilMs: Math.max(known.untilMs, body.untilMs),
      }
    : { ...body, sinceMs: atMs }
  return {
    waiting: new Map(before.waiting).set(fanKey, candidate),
    vetoed: pushed ? new Set([...before.vetoed].filter((key) => key !== fanKey)) : before.vetoed,
  }
}

const withNewer = (before: readonly Signal[], newer: readonly Signal[]): Signal[] => [
  ...before.filter(({ kind }) => newer.every((signal) => signal.kind !== kind)),
  ...newer,
]

/** Back among those who wait, with a fresh life from then on; the cooldown counts from the next prompt. */
function snoozed(before: ShoutOuts, untilMs: number): Partial<ShoutOuts> {
  const { current } = before
  if (!current) return {}
  const { fan, facts, signals, sinceMs } = current
  return {
    current: null,
    promptedAtMs: without(before.promptedAtMs, fan.fanKey),
    waiting: new Map(before.waiting).set(fan.fanKey, {
      fan,
      facts,
      signals,
      sinceMs,
      notBeforeMs: untilMs,
      untilMs: untilMs + before.rules.waitLastsMs,
    }),
  }
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  if (!map.has(key)) return map
  const rest = new Map(map)
  rest.delete(key)
  return rest
}
