import { netFenOf, type ShowOrder } from '#shared/domain/orders/show-order.ts'
import type { Review } from '#shared/domain/review/review.ts'
import type { ExportWords } from '../words/words.ts'
import { count, fen, moment, seconds, tableOf, text, type Table } from './table.ts'

export const moderatorsTable = (
  { moderators }: Pick<Review, 'moderators'>,
  { sheets, headings, roles, yes, no }: ExportWords,
): Table =>
  tableOf('moderators', sheets.moderators, moderators, [
    [headings.name, 20, ({ name }) => text(name)],
    [headings.role, 12, ({ role }) => text(roles[role])],
    [headings.automatic, 11, ({ automatic }) => text(automatic ? yes : no)],
    [headings.claims, 10, ({ claims }) => count(claims)],
    [headings.lapsed, 13, ({ lapsed }) => count(lapsed)],
    [headings.answered, 10, ({ answered }) => count(answered)],
    [headings.inTime, 13, ({ inTime }) => count(inTime)],
    [headings.late, 10, ({ late }) => count(late)],
    [headings.responseMedian, 20, ({ responseP50Ms }) => seconds(responseP50Ms)],
    [headings.dismissed, 12, ({ dismissed }) => count(dismissed)],
  ])

export const shoutOutsTable = (
  { shoutOuts }: Pick<Review, 'shoutOuts'>,
  { sheets, headings, tiers, signals, shoutOuts: outcomes, comma, yes, no }: ExportWords,
): Table =>
  tableOf('shoutOuts', sheets.shoutOuts, shoutOuts, [
    [headings.promptedAt, 20, ({ promptedAtMs }) => moment(promptedAtMs)],
    [headings.name, 20, ({ name }) => text(name)],
    [headings.tier, 10, ({ tier }) => text(tiers[tier])],
    [headings.privateDomain, 10, ({ privateDomain }) => text(privateDomain ? yes : no)],
    [headings.signals, 28, (shout) => text(shout.signals.map((signal) => signals[signal]).join(comma))],
    [headings.outcome, 16, ({ outcome }) => text(outcomes[outcome])],
    [headings.settledAt, 20, ({ settledAtMs }) => moment(settledAtMs)],
    [headings.ordersAfter, 12, ({ ordersAfter }) => count(ordersAfter)],
    [headings.gmvAfter, 16, ({ gmvAfterFen }) => fen(gmvAfterFen)],
  ])

export const fairnessTable = (
  { fairness }: Pick<Review, 'fairness'>,
  { sheets, headings, tiers }: ExportWords,
): Table =>
  tableOf('fairness', sheets.fairness, fairness, [
    [headings.tier, 12, ({ tier }) => text(tiers[tier])],
    [headings.seen, 10, ({ seen }) => count(seen)],
    [headings.signalled, 13, ({ signalled }) => count(signalled)],
    [headings.prompted, 10, ({ prompted }) => count(prompted)],
    [headings.thanked, 10, ({ thanked }) => count(thanked)],
    [headings.skipped, 10, ({ skipped }) => count(skipped)],
    [headings.expired, 13, ({ expired }) => count(expired)],
    [headings.waitMedian, 18, ({ medianWaitMs }) => seconds(medianWaitMs)],
  ])

export const ordersTable = (
  orders: readonly ShowOrder[],
  { sheets, headings, tiers, comma, yes, no }: ExportWords,
): Table =>
  tableOf(
    'orders',
    sheets.orders,
    orders.toSorted((a, b) => a.placedAtMs - b.placedAtMs),
    [
      [headings.placedAt, 20, ({ placedAtMs }) => moment(placedAtMs)],
      [headings.orderId, 24, ({ orderId }) => text(orderId)],
      [headings.buyer, 18, ({ userName }) => text(userName)],
      [headings.tier, 10, ({ fan }) => text(tiers[fan.tier])],
      [headings.privateDomain, 10, ({ fan }) => text(fan.privateDomain ? yes : no)],
      [
        headings.goods,
        40,
        ({ lines }) => text(lines.map(({ name, quantity }) => `${name} ×${quantity}`).join(comma)),
      ],
      [headings.pieces, 9, ({ lines }) => count(lines.reduce((sum, { quantity }) => sum + quantity, 0))],
      [headings.amount, 13, ({ amountFen }) => fen(amountFen)],
      [headings.refunded, 13, ({ refundedFen }) => fen(refundedFen)],
      [headings.net, 13, (order) => fen(netFenOf(order))],
      [headings.refundedWhole, 12, ({ refunded }) => text(refunded ? yes : no)],
    ],
  )
