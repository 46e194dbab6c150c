/*
 * Folding: what the writer typed, reduced to what the vocabulary is written in.
 *
 * Width, case, traditional characters, emoji, emotes, mentions and elongations ("多少钱钱钱钱") must not decide
 * whether something is a question. Everything that is not a letter, a character or a number becomes one boundary
 * (a space inside English, a break everywhere else), every number becomes one `#`. One pass, no allocation: `classify` runs on every danmaku of a room.
 */

/** Longest part of a message that is looked at, in UTF-16 units; platforms cut danmaku far below. */
export const MAX_FOLDED = 400

const DROP = 0
const NEEDS_NFKC = 0xffff
/** Between two words or numbers written in Latin letters. */
const SPACE = 0x20
/** Any other boundary: punctuation, emoji, both ends, a space beside a character that is not Latin. */
export const BREAK = 0x7c
const MARK = 0x3f
const NUMBER = 0x23
const AT = 0x40
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
/** An emote such as `[捂脸]` or `[比心]` is at most this long. */
const MAX_EMOTE = 8
const MAX_MENTION = 20
const MAX_NUMBERS = 6

/** Traditional characters that occur in the vocabulary, each followed by its simplified form. */
const TRADITIONAL =
  '嗎吗麼么沒没這这個个號号鏈链連连結结價价錢钱幾几誰谁碼码買买賣卖貨货運运費费優优貴贵還还裡里裏里點点發发郵邮開开顏颜質质產产換换補补單单訂订購购車车褲裤長长寬宽體体適适間间時时為为樣样會会講讲說说試试' +
  '給给請请問问隻只雙双頭头條条種种塊块過过婦妇嬰婴兒儿機机電电維维護护養养滿满減减劵券贈赠禮礼緊紧鬆松輕轻綠绿藍蓝紅红黃黄銀银鑽钻證证書书聽听見见來来對对應应該该話话備备註注遲迟難难門门臺台灣湾國国際际' +
  '網网獎奖團团館馆線线級级術术嘅的無无裝装腳脚鍋锅藥药區区別别歲岁淺浅顯显細细膚肤與与後后內内實实親亲愛爱馬马尋寻讓让總总壞坏錯错漲涨'

/** Code unit → folded code unit; DROP, SPACE, BREAK, MARK and NEEDS_NFKC are the special values. */
const FOLD = buildFoldTable()

function buildFoldTable(): Uint16Array {
  const table = new Uint16Array(0x10000)
  const letterOrDigit = /[\p{L}\p{N}\p{M}]/u
  for (let code = 0; code < 0x10000; code++) {
    // Han, Yi and Hangul fold to themselves, surrogates and private use to a break: no need to ask one by one.
    if (code >= 0x3400 && code <= 0xd7a3) table[code] = code
    else if (code >= 0xd7a4 && code <= 0xf8ff) table[code] = BREAK
    else table[code] = foldOne(String.fromCharCode(code), letterOrDigit)
  }
  for (let i = 0; i < TRADITIONAL.length; i += 2) {
    table[TRADITIONAL.charCodeAt(i)] = TRADITIONAL.charCodeAt(i + 1)
  }
  return table
}

function foldOne(character: string, letterOrDigit: RegExp): number {
  if ('?？⁇❓❔¿؟'.includes(character)) return MARK
  // Apostrophes and joiners sit inside words ("what's"); dropping them keeps the word whole.
  if ("'’‘`".includes(character) || /^\p{Default_Ignorable_Code_Point}$/u.test(character)) return DROP
  if (character === '@' || character === '＠') return AT
  if (character === '[' || character === '［') return OPEN_BRACKET
  if (character === ']' || character === '］') return CLOSE_BRACKET
  const plain = character.normalize('NFKC').toLowerCase()
  if (/^\s+$/.test(character)) return SPACE
  if (!letterOrDigit.test(plain)) return BREAK
  return plain.length === 1 ? plain.charCodeAt(0) : NEEDS_NFKC
}

/** The folded form of one code unit: a letter, character or digit, or 0 for everything else. */
export function foldUnit(unit: number): number {
  const folded = FOLD[unit] ?? BREAK
  return folded === DROP || folded === NEEDS_NFKC || isBoundary(folded) ? 0 : folded
}

/** A folded message. One instance is reused for every message, so nothing may be kept from it. */
export interface Folded {
  /** Code units; the first and the last are always BREAK. */
  readonly units: Uint16Array
  length: number
  /** Letters and characters: units that are neither boundary nor number. */
  letters: number
  /** How many numbers there are; only the first few values are kept in `numbers`. */
  digitRuns: number
  /** The first numbers of the message, in order. */
  readonly numbers: Float64Array
  numberCount: number
  hasMark: boolean
  /** The message addresses somebody by `@name`. */
  hasMention: boolean
}

