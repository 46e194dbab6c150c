import { z } from 'zod'

import { signalKindSchema } from '../shout-outs/rules.ts'
import { fanStandingSchema, tierSchema } from '../fans/tier.ts'
import { intentSchema } from '../questions/intent.ts'
import { answerSchema } from '../questions/question.ts'
import { metricsSchema, rateSchema } from './metrics.ts'

/** Grows with every change of what a review holds or how it is counted: older ones are made anew from the log. */
export const REVIEW_VERSION = 2

/** Of the curve: every figure of a minute is of [startMs, startMs + MINUTE_MS). */
export const MINUTE_MS = 60_000

const ms = z.number().int()
const count = z.number().int().nonnegative()
const fen = z.number().int()

export const reviewedSessionSchema = z.object({
  sessionId: z.string(),
  title: z.string(),
  kind: z.enum(['show', 'rehearsal']),
  phase: z.enum(['preparing', 'live', 'ended']),
  createdAtMs: ms,
  liveAtMs: ms.nullable(),
  endedAtMs: ms.nullable(),
  /** Null: the session still runs, or its service died. */
  endReason: z.enum(['host', 'abandoned', 'replayed']).nullable(),
  /** What is counted: from going live (else from the beginning) to the end (else to the last event). */
  fromMs: ms,
  toMs: ms,
  lastSeq: count,
})
export type ReviewedSession = z.infer<typeof reviewedSessionSchema>

/** One minute of the show. `online*`: distinct viewers present; `onlineMax` is the most at one moment. */
export const reviewMinuteSchema = z.object({
  startMs: ms,
  onlineMax: count,
  onlineAverage: z.number().nonnegative(),
  entries: count,
  messages: count,
  likes: count,
  /** Threads that opened in this minute, and what became of them, whenever that was; the rest was pending at the end. */
  questions: count,
  questionsInTime: count,
  questionsLate: count,
  questionsMissed: count,
  /** Answers given in this minute, and those of them within 30 s. */
  answers: count,
  answersInTime: count,
  orders: count,
  gmvFen: fen,
  /** Worst of the minute, from the health samples; null where none was taken. */
  health: z
    .object({
      fpsMin: z.number().nullable(),
      /** Frames skipped or dropped. */
      framesLost: count,
      kbpsMin: z.number().nullable(),
      lossMax: z.number().nullable(),
      roundTripMsMax: z.number().nullable(),
      cpuMax: z.number().nullable(),
    })
    .nullable(),
})
export type ReviewMinute = z.infer<typeof reviewMinuteSchema>

/** Something that stands on the curve. `text` was typed by people and is shown as text. */
export const reviewMarkerSchema = z.object({
  kind: z.enum([
    'live',
    'ended',
    'item',
    'shoutOut',
    'scene',
    'incident',
    'wall',
    'recording',
    'unattended',
    'soldOut',
  ]),
  atMs: ms,
  seq: count,
  text: z.string(),
})
export type ReviewMarker = z.infer<typeof reviewMarkerSchema>

/** A file that was recorded in the show. Where it plays the moment t: (t - startedAtMs) into it. */
export const reviewRecordingSchema = z.object({
  file: z.string(),
  startedAtMs: ms,
  /** Null: it was not closed in order. */
  stoppedAtMs: ms.nullable(),
  bytes: count.nullable(),
  problem: z.string().nullable(),
})
export type ReviewRecording = z.infer<typeof reviewRecordingSchema>

/**
 * What became of a thread at the end of the session. `inTime`, `late`: answered; `missed`: not answered and the
 * clock ran out; `pending`: not answered and the clock still ran at the end; `merged`: its askers and its deadline
 * went to another thread, which counts instead; `dismissed`: not a question.
 */
export const threadOutcomeSchema = z.enum(['inTime', 'late', 'missed', 'pending', 'merged', 'dismissed'])
export type ThreadOutcome = z.infer<typeof threadOutcomeSchema>

const personSchema = z.object({ id: z.string(), name: z.string() })

export const reviewThreadSchema = z.object({
  questionId: z.string(),
  intent: intentSchema,
  itemNumber: z.number().int().nullable(),
  /** The item of the sheet that the number meant when the thread opened; null when it meant none. */
  itemId: z.string().nullable(),
  text: z.string(),
  /** In the order in which they asked; of a crowd the first, fans always. `askerCount` is exact. */
  askers: z.array(fanStandingSchema.extend({ userId: z.string(), userName: z.string(), sentAtMs: ms })),
  askerCount: count,
  messageCount: count,
  openedAtMs: ms,
  openedSeq: count,
  earliestSentAtMs: ms,
  /** Each time somebody took it on; renewals are no claims of their own. */
  claims: z.array(personSchema.extend({ atMs: ms, lapsed: z.boolean() })),
  answer: answerSchema.nullable(),
  /** From the earliest send to the answer; null without one, and when merged or dismissed. */
  responseMs: ms.nullable(),
  outcome: threadOutcomeSchema,
  reopened: count,
})
export type ReviewThread = z.infer<typeof reviewThreadSchema>

