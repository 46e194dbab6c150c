import { describe, expect, it } from 'vitest'
import type { QueueEntry } from '#shared/domain/questions/order.ts'
import type { Question } from '#shared/domain/questions/question.ts'
import { nextSlots, type Slots } from './prompter-slots.ts'

const NOW_MS = 1_000_000

const entry = (questionId: string, leftMs: number): QueueEntry => ({
  question: { questionId } as Question,
  band: leftMs < 0 ? 'late' : 'calm',
  deadlineMs: NOW_MS + leftMs,
  weightedDeadlineMs: NOW_MS + leftMs,
})
const view = (...entries: QueueEntry[]) => ({
  inTime: entries.filter(({ band }) => band !== 'late'),
  late: entries.filter(({ band }) => band === 'late'),
})
const ids = (slots: Slots) => slots.map((slot) => slot?.question.questionId ?? null)
const everybody = () => true

describe('the lines of the prompter', () => {
  it('take the first of the queue', () => {
    const queue = view(entry('a', 5_000), entry('b', 9_000), entry('c', 12_000), entry('d', 20_000))
    expect(ids(nextSlots([], queue, NOW_MS, everybody))).toEqual(['a', 'b', 'c'])
  })

  it('stay where they are when a more pressing question comes', () => {
    const queue = view(entry('new', 1_000), entry('a', 5_000), entry('b', 9_000), entry('c', 12_000))
    expect(ids(nextSlots(['c', 'a', 'b'], queue, NOW_MS, everybody))).toEqual(['c', 'a', 'b'])
  })

  it('give only the line of an answered question to the next', () => {
    const queue = view(entry('a', 5_000), entry('c', 12_000), entry('d', 20_000))
    expect(ids(nextSlots(['a', 'b', 'c'], queue, NOW_MS, everybody))).toEqual(['a', 'd', 'c'])
  })

  it('leave to others what others are answering', () => {
    const queue = view(entry('a', 5_000), entry('b', 9_000))
    const notA = ({ question }: QueueEntry) => question.questionId !== 'a'
    expect(ids(nextSlots(['a'], queue, NOW_MS, notA))).toEqual(['b', null, null])
  })

  it('hold a question that has just become late, then give its line to one that can still be saved', () => {
    const justLate = view(entry('a', -3_000), entry('b', 9_000), entry('c', 9_500), entry('d', 9_900))
    expect(ids(nextSlots(['a', 'b', 'c'], justLate, NOW_MS, everybody))).toEqual(['a', 'b', 'c'])
    const longLate = view(entry('a', -13_000), entry('b', 9_000), entry('c', 9_500), entry('d', 9_900))
    expect(ids(nextSlots(['a', 'b', 'c'], longLate, NOW_MS, everybody))).toEqual(['d', 'b', 'c'])
  })

  it('fill empty lines with late questions', () => {
    const queue = view(entry('a', -60_000), entry('b', 9_000))
    expect(ids(nextSlots([null, 'b'], queue, NOW_MS, everybody))).toEqual(['a', 'b', null])
  })
})
