import type { Intent } from '#shared/domain/questions/intent.ts'
import type { Review, ReviewThread, ThreadOutcome } from '#shared/domain/review/review.ts'
import {
  askerFixture,
  FIXTURE_START_MS,
  reviewFixture,
} from '#shared/domain/review/testing/review-fixture.ts'
import type { ShowOrder } from '#shared/domain/orders/show-order.ts'
import type { ExportSource } from '../export-source.ts'

const MINUTES = 125
const at = (minute: number): number => FIXTURE_START_MS + minute * 60_000

const ASKED: readonly (readonly [Intent, string])[] = [
  ['size', '3号有L码吗，身高165体重120斤'],
  ['shipping', '现在拍多久发货？'],
  ['productAttribute', '羊绒含量多少，会不会起球'],
  ['price', '1号多少钱'],
  ['coupon', '还有优惠券吗，能叠加满减吗'],
  ['stock', '黑色M码还有吗'],
  ['usage', '可以机洗吗'],
  ['afterSale', '不合适能退吗，运费险有没有'],
  ['link', '求链接'],
  ['schedule', '下次什么时候播'],
]
const GOODS = ['双面羊绒大衣', '真丝围巾', '高领羊毛衫', '羊皮手套', '针织连衣裙', '贝雷帽'] as const

/** Repeats itself, so that a test sees the same show every time. */
const wave = (index: number, step: number, size: number): number => (index * step + (index % 7) * 3) % size

const outcomeOf = (index: number): ThreadOutcome =>
  index === 89
    ? 'pending'
    : index % 17 === 5
      ? 'missed'
      : index % 9 === 4
        ? 'late'
        : index % 23 === 11
          ? 'merged'
          : 'inTime'

function threadAt(index: number): Partial<ReviewThread> {
  const [intent, text] = ASKED[wave(index, 3, ASKED.length)] ?? ['other', '?']
  const outcome = outcomeOf(index)
  const sentAtMs = at(2) + index * 80_000
  const responseMs =
    outcome === 'inTime'
      ? 2_400 + wave(index, 1_931, 27_000)
      : outcome === 'late'
        ? 31_000 + wave(index, 5_003, 90_000)
        : null
  const itemNumber = 1 + (index % GOODS.length)
  const askers = Array.from({ length: 1 + (index % 4) }, (_, of) =>
    askerFixture(`room:v${index}-${of}`, sentAtMs),
  )
  return {
    questionId: `q${index + 1}`,
    intent,
    text,
    itemNumber: index % 3 === 0 ? null : itemNumber,
    itemId: index % 3 === 0 ? null : `i${itemNumber}`,
    askers,
    askerCount: askers.length,
    messageCount: askers.length + 1,
    openedSeq: index + 10,
    earliestSentAtMs: sentAtMs,
    outcome,
    responseMs,
    claims:
      responseMs === null ? [] : [{ id: 'moderator-1', name: '小林', atMs: sentAtMs + 900, lapsed: false }],
    answer:
      responseMs === null
        ? null
        : {
            how: index % 2 === 0 ? 'reply' : 'aloud',
            text: index % 2 === 0 ? '有的，165 选 M 就好' : null,
            byId: index % 4 === 3 ? 'host' : 'moderator-1',
            byName: index % 4 === 3 ? '主播' : '小林',
            atMs: sentAtMs + responseMs,
            intoQuestionId: null,
            automatic: index % 31 === 30,
          },
  }
}

const ORDERS: readonly ShowOrder[] = Array.from({ length: 64 }, (_, index) => ({
  orderId: `2026110300${index}`,
  placedAtMs: at(8) + index * 105_000,
  userId: `room:b${index}`,
  userName: `买家${index}`,
  fanId: null,
  keys: [`room:b${index}`],
  fan: { tier: index % 5 === 0 ? ('vip' as const) : ('member' as const), privateDomain: index % 2 === 0 },
  lines: [
    {
      itemId: `i${1 + (index % GOODS.length)}`,
      productId: null,
      name: GOODS[index % GOODS.length] ?? '',
      quantity: 1 + (index % 2),
      amountFen: 39_900,
    },
  ],
  amountFen: 39_900 + (index % 5) * 4_050,
  refundedFen: index % 13 === 12 ? 39_900 : 0,
  refunded: false,
}))

