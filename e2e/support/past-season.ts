import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { openLibrary, type Library } from '#service/library/library.ts'
import { openSessionLogWriter } from '#service/log/log-writer.ts'
import { summaryOf } from '#service/session/summary.ts'
import { GUEST } from '#shared/domain/fans/tier.ts'
import { orderSchema } from '#shared/domain/orders/order.ts'
import type { Intent } from '#shared/domain/questions/intent.ts'
import { itemOf, type Item } from '#shared/domain/run-sheet/item.ts'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import { toRawEvent, type KnownEvent, type NewEvent } from '#shared/domain/session/event.ts'
import { evolveAll } from '#shared/domain/session/evolve.ts'
import { EMPTY_STATE } from '#shared/domain/session/state.ts'

/* Weeks of shows that are over, written as the studio would have written them, with its own writer. */

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const DAY_MS = 24 * 60 * MINUTE_MS
const VIEWERS = 72

/** A fan whose name and words look like markup. */
export const LOYAL = { userId: 'room:v1', name: '<b>王小梅</b>' } as const

const nameOf = (viewer: number): string => (viewer === 1 ? LOYAL.name : `粉丝${viewer}`)

const ITEMS: readonly Item[] = [
  { itemId: 'i1', number: 1, productId: 'COAT', title: '羊绒大衣 & <i>围巾</i>', priceFen: 39_900 },
  { itemId: 'i2', number: 2, productId: 'CREAM', title: '修护面霜', priceFen: 12_900 },
  { itemId: 'i3', number: 3, productId: 'SCARF', title: '桑蚕丝丝巾', priceFen: 8_900 },
].map((item) => itemOf({ ...item, listPriceFen: null, plannedMs: 15 * MINUTE_MS }))

const ASKED: readonly (readonly [Intent, number, string])[] = [
  ['size', 1, '160 斤能穿 <script>L</script> 码吗'],
  ['size', 1, '有没有 XL 码'],
  ['shipping', 1, '多久发货'],
  ['usage', 2, '敏感肌能用吗'],
  ['price', 2, '两瓶有优惠吗'],
  ['productAttribute', 3, '是真丝的吗'],
]

export interface PastShow {
  readonly sessionId: string
  readonly title: string
  readonly fromMs: number
}

/** Two shows a week, Tuesday and Saturday at 20:00 in Shanghai, the last one `lastDaysAgo` days before `nowMs`. */
export function writeSeason(dataDir: string, shows: number, nowMs: number): readonly PastShow[] {
  mkdirSync(join(dataDir, 'sessions'), { recursive: true })
  const { library } = openLibrary(join(dataDir, 'library.db'), { nowMs: () => nowMs })
  for (let viewer = 1; viewer <= VIEWERS; viewer++) {
    library.fans.ensure(`room:v${viewer}`, nameOf(viewer), nowMs)
  }
  const season = datesBefore(nowMs, shows).map((fromMs, index): PastShow => {
    const day = new Date(fromMs + 8 * 60 * MINUTE_MS)
    const tuesday = day.getUTCDay() === 2
    const sessionId = `${day.toISOString().slice(0, 10)}-2000-past`
    return { sessionId, title: `${tuesday ? '周二' : '周六'}专场 第 ${index + 1} 期`, fromMs }
  })
  for (const [index, show] of season.entries()) writeShow(dataDir, library, show, index)
  library.close()
  return season
}

/** Oldest first. */
function datesBefore(nowMs: number, shows: number): readonly number[] {
  const dates: number[] = []
  const shanghai = (atMs: number): Date => new Date(atMs + 8 * 60 * MINUTE_MS)
  for (let atMs = nowMs - DAY_MS; dates.length < shows; atMs -= DAY_MS) {
    const day = shanghai(atMs)
    if (day.getUTCDay() === 2 || day.getUTCDay() === 6) {
      dates.unshift(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 12))
    }
  }
  return dates
}

type Happening = readonly [atMs: number, event: NewEvent]

