/** A price named in a text, in fen, and where in the text it stands. */
export interface SpokenPrice {
  readonly fen: number
  readonly at: number
}

/** Digits with or without thousands, fen behind a point; not part of a longer number, a date or a time. */
const AMOUNT = String.raw`(?<![\d.:/\-~])(\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d{1,2})?|\d{1,7}(?:\.\d{1,2})?)(?!\d|[.:/\-~]\d|,\d{3}(?!\d))`

const HAN = '[零〇一二两三四五六七八九十百千]'
const HAN_AMOUNT = `(?<!${HAN})(${HAN}{1,9})(?!${HAN})`

/** 3块皂, 两块面膜: pieces, not money. */
const PIECE = '(?!\\s*(?:香?皂|面膜|巧克力|布|砖|地?毯|毛?巾|手?表|蛋糕|饼|茶|屏|电池|肉|糖|石|板))'
const MONEY_WORD = `(?:元|块钱?${PIECE}|rmb\\b|cny\\b|yuan\\b|kuai\\b)`

/** What makes a bare number something else: a quantity, a size, a date, a link, a discount. */
const UNIT =
  '(?!\\s*(?:[-~到至]\\s*\\d|[%％‰°]|件|个|只|条|双|套|盒|箱|瓶|罐|袋|包|斤|公斤|千克|克|两|毫?升|厘?毫?米|公分|码|号|岁|天|日|月|年|周|星期|小时|点|分钟?|秒|折|度|人|位|次|层|支|片|粒|颗|寸|尺|平|万|库存|身高|g\\b|kg\\b|ml\\b|l\\b|cm\\b|mm\\b|m\\b|oz\\b|lbs?\\b|pcs\\b|pieces?\\b|left\\b|people\\b|orders?\\b|items?\\b|days?\\b|weeks?\\b|months?\\b|years?\\b|hours?\\b|hrs?\\b|min(?:ute)?s?\\b|sec(?:ond)?s?\\b|am\\b|pm\\b|st\\b|nd\\b|rd\\b|th\\b|x\\b|xl\\b|sizes?\\b|cups?\\b|cakes?\\b|boxes\\b|bottles?\\b|off\\b))'
const FILLER = '[是为就才都只也要需仅:：\\s]{0,3}'
const CUE =
  '(?:价格?|价钱|到手|只要|只需|仅需|仅要|才卖|只卖|卖|售|原价|日常|现价|券后|现在是|拍下(?:只)?|付|\\bprice[ds]?(?:\\s+(?:is|of|at))?|\\bcosts?|\\bpay|\\bpriced\\s+at)'
/** English says "only 399 today" and "for 399", but also "only 3 left" and "for 2 people". */
const ENGLISH_CUE = "\\b(?:only|just|for|at|now|it's|its|it is)\\s+"
const ENGLISH_END =
  '(?=\\s*(?:$|[,.!?;)]|today|tonight|now\\b|each\\b|only\\b|here\\b|in (?:this|the|our)\\b|with\\b|after\\b|instead\\b))'
const CUE_BEHIND =
  '(?=\\s*(?:到手|拍下?|包邮|起拍|秒杀|拿下|带走|抢|/件|一[件个条套盒双瓶]|each\\b|a piece\\b|per piece\\b))'

const NUMBER_END = '(?=\\s*(?:$|[,，。;；!！~～]|[哦哈啦呢噢喔]\\s*(?:$|[,，。;；!！~～])))'

/** What an amount before or behind these is about: a coupon, a threshold, postage, a deposit. Not a price. */
const OTHER_BEFORE =
  /(?:减|省|优惠|便宜|满|返现?|抵|领|补|差价?|加|运费|邮费|快递费?|押金|定金|订金|尾款|退款?|save|saves|less|over|above|minus|plus|postage|shipping|deposit|refund(?:ed)?)\s*(?:了|去|掉|您|你|是|为|只要|要|付|of|is)?\s*[:：]?\s*(?:[¥￥]|rmb)?\s*$/u
const SAVED_BEHIND =
  /^\s*(?:元|块钱?)?\s*(?:的)?\s*(?:优惠|代金|无门槛|店铺)?\s*(?:券|红包|off\b|coupon|voucher|discount)/u

