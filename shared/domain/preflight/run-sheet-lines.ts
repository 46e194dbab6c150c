import { isSoldOut, type Item } from '../run-sheet/item.ts'
import { priceAt } from '../run-sheet/price.ts'
import type { PreflightInputs } from './preflight-inputs.ts'
import { amber, green, type PreflightLine } from './preflight-line.ts'

const MINUTE_MS = 60_000
/** A plan may run over the length of the show by this part of it before it is worth a word. */
const LENGTH_MARGIN = 0.1

/** Whether there is something to sell, and whether what the sheet says of it can be true tonight. */
export function runSheetLines({ runSheet, itemOnAir, nowMs, plannedMs }: PreflightInputs): PreflightLine[] {
  const plan = runSheet.filter(({ skip }) => !skip)
  if (plan.length === 0) {
    return [
      itemOnAir ? green('runSheet', 'runSheetBeside') : amber('runSheet', 'runSheetEmpty', {}, 'enterDesk'),
    ]
  }
  const totalMs = plan.reduce((sum, item) => sum + (item.plannedMs ?? 0), 0)
  const minutes = Math.round(totalMs / MINUTE_MS)
  const about = (id: string, reason: Trouble, items: readonly Item[]): PreflightLine[] =>
    items.length === 0 ? [] : [amber(`runSheet:${id}`, reason, { numbers: numbersOf(items) }, 'enterDesk')]
  return [
    minutes > 0
      ? green('runSheet', 'runSheetReady', { items: plan.length, minutes })
      : green('runSheet', 'runSheetUnplanned', { items: plan.length }),
    ...about(
      'prices',
      'runSheetNoPrice',
      plan.filter(({ priceFen, listPriceFen }) => priceFen === null && listPriceFen === null),
    ),
    ...about(
      'windows',
      'runSheetExpired',
      plan.filter((item) => item.priceFen !== null && priceAt(item, nowMs).window === 'after'),
    ),
    ...about('stock', 'runSheetSoldOut', plan.filter(isSoldOut)),
    ...(totalMs > plannedMs * (1 + LENGTH_MARGIN)
      ? [
          amber('runSheet:length', 'runSheetTooLong', {
            minutes,
            planned: Math.round(plannedMs / MINUTE_MS),
          }),
        ]
      : []),
  ]
}

type Trouble = 'runSheetNoPrice' | 'runSheetExpired' | 'runSheetSoldOut'

const NAMED_MAX = 6

/** 3, 5, 8 …: as many as a line can hold. */
const numbersOf = (items: readonly Item[]): string =>
  items
    .slice(0, NAMED_MAX)
    .map(({ number }) => number)
    .join(', ') + (items.length > NAMED_MAX ? ' …' : '')
