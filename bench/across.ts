import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

import { orderSchema } from '#shared/domain/orders/order.ts'
import { FIXTURE_START_MS, reviewFixture } from '#shared/domain/review/testing/review-fixture.ts'
import { openLibrary, type Library } from '#service/library/library.ts'
import type { AcrossJob, AcrossQuestion } from '#service/review/across/across-job.ts'
import { acrossAnswerSchema } from '#service/review/across/across-job.ts'
import { createSerialThread } from '#service/workers/serial-thread.ts'
import { startWorker } from '#service/workers/start-worker.ts'
import { median, type Measurement } from './bench.ts'

const SHOWS = 300
const VIEWERS_EACH = 3_000
const VIEWERS = 60_000
const ORDERS_EACH = 200
const DAY_MS = 86_400_000
const RUNS = 5

/**
 * Years of a busy seller: 300 shows of 3,000 viewers each, out of 60,000. What is asked is answered by the thread that
 * answers in the studio; the first answer pays for starting it.
 */
export async function benchAcross(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'huitou-bench-across-'))
  const libraryFile = join(folder, 'library.db')
  const { library } = openLibrary(libraryFile)
  const thread = createSerialThread(() => startWorker('across'))
  const context = {
    nowMs: FIXTURE_START_MS + (SHOWS + 40) * DAY_MS,
    timeZone: 'Asia/Shanghai',
    unreadable: [],
  }
  const ask = async (question: AcrossQuestion): Promise<number> => {
    const startMs = performance.now()
    const job: AcrossJob = { libraryFile, question, context }
    const answer = acrossAnswerSchema.parse(await thread.ask(job))
    if (answer.kind !== 'answer') throw new Error(`no answer: ${answer.kind}`)
    return performance.now() - startMs
  }
  const several = async (question: AcrossQuestion): Promise<number> => {
    const took: number[] = []
    for (let run = 0; run < RUNS; run++) took.push(await ask(question))
    return median(took)
  }
  try {
    const longestMs = fill(library)
    const firstMs = await ask({ kind: 'trends', limit: SHOWS })
    const note = (what: string, value: number, unit: string, most: number | null = null): Measurement => ({
      bench: 'across',
      what,
      value,
      unit,
      goal: most === null ? null : { at: 'most', value: most },
    })
    return [
      note(`trends of ${SHOWS} shows with returns, thread started for it`, firstMs, 'ms'),
      note(
        `trends of ${SHOWS} shows with returns`,
        await several({ kind: 'trends', limit: SHOWS }),
        'ms',
        1_000,
      ),
      note('heat map of the week', await several({ kind: 'heatmap', days: 30 }), 'ms'),
      note('repurchase cohorts of 60,000 orders', await several({ kind: 'cohorts' }), 'ms'),
      note('open questions of 10 shows', await several({ kind: 'unanswered', sessions: 10 }), 'ms'),
      note('everything of one fan', await several({ kind: 'fan', id: 'room:7' }), 'ms'),
      note('longest turn of writing roll-ups (500 rows)', longestMs, 'ms'),
      note('library of it', statSync(libraryFile).size / 1e6, 'MB'),
    ]
  } finally {
    await thread.close()
    library.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Loyal viewers come to most shows, most come to few. Returns the longest turn (ms). */
function fill({ reviewRollups, orders }: Library): number {
  const random = seeded(11)
  let longestMs = 0
  for (let show = 0; show < SHOWS; show++) {
    const fromMs = FIXTURE_START_MS + show * DAY_MS
    const draft = reviewRollups.begin(
      reviewFixture({
        session: { sessionId: `s${show}`, fromMs },
        metrics: { uv: VIEWERS_EACH, gmvFen: Math.floor(random() * 1e7) },
        items: Array.from({ length: 20 }, (_, n) => ({ itemId: `i${n}`, productId: `p${n}` })),
      }),
    )
    const threads = Array.from({ length: 200 }, (_, n) => ({
      questionId: `q${n}`,
      itemId: `i${n % 20}`,
      earliestSentAtMs: fromMs + n * 30_000,
    }))
    const review = reviewFixture({ threads })
    reviewRollups.addThreads(
      draft,
      review.threads.map((thread) => ({ thread, intoId: null })),
    )
    const there = new Set<number>()
    while (there.size < VIEWERS_EACH) there.add(Math.floor(random() ** 3 * VIEWERS))
    const visits = [...there].map((viewer) => {
      const enteredMs = fromMs + Math.floor(random() * 5_400_000)
      return { userKey: `room:${viewer}`, fromMs: enteredMs, toMs: enteredMs + 1_800_000 }
    })
    for (let from = 0; from < visits.length; from += 500) {
      const startMs = performance.now()
      reviewRollups.addVisits(draft, fromMs, visits.slice(from, from + 500))
      longestMs = Math.max(longestMs, performance.now() - startMs)
    }
    reviewRollups.publish(draft)
    orders.recordMany(
      Array.from({ length: ORDERS_EACH }, (_, n) =>
        orderSchema.parse({
          orderId: `${show}-${n}`,
          buyer: { source: 'room', userId: String(Math.floor(random() ** 2 * VIEWERS)) },
          amountFen: 9_900,
          status: 'paid',
          placedAtMs: fromMs + n,
        }),
      ),
    )
  }
  return longestMs
}

/** mulberry32: the same seller at every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
