import fc from 'fast-check'

import type { Tier } from '#shared/domain/fans/tier.ts'
import type { Intent } from '#shared/domain/questions/intent.ts'
import { MINUTE_MS, type Review, type ReviewThread } from '#shared/domain/review/review.ts'
import {
  askerFixture,
  FIXTURE_START_MS,
  reviewFixture,
} from '#shared/domain/review/testing/review-fixture.ts'
import type { SuggestionInput } from '#shared/domain/suggestions/facts.ts'

const START_MS = FIXTURE_START_MS
const INTENTS: readonly Intent[] = ['size', 'shipping', 'price', 'other']
const TIERS: readonly Tier[] = ['vip', 'member', 'guest']
const PEOPLE = ['xl', 'host'] as const

const count = (max: number) => fc.integer({ min: 0, max })
const listOf = <Value>(one: fc.Arbitrary<Value>, maxLength: number) =>
  fc.array(one, { maxLength, size: 'max' })

/** Threads crowd together: few minutes, few products, two sources, two people. */
const randomThread = (minutes: number): fc.Arbitrary<Partial<ReviewThread>> =>
  fc
    .record({
      atMs: count(minutes * MINUTE_MS - 1),
      outcome: fc.constantFrom('inTime', 'late', 'missed', 'missed', 'pending', 'merged', 'dismissed'),
      intent: fc.constantFrom(...INTENTS),
      item: fc.constantFrom(null, 0, 1, 2),
      source: fc.constantFrom('room', 'agora'),
      askers: fc.integer({ min: 1, max: 6 }),
      by: fc.constantFrom(...PEOPLE),
      claimed: fc.constantFrom(null, true, false),
      text: fc.constantFrom('在的', 'M 码在的', 'XL 也有', '有的'),
      waitMs: count(120_000),
    })
    .map(({ atMs, outcome, intent, item, source, askers, by, claimed, text, waitMs }) => {
      const sentAtMs = START_MS + atMs
      const isAnswered = outcome === 'inTime' || outcome === 'late'
      const responseMs = outcome === 'inTime' ? Math.min(waitMs, 30_000) : 30_001 + waitMs
      return {
        intent,
        itemId: item === null ? null : `i${item + 1}`,
        askers: [askerFixture(`${source}:v${atMs}`, sentAtMs)],
        askerCount: askers,
        openedAtMs: sentAtMs,
        earliestSentAtMs: sentAtMs,
        outcome,
        claims: claimed === null ? [] : [{ id: by, name: by, atMs: sentAtMs + 5_000, lapsed: claimed }],
        responseMs: isAnswered ? responseMs : null,
        answer: isAnswered
          ? {
              how: 'reply',
              text,
              byId: by,
              byName: by,
              atMs: sentAtMs + responseMs,
              intoQuestionId: null,
              automatic: false,
            }
          : null,
      } satisfies Partial<ReviewThread>
    })

