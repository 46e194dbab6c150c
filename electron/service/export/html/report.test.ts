import { describe, expect, it } from 'vitest'
import { z } from 'zod'

import { metricsSchema } from '#shared/domain/review/metrics.ts'
import type { Review } from '#shared/domain/review/review.ts'
import { FIXTURE_START_MS, reviewFixture } from '#shared/domain/review/testing/review-fixture.ts'
import { fullSource } from '../testing/full-review.ts'
import { HOSTILE_TEXTS } from '../testing/hostile.ts'
import { wordsIn } from '../words/words-in.ts'
import { htmlReport } from './report.ts'
import { timeTicks } from './scale.ts'

const dataOf = (report: string) => {
  const [, json = ''] =
    /<script type="application\/json" id="huitou-review">([^<]*)<\/script>/.exec(report) ?? []
  return metricsSchema.extend({ sessionId: z.string() }).parse(JSON.parse(json))
}

describe('the report', () => {
  it.each(['zh-CN', 'en'] as const)('refers to nothing outside of itself (%s)', (language) => {
    const report = htmlReport(fullSource(), wordsIn(language))
    expect(report).not.toMatch(/\b(?:src|href|action|srcset|poster)\s*=/i)
    expect(report).not.toMatch(/url\(|@import|https?:|\/\/[a-z]/i)
    expect(report.match(/<script\b[^>]*>/g)).toEqual(['<script type="application/json" id="huitou-review">'])
    expect(report).toContain("default-src 'none'; style-src 'unsafe-inline'")
  })

  it('holds the metrics, once for people and once for programs', () => {
    const source = fullSource()
    const report = htmlReport(source, wordsIn('zh-CN'))
    expect(dataOf(report)).toEqual({ sessionId: 'show-1', ...source.review.metrics })
    for (const shown of ['1,287', '31.2%', '12 分 45 秒', '周二暖冬羊绒专场']) expect(report).toContain(shown)
  })

  it('does not say that nobody came where only the chat of a room is known', () => {
    const chat = (messages: number) =>
      htmlReport(
        { review: reviewFixture({ metrics: { messages } }), orders: [], madeAtMs: 0 },
        wordsIn('zh-CN'),
      )
    expect(chat(3)).not.toContain('没有观众进场')
    expect(chat(3)).toContain('不知道来了多少人')
    expect(chat(0)).toContain('没有观众进场')
  })

  it('shows what people typed as text', () => {
    const source = fullSource(({ session, threads, items, moderators, incidents }: Review) => ({
      session: { ...session, title: HOSTILE_TEXTS[2] },
      threads: threads.map((thread, index) => ({
        ...thread,
        text: HOSTILE_TEXTS[index % HOSTILE_TEXTS.length] ?? '',
      })),
      items: items.map((item) => ({ ...item, title: HOSTILE_TEXTS[1] })),
      moderators: moderators.map((person) => ({ ...person, name: HOSTILE_TEXTS[0] })),
      incidents: incidents.map((incident) => ({ ...incident, subject: HOSTILE_TEXTS[0] })),
    }))
    const report = htmlReport(source, wordsIn('zh-CN'))
    expect(report.match(/<script\b/g)).toHaveLength(1)
    expect(report).not.toMatch(/<img|<[^>]*onerror/i)
    expect(report).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    // Half a character would not survive being written, and a control character no parser.
    expect(report.isWellFormed()).toBe(true)
    // oxlint-disable-next-line no-control-regex -- they are what must not be there
    expect(report).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/)
    expect(dataOf(report).sessionId).toBe('show-1')
  })

  it('names no viewer: it is passed on', () => {
    const { review, orders, madeAtMs } = fullSource()
    const report = htmlReport({ review, orders, madeAtMs }, wordsIn('zh-CN'))
    for (const { userName } of orders) expect(report).not.toContain(userName)
    for (const { name } of review.shoutOuts) expect(report).not.toContain(name)
    for (const { askers } of review.threads)
      for (const { userName } of askers) expect(report).not.toContain(userName)
  })

  it('says what is not there instead of dividing by it', () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const report = htmlReport(
        { review: reviewFixture(), orders: [], madeAtMs: FIXTURE_START_MS },
        wordsIn(language),
      )
      expect(report).not.toMatch(/NaN|Infinity|undefined|null(?!able)(?![,}"])/)
      expect(report).toContain(wordsIn(language).report.noQuestions)
    }
  })

  it('says of a rehearsal and of a crash that they are such', () => {
    const words = wordsIn('zh-CN')
    const of = (session: Partial<Review['session']>): string =>
      htmlReport({ review: reviewFixture({ session }), orders: [], madeAtMs: FIXTURE_START_MS }, words)
    expect(of({ kind: 'rehearsal' })).toContain(words.report.rehearsal)
    expect(of({ endReason: 'abandoned' })).toContain(words.report.crashed)
    expect(of({ endReason: null, endedAtMs: null, phase: 'live' })).toContain(words.report.stillRunning)
  })
})

it('puts marks of time on round minutes, within the show', () => {
  const ticks = timeTicks(FIXTURE_START_MS + 61_000, FIXTURE_START_MS + 7_000_000, 12)
  expect(ticks.length).toBeGreaterThan(5)
  expect(ticks.length).toBeLessThanOrEqual(12)
  for (const at of ticks) expect(new Date(at).getMinutes() % 10).toBe(0)
})
