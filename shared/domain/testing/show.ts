import type { IncomingDanmaku } from '../danmaku/danmaku.ts'
import { GUEST } from '../fans/tier.ts'
import { expireClaims } from '../questions/expire-claims.ts'
import { receiveDanmaku } from '../questions/receive-danmaku.ts'
import { SYSTEM, type Actor } from '../session/actor.ts'
import type { Command, Refusal } from '../session/command.ts'
import { decide } from '../session/decide.ts'
import { EVENT_VERSION, type KnownEvent, type NewEvent } from '../session/event.ts'
import { evolveAll } from '../session/evolve.ts'
import { EMPTY_STATE, type SessionState } from '../session/state.ts'

export const HOST: Actor = { role: 'host', id: 'host', name: '主播' }
export const XIAO_LIN: Actor = { role: 'moderator', id: 'm-lin', name: '小林' }
export const A_MEI: Actor = { role: 'moderator', id: 'm-mei', name: '阿梅' }

/** A session in memory: the writer's rules without a disk, for tests of the domain. */
export class Show {
  state: SessionState = EMPTY_STATE
  nowMs = 1_000_000
  readonly events: KnownEvent[] = []

  constructor() {
    const body = { sessionId: 's', title: 't', kind: 'show', mutedViewers: [], blockedWords: [] } as const
    this.append(SYSTEM, [{ type: 'sessionCreated', body: { ...body, mutedViewers: [], blockedWords: [] } }])
  }

  append(actor: Actor, events: readonly NewEvent[]): readonly KnownEvent[] {
    const sealed = events.map((event, index): KnownEvent => ({
      ...event,
      seq: this.state.seq + 1 + index,
      atMs: this.nowMs,
      version: EVENT_VERSION,
      actor,
    }))
    this.events.push(...sealed)
    this.state = evolveAll(this.state, sealed)
    return sealed
  }

  /** The refusal, or null when the command was carried out. */
  command(actor: Actor, command: Command): Refusal | null {
    const decision = decide(this.state, command, { actor, nowMs: this.nowMs })
    if (!decision.ok) return decision.refusal
    this.append(actor, decision.events)
    return null
  }

  /** Takes in a danmaku sent `ageMs` ago; returns the id of its question, null when it is none. */
  say(text: string, by = 'a', ageMs = 0, fan = GUEST): string | null {
    const danmaku: IncomingDanmaku = {
      source: 'room',
      sourceMessageId: null,
      userId: by,
      userName: by,
      text,
      sentAtMs: this.nowMs - ageMs,
    }
    const events = this.append(SYSTEM, receiveDanmaku(this.state, danmaku, fan, this.nowMs))
    const last = events.at(-1)
    return last && 'questionId' in last.body ? last.body.questionId : null
  }

  wait(ms: number): void {
    this.nowMs += ms
    const expired = expireClaims(this.state, this.nowMs)
    if (expired.length > 0) this.append(SYSTEM, expired)
  }
}

/** One step of a random show. Question numbers count what has been asked so far, modulo how many there are. */
export type Step =
  | { readonly do: 'say'; readonly text: string; readonly by: string; readonly ageMs: number }
  | { readonly do: 'wait'; readonly ms: number }
  | {
      readonly do: 'act'
      readonly actor: Actor
      readonly kind: ActKind
      readonly on: number
      readonly other: number
    }

export const ACT_KINDS = [
  'claimQuestion',
  'releaseClaim',
  'answerAloud',
  'replyToQuestion',
  'pinQuestion',
  'mergeQuestion',
  'dismissQuestion',
  'reopenQuestion',
  'undo',
] as const
export type ActKind = (typeof ACT_KINDS)[number]

/** Carries out one random step; acting on nothing is passed over. */
export function takeStep(show: Show, step: Step): void {
  switch (step.do) {
    case 'say':
      show.say(step.text, step.by, step.ageMs)
      return
    case 'wait':
      return show.wait(step.ms)
    case 'act': {
      const ids = [...show.state.questions.keys()]
      const questionId = ids[step.on % ids.length]
      const intoQuestionId = ids[step.other % ids.length]
      if (questionId === undefined || intoQuestionId === undefined) return
      show.command(step.actor, commandOf(step.kind, questionId, intoQuestionId))
      return
    }
    default:
      step satisfies never
  }
}

export function commandOf(kind: ActKind, questionId: string, intoQuestionId: string): Command {
  switch (kind) {
    case 'undo':
      return { type: kind }
    case 'replyToQuestion':
      return { type: kind, questionId, text: '有的' }
    case 'pinQuestion':
      return { type: kind, questionId, answer: null }
    case 'mergeQuestion':
      return { type: kind, questionId, intoQuestionId }
    case 'claimQuestion':
    case 'releaseClaim':
    case 'answerAloud':
    case 'dismissQuestion':
    case 'reopenQuestion':
      return { type: kind, questionId }
    default:
      return kind satisfies never
  }
}

/** The state without what an undo legitimately leaves behind: sequence, who changed last, the undo list, order of maps. */
export function comparable(state: SessionState): unknown {
  const questions = [...state.questions.values()]
    .map(({ changed: _changed, ...question }) => question)
    .toSorted((a, b) => (a.questionId < b.questionId ? -1 : 1))
  return { ...state, seq: 0, undo: [], closed: state.closed.toSorted(), questions, joinable: [] }
}
