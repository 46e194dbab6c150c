import { z } from 'zod'

import { ATTENDED, unattendedHoursSchema, type UnattendedHours } from '../assistant/unattended-hours.ts'
import { showOrderSchema, type ShowOrder } from '../orders/show-order.ts'
import { lifecycleSchema, questionSchema, type Lifecycle, type Question } from '../questions/question.ts'
import { airingSchema, type Airing } from '../run-sheet/airings.ts'
import { itemSchema, type Item } from '../run-sheet/item.ts'
import {
  NO_SHOUT_OUTS,
  shoutOutsFromSnapshot,
  shoutOutsSnapshotSchema,
  shoutOutsToSnapshot,
  type ShoutOuts,
} from '../shout-outs/shout-out.ts'
import { wallCardSchema, type WallCard } from '../wall/wall-card.ts'

/** How many closed questions stay in the state for reopening; older ones live on in the log only. */
export const CLOSED_QUESTIONS_KEPT = 500

/** How many of its own actions each person can take back. */
export const UNDO_DEPTH = 20

export type Phase = 'preparing' | 'live' | 'ended'

/** What undo needs to take one action back. */
export interface UndoEntry {
  readonly actorId: string
  readonly seq: number
  readonly questionId: string
  readonly before: Lifecycle
  readonly changedBefore: Question['changed']
}

export interface Totals {
  readonly danmaku: number
  readonly questions: number
  readonly likes: number
  readonly entries: number
  /** First answers, with those in time. Undo and reopening take them off again. */
  readonly answered: number
  readonly answeredInTime: number
  readonly dismissed: number
  /** Those refunded in full apart; `gmvFen` is what remains after refunds. */
  readonly orders: number
  readonly gmvFen: number
  readonly buyers: number
}

/** The running session as everyone sees it: a fold of its events, the same code in service and clients. */
export interface SessionState {
  /** Sequence of the last event folded in; 0 before the first. */
  readonly seq: number
  readonly sessionId: string
  readonly title: string
  readonly kind: 'show' | 'rehearsal'
  readonly phase: Phase
  readonly createdAtMs: number
  readonly liveAtMs: number | null
  readonly endedAtMs: number | null
  /** The run-sheet, in the order of the show. */
  readonly runSheet: readonly Item[]
  /** How long (ms) each item has been on air in this show, by itemId, up to the last time it was taken off. */
  readonly airedMs: ReadonlyMap<string, number>
  /** Pieces of an item that were ordered when its stock was used up, by itemId: a refund gives these back first. */
  readonly oversold: ReadonlyMap<string, number>
  readonly itemOnAir: { readonly item: Item; readonly sinceMs: number } | null
  /**
   * Where "next" goes on while nothing of the sheet is on air: the index of the item it takes. Behind the item that
   * was on air last, so that a product shown beside the sheet, or removed while on air, loses nobody's place.
   */
  readonly resumeAt: number
  /** What went on air when, oldest first. */
  readonly airings: readonly Airing[]
  /** The orders placed in this show, by orderId, in the order in which they came. */
  readonly orders: ReadonlyMap<string, ShowOrder>
  readonly scene: { readonly sceneId: string; readonly name: string } | null
  readonly recording: { readonly file: string; readonly sinceMs: number } | null
  readonly wall: WallCard | null
  readonly questions: ReadonlyMap<string, Question>
  /** The thread a new message with this key may join, if that is still pending and in time. */
  readonly joinable: ReadonlyMap<string, string>
  /** Closed questions, oldest first, at most CLOSED_QUESTIONS_KEPT. */
  readonly closed: readonly string[]
  readonly undo: readonly UndoEntry[]
  readonly mutedViewers: ReadonlyMap<string, string>
  readonly blockedWords: readonly string[]
  readonly shoutOuts: ShoutOuts
  /** Whether the studio answers simple questions by itself, and what it has answered so. */
  readonly unattendedHours: UnattendedHours
  readonly totals: Totals
}

/** A state being moved by a batch of events; made by `draftOf`, seen by nobody else until the batch is done. */
export type SessionDraft = {
  -readonly [Key in keyof SessionState]: SessionState[Key] extends ReadonlyMap<infer K, infer V>
    ? Map<K, V>
    : SessionState[Key]
}

/** A copy whose top level may be written to; values inside stay shared and immutable. */
export const draftOf = (state: SessionState): SessionDraft => ({
  ...state,
  questions: new Map(state.questions),
  joinable: new Map(state.joinable),
  mutedViewers: new Map(state.mutedViewers),
  airedMs: new Map(state.airedMs),
  oversold: new Map(state.oversold),
  orders: new Map(state.orders),
})

