import { plainText } from '../questions/normalise-text.ts'
import type { Item } from '../run-sheet/item.ts'
import { priceAlert, type PriceContext } from '../run-sheet/price-alert.ts'
import type { DraftWarning } from './draft.ts'

const DIGITS = '零一二三四五六七八九'
const HAN_NUMBER = /[零〇一二两三四五六七八九十百]+/gu
/** Behind these a number in characters counts something; 一定, 第一 and 一下 count nothing. */
const COUNTED =
  /[零〇一二两三四五六七八九十百]+(?=\s*(?:个?工作日|[天日周月年岁号折元块件条双套盒瓶斤层码%％]|小时|分钟|星期|公斤|厘米|毫升|倍))/gu
const FIGURE = /\d+(?:[.,]\d+)*/gu
const CONTACT =
  /https?:\/\/\S+|www\.\S+|[\w.+-]+@[\w-]+\.\w+|(?:微信|薇信|vx|wechat|qq)\s*[:：号]?\s*[a-z0-9_-]{5,}|(?:[a-z0-9-]+\.)+(?:com|cn|net|top|shop|io)\b\S*/giu

/** What a reply must be true to. */
export interface CheckContext extends PriceContext {
  readonly sheet: readonly Item[]
  /** The texts it may take its numbers from. */
  readonly sources: readonly string[]
}

/** What in `text` no source and no price of the sheet bears out. Empty when nothing was found. */
export function checkReply(text: string, context: CheckContext): DraftWarning[] {
  const warnings: DraftWarning[] = []
  const alert = priceAlert(text, context.sheet, context)
  if (alert) warnings.push({ kind: 'price', saidFen: alert.saidFen, expectedFen: alert.expectedFen })
  const known = new Set(context.sources.flatMap((source) => numbersIn(source).map(({ value }) => value)))
  const numbers = numbersIn(text)
    .filter(({ value }) => !known.has(value))
    .map(({ written }) => written)
  if (numbers.length > 0) warnings.push({ kind: 'number', numbers: [...new Set(numbers)] })
  const said = plainText(context.sources.join('\n'))
  const contact = (text.match(CONTACT) ?? []).find((one) => !said.includes(plainText(one)))
  if (contact !== undefined) warnings.push({ kind: 'contact', text: contact })
  return warnings
}

interface Written {
  readonly written: string
  readonly value: number
}

/** 7天, 七天, ７天 and 1,280 are the numbers 7, 7, 7 and 1280. */
function numbersIn(text: string): Written[] {
  const plain = text.normalize('NFKC')
  const figures = Array.from(plain.matchAll(FIGURE), ([written]) => ({
    written,
    value: Number(written.replaceAll(/,(?=\d{3})/g, '').replace(',', '.')),
  }))
  const counted = Array.from(plain.matchAll(COUNTED), ([written]) => ({ written, value: hanValue(written) }))
  return [...figures, ...counted].filter(({ value }) => Number.isFinite(value))
}

/** Up to 九百九十九; two figures in a row (三五天) are no number of their own. */
function hanValue(written: string): number {
  if (written.replace(HAN_NUMBER, '') !== '') return Number.NaN
  let total = 0
  let figure: number | null = null
  for (const character of written) {
    const unit = character === '百' ? 100 : character === '十' ? 10 : 0
    if (unit > 0) {
      total += (figure ?? 1) * unit
      figure = null
      continue
    }
    const next = character === '两' ? 2 : character === '〇' ? 0 : DIGITS.indexOf(character)
    if (figure !== null && figure !== 0) return Number.NaN
    figure = next
  }
  return total + (figure ?? 0)
}
