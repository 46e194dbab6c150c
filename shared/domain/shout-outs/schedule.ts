import type { NewEvent } from '../session/event.ts'
import type { SessionState } from '../session/state.ts'
import { firstOf } from './rank.ts'
import { TIERS } from './rules.ts'
import { isPushed, type Candidate, type CurrentPrompt } from './shout-out.ts'
import { offerOf, promptText, valuesOf } from './text.ts'
import { urgentForHost } from './urgent.ts'

/**
 * What is due about shout-outs at this moment. One prompt at a time and none within `gapMs` of the last; none while
 * an urgent question is the host's to answer, and one that stands makes way for it. A fan is prompted once per
 * cooldown, unless a person asked for it; one who is muted meanwhile no longer. Called by a timer and whenever somebody comes to wait; an empty list most
 * of the time.
 */
export function dueShoutOuts(state: SessionState, nowMs: number): NewEvent[] {
  if (state.phase !== 'live') return []
  const { current, waiting } = state.shoutOuts
  if (current === null && waiting.size === 0) return []
  const events: NewEvent[] = []
  for (const { fan, untilMs } of waiting.values()) {
    if (untilMs <= nowMs)
      events.push({ type: 'shoutOutExpired', body: { promptId: null, fan, while: 'waiting' } })
  }
  if (current) return [...events, ...dueOf(state, current, nowMs)]
  const prompted = nextPrompt(state, nowMs, state.seq + events.length + 1)
  return prompted ? [...events, prompted] : events
}

function dueOf(state: SessionState, current: CurrentPrompt, nowMs: number): NewEvent[] {
  const { promptId, fan, untilMs, yieldedSinceMs, promptedAtMs } = current
  const { promptLastsMs, waitLastsMs } = state.shoutOuts.rules
  const expired: NewEvent = { type: 'shoutOutExpired', body: { promptId, fan, while: 'prompted' } }
  // Nobody greets whom a moderator has just muted.
  if (!isPushed(current) && state.mutedViewers.has(fan.userId)) return [expired]
  // A room that is urgent for ever does not keep a greeting for ever.
  if (nowMs >= promptedAtMs + promptLastsMs + waitLastsMs) return [expired]
  const urgent = urgentForHost(state.questions.values(), nowMs)
  if (yieldedSinceMs !== null) {
    if (urgent) return []
    return [{ type: 'shoutOutResumed', body: { promptId, untilMs: untilMs + nowMs - yieldedSinceMs } }]
  }
  if (nowMs >= untilMs) return [expired]
  return urgent ? [{ type: 'shoutOutYielded', body: { promptId } }] : []
}

function nextPrompt(state: SessionState, nowMs: number, seq: number): NewEvent | null {
  const { rules, waiting, lastPromptedAtMs, passedOver } = state.shoutOuts
  if (lastPromptedAtMs !== null && nowMs - lastPromptedAtMs < rules.gapMs) return null
  const ready = [...waiting.values()].filter((candidate) => isReady(state, candidate, nowMs))
  const chosen = firstOf(ready, passedOver, nowMs)
  if (!chosen || urgentForHost(state.questions.values(), nowMs)) return null

  const { fan, facts, signals, sinceMs } = chosen
  const offer = offerOf(facts, state.runSheet, nowMs)
  const stoodBack = isPushed(chosen)
    ? []
    : TIERS.filter((tier) => tier !== fan.tier && ready.some((other) => other.fan.tier === tier))
  return {
    type: 'shoutOutPrompted',
    body: {
      prompt: {
        promptId: `p${seq}`,
        fan,
        facts,
        signals,
        text: promptText(rules.templates, chosen, valuesOf(chosen, offer, nowMs)),
        offer,
        sinceMs,
        promptedAtMs: nowMs,
        untilMs: nowMs + rules.promptLastsMs,
      },
      passedOver: stoodBack,
    },
  }
}

function isReady(state: SessionState, candidate: Candidate, nowMs: number): boolean {
  if (candidate.untilMs <= nowMs || candidate.notBeforeMs > nowMs) return false
  if (isPushed(candidate)) return true
  return state.shoutOuts.rules.on && !state.mutedViewers.has(candidate.fan.userId)
}