export const reviewItemSchema = z.object({
  itemId: z.string(),
  productId: z.string().nullable(),
  itemNumber: z.number().int(),
  title: z.string(),
  plannedMs: ms.nullable(),
  airedMs: ms,
  /** When it was on air, in order. */
  spans: z.array(z.object({ fromMs: ms, toMs: ms })),
  /** Distinct viewers present while it was on air. */
  viewers: count,
  /** Threads about it by intent, dismissed and merged ones left out. `missed` as in `threadOutcomeSchema`. */
  questions: z.array(z.object({ intent: intentSchema, threads: count, inTime: count, missed: count })),
  orders: count,
  buyers: count,
  pieces: count,
  /** After refunds. */
  gmvFen: fen,
  /** Distinct buyers of it who bought while it was on air ÷ `viewers`. */
  conversionRate: rateSchema,
  stockAtEnd: count.nullable(),
  /** When its stock reached 0 and stayed there to the end; null when it never did. */
  soldOutAtMs: ms.nullable(),
  /** Orders that held it and were placed after that. */
  ordersAfterSoldOut: count,
})
export type ReviewItem = z.infer<typeof reviewItemSchema>

/** Who answered. `automatic`: the studio itself, in unattended hours. */
export const reviewModeratorSchema = personSchema.extend({
  role: z.enum(['host', 'moderator', 'system']),
  automatic: z.boolean(),
  claims: count,
  /** Claims that ran out in their hands. */
  lapsed: count,
  answered: count,
  inTime: count,
  late: count,
  responseP50Ms: ms.nullable(),
  dismissed: count,
})
export type ReviewModerator = z.infer<typeof reviewModeratorSchema>

export const reviewShoutOutSchema = fanStandingSchema.extend({
  promptId: z.string(),
  fanKey: z.string(),
  userId: z.string(),
  name: z.string(),
  signals: z.array(signalKindSchema),
  promptedAtMs: ms,
  outcome: z.enum(['thanked', 'skipped', 'expired', 'vetoed', 'snoozed', 'open']),
  settledAtMs: ms.nullable(),
  /** Orders of this fan after the greeting, in this show. */
  ordersAfter: count,
  gmvAfterFen: fen,
})
export type ReviewShoutOut = z.infer<typeof reviewShoutOutSchema>

const reviewFairnessSchema = z.object({
  tier: tierSchema,
  seen: count,
  signalled: count,
  prompted: count,
  thanked: count,
  skipped: count,
  expired: count,
  medianWaitMs: ms.nullable(),
})

/**
 * Do askers who were answered within 30 s order more often? An association, never a cause. One asker counts once:
 * `answered` when any of their threads was answered in time, `rest` otherwise; `ordered` when they placed an order in
 * this session after their first question.
 */
export const reviewAssociationSchema = z.object({
  answered: z.object({ n: count, ordered: count }),
  rest: z.object({ n: count, ordered: count }),
  /** Rate of the answered less that of the rest; null when either group is empty. */
  difference: z.number().nullable(),
  /** 95 %, by Newcombe's hybrid score method (1998, method 10); null likewise. */
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
})
export type ReviewAssociation = z.infer<typeof reviewAssociationSchema>

/** Trouble with pictures, sound, an output or a recording. `subject` and `problem` come from closed lists. */
export const reviewIncidentSchema = z.object({
  kind: z.enum(['output', 'source', 'recording', 'frames', 'sound', 'machine', 'preflight', 'service']),
  subject: z.string(),
  problem: z.string().nullable(),
  fromMs: ms,
  /** Null: it lasted to the end. */
  toMs: ms.nullable(),
  seq: count,
})
export type ReviewIncident = z.infer<typeof reviewIncidentSchema>

/** Everything a session's log tells after the show. Kept beside the log, made anew from it at any time. */
export const reviewSchema = z.object({
  version: z.literal(REVIEW_VERSION),
  session: reviewedSessionSchema,
  metrics: metricsSchema,
  minutes: z.array(reviewMinuteSchema),
  markers: z.array(reviewMarkerSchema),
  recordings: z.array(reviewRecordingSchema),
  threads: z.array(reviewThreadSchema),
  items: z.array(reviewItemSchema),
  moderators: z.array(reviewModeratorSchema),
  shoutOuts: z.array(reviewShoutOutSchema),
  fairness: z.array(reviewFairnessSchema),
  association: reviewAssociationSchema,
  incidents: z.array(reviewIncidentSchema),
})
export type Review = z.infer<typeof reviewSchema>