const PATTERNS: readonly RegExp[] = [
  new RegExp(`(?:[¥￥]|rmb|cny)\\s*${AMOUNT}`, 'gu'),
  new RegExp(`${AMOUNT}\\s*${MONEY_WORD}`, 'gu'),
  new RegExp(`${HAN_AMOUNT}\\s*${MONEY_WORD}`, 'gu'),
  new RegExp(`${CUE}${FILLER}${AMOUNT}${UNIT}`, 'gu'),
  new RegExp(`${CUE}${FILLER}${HAN_AMOUNT}${UNIT}`, 'gu'),
  new RegExp(`${ENGLISH_CUE}${AMOUNT}${ENGLISH_END}`, 'gu'),
  new RegExp(`${AMOUNT}${CUE_BEHIND}`, 'gu'),
  // 3号399, 4号链接 159哦: behind a link number and at the end of what is said; 3号170 can be somebody's height.
  new RegExp(`(?<![\\d.])\\d{1,3}\\s*号(?:链接|宝贝|款)?[是:：\\s]{0,2}${AMOUNT}${NUMBER_END}`, 'gu'),
  // 399.00, 39.90: nothing else is written to the fen.
  new RegExp(`(?<![\\d.,:/\\-~])(\\d{1,7}\\.\\d{2})(?![\\d.])${UNIT}`, 'gu'),
  // 三百九十九, 一千二百: hundreds in words without a unit are said of money.
  new RegExp(`(?<!${HAN})(${HAN}*[百千]${HAN}*?)(?:(?=一[件个条套盒双瓶])|(?!${HAN})${UNIT})`, 'gu'),
]
/** 39块9, 三十九块九: tenths behind the word. */
const TENTHS = new RegExp(
  `(?:${AMOUNT}|${HAN_AMOUNT})块([1-9]|[一二三四五六七八九])(?![\\d${HAN.slice(1)})`,
  'gu',
)

/**
 * The prices that `plain` (as `plainText` gives it) names, in order: ¥399, 399元, 39块9, 三百九十九, 399.00, 399 yuan.
 * Quantities, sizes, dates, times, link numbers, percentages, postage, deposits and coupons are none. Linear, never throws.
 */
export function spokenPrices(plain: string): readonly SpokenPrice[] {
  const found = new Map<number, number>()
  const note = (at: number, end: number, fen: number | null): void => {
    if (fen === null || fen === 0 || found.has(at)) return
    if (OTHER_BEFORE.test(plain.slice(Math.max(0, at - 24), at)) || SAVED_BEHIND.test(plain.slice(end)))
      return
    found.set(at, fen)
  }
  for (const match of plain.matchAll(TENTHS)) {
    const whole = match[1] ?? match[2] ?? ''
    const fen = fenOf(whole)
    const tenths = fenOf(match[3] ?? '')
    note(
      match.index,
      match.index + match[0].length,
      fen !== null && tenths !== null ? fen + tenths / 10 : null,
    )
  }
  for (const pattern of PATTERNS) {
    for (const match of plain.matchAll(pattern)) {
      const written = match[1] ?? ''
      const at = match.index + match[0].lastIndexOf(written)
      note(at, at + written.length, fenOf(written))
    }
  }
  return [...found].map(([at, fen]) => ({ at, fen })).toSorted((a, b) => a.at - b.at)
}

function fenOf(written: string): number | null {
  if (/^\d/.test(written)) return Math.round(Number(written.replaceAll(',', '')) * 100)
  const yuan = hanNumber(written)
  return yuan === null ? null : yuan * 100
}

const DIGITS = '零一二三四五六七八九'
const digitOf = (character: string): number =>
  character === '两' ? 2 : character === '〇' ? 0 : DIGITS.indexOf(character)
const SCALES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 }

/** 三百九十九 → 399, 三百九 → 390, 一千二 → 1200, 三九九 → 399. Null for what is no number. */
function hanNumber(written: string): number | null {
  if (!/[十百千]/u.test(written)) {
    const digits = Array.from(written, digitOf).join('')
    return digits === '' ? null : Number(digits)
  }
  let sum = 0
  let digit: number | null = null
  let scale = 10
  let skipped = false
  for (const character of written) {
    const size = SCALES[character]
    if (size === undefined) {
      const value = digitOf(character)
      if (value === 0) skipped = true
      else digit = value
      continue
    }
    sum += (digit ?? 1) * size
    digit = null
    scale = size
    skipped = false
  }
  if (digit === null) return sum
  // 三百九 is 390, 三百零九 is 309, 二十九 is 29.
  return sum + (skipped || scale === 10 ? digit : (digit * scale) / 10)
}
