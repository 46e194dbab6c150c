import { describe, expect, it } from 'vitest'

import type { ReviewMarker, ReviewMinute } from '#shared/domain/review/review.ts'
import { reviewFixture } from '#shared/domain/review/testing/review-fixture.ts'
import { markBeside, markNear, marksOf, minuteAt } from './near-mark.ts'
import { recordingsAt } from './recordings-at.ts'
import { healthLevel, stackOf } from './rows.ts'

const mark = (kind: ReviewMarker['kind'], atMs: number): ReviewMarker => ({ kind, atMs, seq: atMs, text: '' })
const minute = (startMs: number, more: Partial<ReviewMinute> = {}): ReviewMinute => ({
  startMs,
  onlineMax: 0,
  onlineAverage: 0,
  entries: 0,
  messages: 0,
  likes: 0,
  questions: 0,
  questionsInTime: 0,
  questionsLate: 0,
  questionsMissed: 0,
  answers: 0,
  answersInTime: 0,
  orders: 0,
  gmvFen: 0,
  health: null,
  ...more,
})

describe('finding what stands at a moment', () => {
  const minutes = [minute(0), minute(60_000), minute(120_000)]

  it('a minute holds its beginning and not its end', () => {
    expect(minuteAt(minutes, -1)).toBe(null)
    expect(minuteAt([], 5)).toBe(null)
    expect([0, 59_999, 60_000, 500_000].map((at) => minuteAt(minutes, at)?.startMs)).toEqual([
      0, 0, 60_000, 120_000,
    ])
  })

  const review = reviewFixture({ markers: [mark('scene', 300), mark('incident', 100), mark('wall', 200)] })
  const marks = marksOf(review, ['scenes', 'alarms'])

  it('only marks of the lanes that are shown are found, the nearest first', () => {
    expect(marks.map(({ atMs }) => atMs)).toEqual([100, 300])
    expect(markNear(marks, null, 210, 100)?.atMs).toBe(300)
    expect(markNear(marks, 'alarms', 210, 200)?.atMs).toBe(100)
    expect(markNear(marks, 'alarms', 210, 20)).toBe(null)
  })

  it('keys step from mark to mark and stay at the ends', () => {
    expect(markBeside(marks, 100, 1)?.atMs).toBe(300)
    expect(markBeside(marks, 300, 1)).toBe(null)
    expect(markBeside(marks, 300, -1)?.atMs).toBe(100)
  })
})

describe('the rows of a minute', () => {
  it('the parts of the questions add up to all of them', () => {
    const parts = stackOf(
      'questions',
      minute(0, { questions: 6, questionsInTime: 2, questionsLate: 1, questionsMissed: 1 }),
    )
    expect(parts).toEqual([2, 1, 1, 2])
  })

  it('tells a picture that stood still from one that was strained and one that was well', () => {
    const health = { framesLost: 0, kbpsMin: null, roundTripMsMax: null, cpuMax: 0.3 }
    expect(healthLevel(minute(0))).toBe(null)
    expect(healthLevel(minute(0, { health: { ...health, fpsMin: 30, lossMax: 0.01 } }))).toBe(1)
    expect(healthLevel(minute(0, { health: { ...health, fpsMin: 30, lossMax: 0.2 } }))).toBe(2)
    expect(healthLevel(minute(0, { health: { ...health, fpsMin: 0, lossMax: null } }))).toBe(3)
  })
})

it('of several recordings those that run over the moment are found; one that was cut off runs to the end', () => {
  const { session } = reviewFixture()
  const file = (name: string, fromMs: number, toMs: number | null) => ({
    file: name,
    startedAtMs: session.fromMs + fromMs,
    stoppedAtMs: toMs === null ? null : session.fromMs + toMs,
    bytes: null,
    problem: null,
  })
  const review = { session, recordings: [file('b', 500, null), file('a', 0, 1_000)] }
  const at = (ms: number) => recordingsAt(review, session.fromMs + ms).map((recording) => recording.file)
  expect([0, 700, 1_500].map(at)).toEqual([['a'], ['a', 'b'], ['b']])
  expect(at(session.toMs - session.fromMs + 1)).toEqual([])
})