export function newFolded(): Folded {
  return {
    units: new Uint16Array(MAX_FOLDED + 2),
    length: 0,
    letters: 0,
    digitRuns: 0,
    numbers: new Float64Array(MAX_NUMBERS),
    numberCount: 0,
    hasMark: false,
    hasMention: false,
  }
}

const isBoundary = (unit: number): boolean =>
  unit === SPACE ||
  unit === BREAK ||
  unit === MARK ||
  unit === AT ||
  unit === OPEN_BRACKET ||
  unit === CLOSE_BRACKET
const isLatinOrNumber = (unit: number): boolean => (unit >= 0x61 && unit <= 0x7a) || unit === NUMBER
const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39

/** Folds `text` into `out`; see the head of this file. Linear in the length of `text`, never throws. */
export function foldInto(text: string, out: Folded): void {
  const end = Math.min(text.length, MAX_FOLDED)
  const { units } = out
  units[0] = BREAK
  let length = 1
  let letters = 0
  out.numberCount = 0
  out.digitRuns = 0
  out.hasMark = false
  out.hasMention = false
  for (let i = 0; i < end; i++) {
    const unit = FOLD[text.charCodeAt(i)] ?? BREAK
    if (unit === DROP) continue
    if (unit === NEEDS_NFKC) {
      // Rare (㎝, ㎏, ⑫, ﬁ): one character becomes several, so the text itself has to change first.
      return foldInto(expandCompatibility(text), out)
    }
    if (isDigit(unit)) {
      i = readNumber(text, i, end, out)
      units[length++] = NUMBER
      out.digitRuns++
      continue
    }
    if (unit === AT) {
      i = skipMention(text, i, end, out)
    } else if (unit === OPEN_BRACKET) {
      i = skipEmote(text, i, end)
    }
    if (unit === MARK) out.hasMark = true
    if (isBoundary(unit)) {
      const last = units[length - 1] ?? 0
      if (unit === SPACE && isLatinOrNumber(last)) units[length++] = SPACE
      else if (last === SPACE) units[length - 1] = unit === SPACE ? SPACE : BREAK
      else if (last !== BREAK) units[length++] = BREAK
      continue
    }
    // A space only counts as English when both its neighbours are.
    if (units[length - 1] === SPACE && !isLatinOrNumber(unit)) units[length - 1] = BREAK
    if (units[length - 1] === unit && units[length - 2] === unit) {
      // Third in a row: an elongation. Fold the whole run to a single unit.
      while (i + 1 < end && FOLD[text.charCodeAt(i + 1)] === unit) i++
      length--
      letters--
      continue
    }
    units[length++] = unit
    letters++
  }
  if (units[length - 1] === SPACE) units[length - 1] = BREAK
  else if (units[length - 1] !== BREAK) units[length++] = BREAK
  out.length = length
  out.letters = letters
}

/** NFKC, cut again so that expansion cannot exceed the buffer or recurse: what still needs it is a boundary. */
function expandCompatibility(text: string): string {
  let expanded = ''
  for (const unit of text.slice(0, MAX_FOLDED).normalize('NFKC').toLowerCase().slice(0, MAX_FOLDED)) {
    expanded += unit.length === 1 && FOLD[unit.charCodeAt(0)] === NEEDS_NFKC ? ' ' : unit
  }
  return expanded
}

function readNumber(text: string, start: number, end: number, out: Folded): number {
  let value = 0
  let scale = 1
  let fraction = false
  let i = start
  for (; i < end; i++) {
    const unit = FOLD[text.charCodeAt(i)] ?? BREAK
    if (isDigit(unit)) {
      value = value * 10 + (unit - 0x30)
      if (fraction) scale *= 10
      continue
    }
    const followedByDigit = i + 1 < end && isDigit(FOLD[text.charCodeAt(i + 1)] ?? BREAK)
    const character = text[i]
    if (!fraction && followedByDigit && (character === '.' || character === '．')) {
      fraction = true
      continue
    }
    break
  }
  if (out.numberCount < MAX_NUMBERS) out.numbers[out.numberCount++] = value / scale
  return i - 1
}

/** Index of the last unit of the mention that starts at `start`, or `start` itself when no space ends the name. */
function skipMention(text: string, start: number, end: number, out: Folded): number {
  out.hasMention = true
  const limit = Math.min(end, start + MAX_MENTION)
  for (let i = start + 1; i < limit; i++) {
    const character = text[i]
    if (FOLD[text.charCodeAt(i)] === SPACE || character === ':' || character === '：') return i
  }
  return start
}

/** Index of the `]` that closes the emote opened at `start`, or `start` itself when it is no emote. */
function skipEmote(text: string, start: number, end: number): number {
  const limit = Math.min(end, start + MAX_EMOTE + 2)
  for (let i = start + 1; i < limit; i++) {
    const unit = FOLD[text.charCodeAt(i)]
    if (unit === CLOSE_BRACKET) return i
    if (unit === SPACE || unit === BREAK || unit === MARK || unit === OPEN_BRACKET) return start
  }
  return start
}
