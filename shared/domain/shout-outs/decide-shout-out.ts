import { unreachable } from '#shared/lib/unreachable.ts'
import type { Command } from '../session/command.ts'
import { accept, refuse, type Decision, type DecisionContext } from '../session/decision.ts'
import type { SessionState } from '../session/state.ts'
import { noticeSignals } from './notice.ts'
import { isPushed, type ShoutOutFacts, type ShoutOutFan } from './shout-out.ts'

type ShoutOutCommand = Extract<
  Command,
  {
    type:
      | 'thankFan'
      | 'skipShoutOut'
      | 'snoozeShoutOut'
      | 'pushShoutOut'
      | 'vetoShoutOut'
      | 'setShoutOutRules'
  }
>

/** What the library knows of the one to be pushed; a stranger has a name alone. */
export interface Pushed {
  readonly fan: ShoutOutFan
  readonly facts: ShoutOutFacts
}

/** The host says what became of a prompt and sets the rules; everyone of the staff may push and veto. */
export function decideShoutOut(
  state: SessionState,
  command: ShoutOutCommand,
  { actor, nowMs }: DecisionContext,
): Decision {
  if (command.type === 'setShoutOutRules') {
    if (actor.role !== 'host') return refuse('notAllowed')
    return accept({ type: 'shoutOutRulesSet', body: { rules: command.rules } })
  }
  if (state.phase !== 'live') return refuse({ kind: 'wrongPhase', phase: state.phase })
  const { current, waiting, rules } = state.shoutOuts
  switch (command.type) {
    case 'thankFan':
    case 'skipShoutOut':
    case 'snoozeShoutOut': {
      if (actor.role !== 'host') return refuse('notAllowed')
      if (current?.promptId !== command.promptId) return refuse('shoutOutGone')
      const body = { promptId: current.promptId, fan: current.fan }
      if (command.type === 'thankFan') return accept({ type: 'shoutOutThanked', body })
      if (command.type === 'skipShoutOut') return accept({ type: 'shoutOutSkipped', body })
      return accept({ type: 'shoutOutSnoozed', body: { ...body, untilMs: nowMs + rules.snoozeMs } })
    }
    case 'pushShoutOut':
      return decidePush(state, strangerOf(command), { actor, nowMs })
    case 'vetoShoutOut': {
      if (current?.fan.fanKey === command.fanKey) {
        return accept({ type: 'shoutOutVetoed', body: { promptId: current.promptId, fan: current.fan } })
      }
      const candidate = waiting.get(command.fanKey)
      if (!candidate) return refuse('shoutOutGone')
      return accept({ type: 'shoutOutVetoed', body: { promptId: null, fan: candidate.fan } })
    }
    default:
      return unreachable(command)
  }
}

/** Puts a viewer first among those who wait. */
export function decidePush(
  state: SessionState,
  { fan, facts }: Pushed,
  { actor, nowMs }: DecisionContext,
): Decision {
  if (state.phase !== 'live') return refuse({ kind: 'wrongPhase', phase: state.phase })
  const waiting = state.shoutOuts.waiting.get(fan.fanKey)
  if (waiting && isPushed(waiting)) return refuse('nothingToDo')
  const signal = { kind: 'pushed', atMs: nowMs, count: null, item: actor.name } as const
  const events = noticeSignals(state, fan, facts, [signal], nowMs)
  return events.length === 0 ? refuse('nothingToDo') : accept(...events)
}

/** A viewer of whom the library knows nothing. */
export const strangerOf = ({ userId, userName }: { userId: string; userName: string }): Pushed => ({
  fan: { fanKey: userId, userId, name: userName, sayAs: '', tier: 'guest', privateDomain: false },
  facts: { lastSeenMs: null, visits: 0, orders: 0, lastPurchase: null, due: [] },
})