const randomReview: fc.Arbitrary<Review> = fc.integer({ min: 1, max: 40 }).chain((minutes) => {
  const toMs = START_MS + minutes * MINUTE_MS
  const moment = count(minutes * MINUTE_MS).map((ms) => START_MS + ms)
  return fc
    .record({
      kind: fc.constantFrom('show' as const, 'show' as const, 'rehearsal' as const),
      online: fc.array(count(80), { minLength: minutes, maxLength: minutes }),
      threads: listOf(randomThread(minutes), 120),
      items: listOf(
        fc.record({
          productId: fc.constantFrom(null, 'P1', 'P2'),
          plannedMs: fc.constantFrom(null, 0, 60_000, 300_000),
          airedMs: count(900_000),
          fromMs: moment,
          lastsMs: count(5 * MINUTE_MS),
          soldOutAtMs: fc.option(moment),
          ordersAfterSoldOut: count(6),
        }),
        3,
      ),
      shoutOuts: listOf(
        fc.record({
          tier: fc.constantFrom(...TIERS),
          fan: count(5),
          outcome: fc.constantFrom('thanked', 'skipped', 'expired', 'vetoed', 'snoozed', 'open'),
        }),
        60,
      ),
      vips: count(8),
      incidents: listOf(
        fc.record({
          kind: fc.constantFrom('output', 'frames', 'sound', 'preflight', 'recording', 'service'),
          fromMs: moment,
        }),
        8,
      ),
      recordings: listOf(fc.record({ problem: fc.constantFrom(null, 'diskFull'), closed: fc.boolean() }), 3),
      answered: fc.tuple(count(200), count(200)),
      rest: fc.tuple(count(200), count(200)),
    })
    .map((show) => {
      const { threads, shoutOuts, incidents, recordings, items, online } = show
      const group = ([a, b]: [number, number]) => ({ n: Math.max(a, b), ordered: Math.min(a, b) })
      const decided = threads.filter(({ outcome }) => /inTime|late|missed/.test(outcome ?? ''))
      const inTime = decided.filter(({ outcome }) => outcome === 'inTime').length
      const claims = threads.flatMap((thread) => thread.claims ?? [])
      const [answered, rest] = [group(show.answered), group(show.rest)]
      const isEmpty = answered.n === 0 || rest.n === 0
      const difference = isEmpty ? null : answered.ordered / answered.n - rest.ordered / rest.n
      return reviewFixture({
        session: { kind: show.kind, toMs },
        metrics: {
          eligible: decided.length,
          within30s: inTime,
          within30sRate: decided.length === 0 ? null : inTime / decided.length,
        },
        minutes: online.map((onlineAverage, index) => ({
          startMs: START_MS + index * MINUTE_MS,
          onlineMax: onlineAverage,
          onlineAverage,
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
        })),
        threads,
        items: items.map(({ fromMs, lastsMs, ...item }) => ({
          ...item,
          spans: [{ fromMs, toMs: fromMs + lastsMs }],
        })),
        moderators: PEOPLE.map((id) => ({
          id,
          name: id,
          role: 'moderator',
          automatic: false,
          claims: claims.filter((claim) => claim.id === id).length,
          lapsed: claims.filter((claim) => claim.id === id && claim.lapsed).length,
          answered: 0,
          inTime: 0,
          late: 0,
          responseP50Ms: null,
          dismissed: 0,
        })),
        shoutOuts: shoutOuts.map(({ tier, fan, outcome }, index) => ({
          tier,
          privateDomain: true,
          promptId: `p${index}`,
          fanKey: `${tier}${fan}`,
          userId: `room:${tier}${fan}`,
          name: `${tier}${fan}`,
          signals: ['entered'],
          promptedAtMs: START_MS,
          outcome,
          settledAtMs: null,
          ordersAfter: 0,
          gmvAfterFen: 0,
        })),
        fairness: [
          {
            tier: 'vip',
            seen: show.vips,
            signalled: 0,
            prompted: 0,
            thanked: 0,
            skipped: 0,
            expired: 0,
            medianWaitMs: null,
          },
        ],
        incidents: incidents.map(({ kind, fromMs }, index) => ({
          kind,
          subject: '',
          problem: null,
          fromMs,
          toMs: null,
          seq: index + 1,
        })),
        recordings: recordings.map(({ problem, closed }, index) => ({
          file: `r${index}.mp4`,
          startedAtMs: START_MS,
          stoppedAtMs: closed ? toMs : null,
          bytes: null,
          problem,
        })),
        association: {
          answered,
          rest,
          difference,
          interval: difference === null ? null : { low: difference - 0.1, high: difference + 0.1 },
        },
      })
    })
})

/** Anything a show may look like, with earlier ones and hours of the week; crowded enough that rules speak. */
export const randomShow: fc.Arbitrary<SuggestionInput> = fc
  .record({
    review: randomReview,
    earlier: listOf(
      fc.record({
        rate: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
        eligible: count(60),
        items: listOf(
          fc.record({
            productId: fc.constantFrom(null, 'P1', 'P2'),
            title: fc.constantFrom('商品 1', '商品 2'),
            plannedMs: fc.constantFrom(null, 60_000, 300_000),
            airedMs: count(900_000),
          }),
          3,
        ),
      }),
      6,
    ),
    slots: listOf(
      fc.record({
        weekday: fc.integer({ min: 1, max: 7 }),
        hour: fc.integer({ min: 0, max: 23 }),
        cohort: count(200),
        share: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      }),
      6,
    ),
  })
  .map(({ review, earlier, slots }) => ({
    review,
    earlier: earlier.map(({ rate, ...show }, index) => ({
      ...show,
      sessionId: `before${index}`,
      within30sRate: rate,
    })),
    slots: slots.map(({ share, cohort, ...slot }) => {
      const returners = share === null ? null : Math.round(share * cohort)
      return {
        ...slot,
        shows: 1,
        cohort,
        returners,
        rate: returners === null || cohort === 0 ? null : returners / cohort,
      }
    }),
  }))