function writeShow(dataDir: string, library: Library, show: PastShow, index: number): void {
  const { sessionId, title, fromMs } = show
  const toMs = fromMs + (70 + (index % 3) * 10) * MINUTE_MS
  const saturday = title.startsWith('周六')
  // The orders find the show that they were placed in by its times.
  const orders: (() => void)[] = []
  const happened: Happening[] = [
    [
      fromMs,
      {
        type: 'sessionCreated',
        body: { sessionId, title, kind: 'show', mutedViewers: [], blockedWords: [] },
      },
    ],
    [fromMs, { type: 'runSheetLoaded', body: { items: [...ITEMS], from: 'import' } }],
    [fromMs, { type: 'wentLive', body: {} }],
    ...ITEMS.map((item, place): Happening => [
      fromMs + (5 + place * 20) * MINUTE_MS,
      { type: 'itemPutOnAir', body: { item } },
    ]),
    [toMs, { type: 'showEnded', body: { reason: 'host' } }],
  ]
  for (let viewer = 1; viewer <= VIEWERS; viewer++) {
    const comes = viewer === 1 || (viewer * 7 + index * 3) % 10 < (saturday ? 7 : 5)
    if (!comes) continue
    const who = { userId: `room:v${viewer}`, userName: nameOf(viewer) }
    const enterMs = fromMs + (viewer % 20) * MINUTE_MS
    const leaveMs = Math.min(toMs, enterMs + (10 + ((viewer * 13) % 50)) * MINUTE_MS)
    happened.push([enterMs, { type: 'viewerEntered', body: who }])
    happened.push([leaveMs, { type: 'viewerLeft', body: who }])
    if (viewer % 4 === 1) happened.push(...question(viewer, who, enterMs + 3 * MINUTE_MS, index))
    if ((viewer + index) % 7 === 1) orders.push(() => buy(library, show, viewer, enterMs + 6 * MINUTE_MS))
  }
  // Passers-by, who are seen this once.
  for (let guest = 1; guest <= 20 + ((index * 7) % 15); guest++) {
    const who = { userId: `room:g${index}-${guest}`, userName: `路人${guest}` }
    const enterMs = fromMs + ((guest * 3) % 60) * MINUTE_MS
    happened.push([enterMs, { type: 'viewerEntered', body: who }])
    happened.push([enterMs + (1 + (guest % 8)) * MINUTE_MS, { type: 'viewerLeft', body: who }])
  }
  const events = happened
    .toSorted(([left], [right]) => left - right)
    .map(([atMs, event], at): KnownEvent => ({ ...event, seq: at + 1, atMs, version: 1, actor: SYSTEM }))
  const log = openSessionLogWriter(join(dataDir, 'sessions', `${sessionId}.db`), { create: true })
  log.append(events.map((event) => ({ event: toRawEvent(event), commandId: null })))
  log.close()
  library.sessions.upsert(summaryOf(evolveAll(EMPTY_STATE, events)))
  for (const place of orders) place()
}

function question(
  viewer: number,
  who: { readonly userId: string; readonly userName: string },
  sentAtMs: number,
  index: number,
): readonly Happening[] {
  const [intent, itemNumber, text] = ASKED[(viewer + index) % ASKED.length] ?? ['other', 1, '在吗']
  const questionId = `q${viewer}`
  const message = { danmakuId: `d${viewer}`, ...who, fan: GUEST, text, sentAtMs }
  const opened: Happening = [
    sentAtMs,
    {
      type: 'questionOpened',
      body: { questionId, threadKey: questionId, intent, itemNumber, message, markedByHand: false },
    },
  ]
  // Questions about sizes are left more often than others, and the team gets quicker from show to show.
  if (intent === 'size' ? viewer % 3 !== 0 : (viewer + index) % 7 === 0) return [opened]
  const atMs = sentAtMs + (12 + ((viewer * 5) % 40) - Math.min(index, 10)) * SECOND_MS
  const by = { byId: 'm1', byName: '小林' }
  return [
    opened,
    [
      atMs,
      {
        type: 'questionAnswered',
        body: {
          questionId,
          answer: { how: 'reply', text: '可以的', ...by, atMs, intoQuestionId: null, automatic: false },
        },
      },
    ],
  ]
}

function buy(library: Library, show: PastShow, viewer: number, placedAtMs: number): void {
  const item = ITEMS[viewer % ITEMS.length]
  if (!item) return
  const amountFen = item.priceFen ?? 0
  library.orders.record(
    orderSchema.parse({
      orderId: `E-${show.sessionId}-${viewer}`,
      buyer: { source: 'room', userId: `v${viewer}`, name: nameOf(viewer) },
      lines: [{ productId: item.productId, itemNumber: item.number, name: item.title, amountFen }],
      amountFen,
      status: viewer % 18 === 0 ? 'refunded' : 'paid',
      refundedFen: viewer % 18 === 0 ? amountFen : 0,
      placedAtMs,
    }),
  )
}
