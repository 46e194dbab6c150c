import { join } from 'node:path'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { orderSchema, type Order } from '#shared/domain/orders/order.ts'
import { reviewOf } from '#shared/domain/review/review-of.ts'
import { parseEvent } from '#shared/domain/session/event.ts'
import { trendsResponseSchema, type TrendsResponse } from '#shared/protocol/review-across.ts'
import { openLibrary, type Library } from '#service/library/library.ts'
import { systemClock } from '../../../clock.ts'
import { openSessionLogReader } from '../../../log/log-reader.ts'
import { tempFolder } from '../../../storage/testing/temp-folder.ts'
import type { AcrossContext } from '../across-job.ts'
import { answerAcross } from '../across-queries.ts'
import { keepRollups, type RollupKeeper } from '../rollup-keeper.ts'
import { pastShow, type PastShow } from './past-shows.ts'

export const DAY_MS = 86_400_000
/** Tuesday 2026-11-03 20:00 in Shanghai. */
export const TUESDAY_MS = 1_793_707_200_000
export const ZONE = 'Asia/Shanghai'

/** A library with logs beside it, whose roll-ups are kept from reviews that are made of those logs. */
export interface World {
  readonly dataDir: string
  readonly library: Library
  readonly keeper: RollupKeeper
  readonly settle: () => Promise<void>
  readonly setLive: (live: boolean) => void
  readonly made: string[]
  readonly context: AcrossContext
}

export function aWorld(shows: readonly PastShow[] = [], nowMs = TUESDAY_MS + 100 * DAY_MS): World {
  const dataDir = tempFolder()
  const { library } = openLibrary(join(dataDir, 'library.db'), { nowMs: () => nowMs })
  for (const show of shows) pastShow(dataDir, library, show)
  const made: string[] = []
  let live = false
  const keeper = keepRollups({
    library,
    reviews: {
      get: async (sessionId) => {
        made.push(sessionId)
        const log = openSessionLogReader(join(dataDir, 'sessions', `${sessionId}.db`))
        try {
          const told = library.orders.ofSession(sessionId, 1_000).map((order) => ({
            order,
            buyer: {
              fanId: null,
              name: '',
              keys: [],
              standing: { tier: 'guest', privateDomain: false } as const,
            },
          }))
          return reviewOf([...log.iterate()].map(parseEvent), told)
        } finally {
          log.close()
        }
      },
    },
    sessionsDir: join(dataDir, 'sessions'),
    isLive: () => live,
    clock: systemClock,
    logger: pino({ level: 'silent' }),
  })
  onTestFinished(async () => {
    await keeper.close()
    library.close()
  })
  return {
    dataDir,
    library,
    keeper,
    made,
    settle: async () => {
      keeper.wake()
      await keeper.settled()
    },
    setLive: (now) => {
      live = now
    },
    context: { nowMs, timeZone: ZONE, unreadable: [] },
  }
}

export const trends = ({ library, context }: World): TrendsResponse =>
  trendsResponseSchema.parse(answerAcross(library, { kind: 'trends', limit: 300 }, context))
/** An order of 100 yuan by somebody of the local room. */
export const order = (
  orderId: string,
  userId: string,
  placedAtMs: number,
  rest: Partial<Order> = {},
): Order =>
  orderSchema.parse({
    orderId,
    buyer: { source: 'room', userId, name: '买家' },
    lines: [{ name: '羊绒大衣', quantity: 1, amountFen: 10_000 }],
    amountFen: 10_000,
    status: 'paid',
    placedAtMs,
    ...rest,
  })