export const EMPTY_STATE: SessionState = {
  seq: 0,
  sessionId: '',
  title: '',
  kind: 'show',
  phase: 'preparing',
  createdAtMs: 0,
  liveAtMs: null,
  endedAtMs: null,
  runSheet: [],
  airedMs: new Map(),
  oversold: new Map(),
  itemOnAir: null,
  resumeAt: 0,
  airings: [],
  orders: new Map(),
  scene: null,
  recording: null,
  wall: null,
  questions: new Map(),
  joinable: new Map(),
  closed: [],
  undo: [],
  mutedViewers: new Map(),
  blockedWords: [],
  shoutOuts: NO_SHOUT_OUTS,
  unattendedHours: ATTENDED,
  totals: {
    danmaku: 0,
    questions: 0,
    likes: 0,
    entries: 0,
    answered: 0,
    answeredInTime: 0,
    dismissed: 0,
    orders: 0,
    gmvFen: 0,
    buyers: 0,
  },
}

/** The state as plain JSON: for snapshots in the log and for clients that join. */
export const snapshotSchema = z.object({
  seq: z.number().int().nonnegative(),
  sessionId: z.string(),
  title: z.string(),
  kind: z.enum(['show', 'rehearsal']),
  phase: z.enum(['preparing', 'live', 'ended']),
  createdAtMs: z.number().int(),
  liveAtMs: z.number().int().nullable(),
  endedAtMs: z.number().int().nullable(),
  runSheet: z.array(itemSchema),
  airedMs: z.array(z.tuple([z.string(), z.number().int()])),
  oversold: z.array(z.tuple([z.string(), z.number().int()])).default([]),
  itemOnAir: z.object({ item: itemSchema, sinceMs: z.number().int() }).nullable(),
  resumeAt: z.number().int().nonnegative(),
  airings: z.array(airingSchema).default([]),
  orders: z.array(showOrderSchema).default([]),
  scene: z.object({ sceneId: z.string(), name: z.string() }).nullable(),
  recording: z.object({ file: z.string(), sinceMs: z.number().int() }).nullable(),
  wall: wallCardSchema.nullable(),
  questions: z.array(questionSchema),
  joinable: z.array(z.tuple([z.string(), z.string()])),
  closed: z.array(z.string()),
  undo: z.array(
    z.object({
      actorId: z.string(),
      seq: z.number().int(),
      questionId: z.string(),
      before: lifecycleSchema,
      changedBefore: questionSchema.shape.changed,
    }),
  ),
  mutedViewers: z.array(z.tuple([z.string(), z.string()])),
  blockedWords: z.array(z.string()),
  shoutOuts: shoutOutsSnapshotSchema,
  unattendedHours: unattendedHoursSchema.default(ATTENDED),
  totals: z.object({
    danmaku: z.number().int(),
    questions: z.number().int(),
    likes: z.number().int(),
    entries: z.number().int(),
    answered: z.number().int(),
    answeredInTime: z.number().int(),
    dismissed: z.number().int(),
    orders: z.number().int().default(0),
    gmvFen: z.number().int().default(0),
    buyers: z.number().int().default(0),
  }),
})
export type SessionSnapshot = z.infer<typeof snapshotSchema>

export const toSnapshot = (state: SessionState): SessionSnapshot => ({
  ...state,
  runSheet: [...state.runSheet],
  airedMs: [...state.airedMs],
  oversold: [...state.oversold],
  airings: [...state.airings],
  orders: [...state.orders.values()],
  questions: [...state.questions.values()],
  joinable: [...state.joinable],
  closed: [...state.closed],
  undo: [...state.undo],
  mutedViewers: [...state.mutedViewers],
  blockedWords: [...state.blockedWords],
  shoutOuts: shoutOutsToSnapshot(state.shoutOuts),
})

export const fromSnapshot = (snapshot: SessionSnapshot): SessionState => ({
  ...snapshot,
  questions: new Map(snapshot.questions.map((question) => [question.questionId, question])),
  joinable: new Map(snapshot.joinable),
  mutedViewers: new Map(snapshot.mutedViewers),
  airedMs: new Map(snapshot.airedMs),
  shoutOuts: shoutOutsFromSnapshot(snapshot.shoutOuts),
  oversold: new Map(snapshot.oversold),
  orders: new Map(snapshot.orders.map((order) => [order.orderId, order])),
})