/** A lively show of two hours with something in every table. The figures are made up, but agree with each other. */
export function fullSource(change: (review: Review) => Partial<Review> = () => ({})): ExportSource {
  const threads = Array.from({ length: 90 }, (_, index) => threadAt(index))
  const of = (outcome: ThreadOutcome): number => threads.filter((thread) => thread.outcome === outcome).length
  const counted = threads.length - of('merged')
  const eligible = counted - of('pending')
  const answered = of('inTime') + of('late')
  const gmvFen = ORDERS.reduce((sum, order) => sum + order.amountFen - order.refundedFen, 0)
  const review = reviewFixture({
    session: {
      sessionId: 'show-1',
      title: '周二暖冬羊绒专场',
      toMs: at(MINUTES),
      endedAtMs: at(MINUTES),
      lastSeq: 48_213,
    },
    metrics: {
      pv: 1_904,
      uv: 1_287,
      pcu: 412,
      pcuBucketMs: 1,
      watchMs: 985_000_000,
      watchMsPerViewer: 985_000_000 / 1_287,
      messages: 5_310,
      interactors: 402,
      interactionRate: 402 / 1_287,
      likes: 21_870,
      likers: 633,
      orders: ORDERS.length,
      buyers: 61,
      conversionRate: 61 / 1_287,
      gmvFen,
      refundedOrders: 4,
      refundedFen: 4 * 39_900,
      gpmFen: (gmvFen * 1_000) / 1_904,
      uvValueFen: gmvFen / 1_287,
      aovFen: gmvFen / 61,
      threads: counted,
      merged: of('merged'),
      answered,
      replyRate: answered / counted,
      eligible,
      within30s: of('inTime'),
      within30sRate: of('inTime') / eligible,
      late: of('late'),
      missed: of('missed'),
      pendingAtEnd: of('pending'),
      responseP50Ms: 14_200,
      responseP90Ms: 41_800,
      automaticAnswers: 2,
      shoutOutsPrompted: 31,
      shoutOutsThanked: 22,
    },
    minutes: Array.from({ length: MINUTES }, (_, minute) => {
      const inMinute = threads.filter(
        ({ earliestSentAtMs = 0 }) => earliestSentAtMs >= at(minute) && earliestSentAtMs < at(minute + 1),
      )
      const online = Math.round(412 * Math.sin((Math.PI * (minute + 6)) / 140) ** 0.7) - wave(minute, 5, 23)
      const placed = ORDERS.filter(
        ({ placedAtMs }) => placedAtMs >= at(minute) && placedAtMs < at(minute + 1),
      )
      return {
        startMs: at(minute),
        onlineMax: Math.max(0, online),
        onlineAverage: Math.max(0, online - 4.5),
        entries: wave(minute, 11, 31),
        messages: 20 + wave(minute, 13, 60),
        likes: wave(minute, 17, 400),
        questions: inMinute.length,
        questionsInTime: inMinute.filter(({ outcome }) => outcome === 'inTime').length,
        questionsLate: inMinute.filter(({ outcome }) => outcome === 'late').length,
        questionsMissed: inMinute.filter(({ outcome }) => outcome === 'missed').length,
        answers: inMinute.length,
        answersInTime: inMinute.length,
        orders: placed.length,
        gmvFen: placed.reduce((sum, { amountFen }) => sum + amountFen, 0),
        health: {
          fpsMin: 29.4,
          framesLost: 0,
          kbpsMin: 2_410,
          lossMax: 0.002,
          roundTripMsMax: 41,
          cpuMax: 0.46,
        },
      }
    }),
    threads,
    items: GOODS.map((title, index) => ({
      itemId: `i${index + 1}`,
      itemNumber: index + 1,
      title,
      plannedMs: 20 * 60_000,
      airedMs: (17 + index) * 60_000,
      spans: [{ fromMs: at(3 + index * 20), toMs: at(20 + index * 21) }],
      viewers: 520 - index * 31,
      questions: [
        { intent: 'size', threads: 12 - index, inTime: 9 - index, missed: 1 },
        { intent: 'price', threads: 3, inTime: 3, missed: 0 },
      ],
      orders: 14 - index * 2,
      buyers: 13 - index * 2,
      pieces: 18 - index * 2,
      gmvFen: (14 - index * 2) * 45_900,
      conversionRate: (13 - index * 2) / (520 - index * 31),
      stockAtEnd: index === 1 ? 0 : 20 + index,
      soldOutAtMs: index === 1 ? at(38) : null,
      ordersAfterSoldOut: 0,
    })),
    moderators: [
      {
        id: 'moderator-1',
        name: '小林',
        role: 'moderator',
        automatic: false,
        claims: 58,
        lapsed: 2,
        answered: 55,
        inTime: 51,
        late: 4,
        responseP50Ms: 12_900,
        dismissed: 6,
      },
      {
        id: 'host',
        name: '主播',
        role: 'host',
        automatic: false,
        claims: 3,
        lapsed: 0,
        answered: 19,
        inTime: 14,
        late: 5,
        responseP50Ms: 21_400,
        dismissed: 0,
      },
      {
        id: 'system',
        name: '直播台',
        role: 'system',
        automatic: true,
        claims: 0,
        lapsed: 0,
        answered: 2,
        inTime: 2,
        late: 0,
        responseP50Ms: 1_900,
        dismissed: 0,
      },
    ],
    shoutOuts: Array.from({ length: 31 }, (_, index) => ({
      tier: index % 3 === 0 ? ('vip' as const) : ('member' as const),
      privateDomain: true,
      promptId: `p${index}`,
      fanKey: `f${index}`,
      userId: `room:f${index}`,
      name: `老粉${index}`,
      signals: ['backAfter' as const],
      promptedAtMs: at(4 + index * 3),
      outcome: index % 4 === 3 ? ('skipped' as const) : ('thanked' as const),
      settledAtMs: at(4 + index * 3) + 9_000,
      ordersAfter: index % 6 === 0 ? 1 : 0,
      gmvAfterFen: index % 6 === 0 ? 39_900 : 0,
    })),
    fairness: [
      {
        tier: 'vip',
        seen: 18,
        signalled: 16,
        prompted: 11,
        thanked: 10,
        skipped: 1,
        expired: 0,
        medianWaitMs: 42_000,
      },
      {
        tier: 'member',
        seen: 96,
        signalled: 51,
        prompted: 20,
        thanked: 12,
        skipped: 6,
        expired: 2,
        medianWaitMs: 121_000,
      },
      {
        tier: 'guest',
        seen: 31,
        signalled: 9,
        prompted: 0,
        thanked: 0,
        skipped: 0,
        expired: 0,
        medianWaitMs: null,
      },
    ],
    association: {
      answered: { n: 131, ordered: 24 },
      rest: { n: 58, ordered: 5 },
      difference: 24 / 131 - 5 / 58,
      interval: { low: -0.017, high: 0.184 },
    },
    incidents: [
      {
        kind: 'output',
        subject: 'whip',
        problem: 'reconnecting',
        fromMs: at(47),
        toMs: at(49.4),
        seq: 17_200,
      },
      {
        kind: 'source',
        subject: 'camera2',
        problem: 'deviceGone',
        fromMs: at(96),
        toMs: at(96.6),
        seq: 36_011,
      },
    ],
    recordings: [
      {
        file: 'recording-20261103-200012.mp4',
        startedAtMs: at(0),
        stoppedAtMs: at(MINUTES),
        bytes: 1_902_334_112,
        problem: null,
      },
    ],
  })
  return { review: { ...review, ...change(review) }, orders: ORDERS, madeAtMs: at(MINUTES + 90) }
}
