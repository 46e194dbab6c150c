import { plainText } from './normalise-text.ts'

/** `link`: the numbered item of the run-sheet; `onAir`: the item being shown when the message was written. */
export type ProductReference = { kind: 'link'; number: number } | { kind: 'onAir' }

/** 1-3 digits that are not part of a longer or broken number, or a Chinese numeral up to 99. */
const NUMBER = '(?<![\\d.])(\\d{1,3})(?![\\d.])'
const HAN_NUMBER = '((?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]))'
const LINK = '链接|连接|连结|联接|小黄车'
const EITHER = `(?:${NUMBER}|${HAN_NUMBER})`
const ENGLISH_NUMBERS = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]
const ENGLISH_NUMBER = `(${ENGLISH_NUMBERS.join('|')})`

/** What makes a number behind 链接 a quantity or a price: 链接3件, 链接99元. */
const UNIT = '(?!\\s*[件块元个单折斤码天人套瓶盒岁点分%])'

/** A day of the month: 11月3号, 今天3号, 到3号. But 讲到3号 is about an item. */
const DATE_BEFORE = '(?<![月日周至前今明后昨]|(?<![讲绍轮排播说])到|[今明后昨]天|月的|\\d[号日])'
/** 3号发货, 3号能到吗, 3号晚上: something that happens on a day. 3号什么时候发货 asks about an item. */
const DATE_BEHIND =
  '(?!\\s*(?:才|就|再|左右|之?前|之?后|以前|以后|那天|当天|早上?|上午|中午|下午|晚上?|凌晨|开始|结束|截止|到|能到|会到|可以到|能收|收到|收货|(?:[能会]|可以)?发(?!什么|啥|哪)|几点[播开]|放假|过年|回来|直播|开播|还播|播|有直播|上新|生日|要用|要出|出发|[-~至和]?\\d{1,2}[号日]\\s*(?:发|到|前|之间)))'
/** 3号色, 5号电池, 36号的脚, 2号线: numbers of other things. */
const OTHER_BEHIND = '(?!\\s*(?:色|电池|楼|仓|店|线|厅|门|机位|的?脚|的?鞋|鞋|码|房|桌|馆|球))'
/** 圈口15号, 戴12号, 有38号吗: sizes of rings and shoes. */
const SIZE_BEFORE = '(?<!圈口|手寸|戒指|指圈|尺寸|鞋码|尺码|色号|我?戴|我?脚|电话|手机)'

/** The ways to name an item by its number, plainest first. Each has the number in one of its groups. */
const BY_NUMBER: readonly RegExp[] = [
  // 3号链接, 三号的链接, 5号链, 12链接; a Chinese numeral needs its 号 (发一链接, 链接一下)
  new RegExp(
    `(?:${NUMBER}\\s*号?|${HAN_NUMBER}\\s*号)\\s*(?:那个|的)?\\s*(?:${LINK}|链|商品|产品|宝贝)`,
    'u',
  ),
  // 链接12, 链接三号, 小黄车3号
  new RegExp(`(?:${LINK}|编号|序号)\\s*[#:：]?\\s*(?:${NUMBER}${UNIT}|${HAN_NUMBER}\\s*号)`, 'u'),
  // 3号, 十二号; not the day of a month nor the number of something else
  new RegExp(`${DATE_BEFORE}${SIZE_BEFORE}${EITHER}\\s*号${OTHER_BEHIND}${DATE_BEHIND}`, 'u'),
  // 讲一下3, 试试5 at the end
  new RegExp(`(?:讲|介绍|试|过|弹|看)(?:一下|下|讲|试|穿|个)?\\s*${NUMBER}\\s*[吧呗啊呀]?$`, 'u'),
  // #3; not "#1 fan"
  /#\s?(\d{1,3})(?![\d.])(?!\s*(?:fan|seller|brand|in\b|spot))/u,
  // link 3, item 12, number three, no.5
  new RegExp(
    `\\b(?:link|item|number|product|num|no\\.)\\s*#?\\s*(?:(\\d{1,3})(?![\\d.])|${ENGLISH_NUMBER}\\b)(?!\\s*(?:fan|seller|brand|in\\b|left|pcs|%|st\\b|nd\\b|rd\\b|th\\b))`,
    'u',
  ),
]

/** 有38号吗, 38号有吗: between 34 and 46, and asked for as something to have, it is a shoe size. */
const SHOE_SIZE = /有\s*(?:3[4-9]|4[0-6])\s*号|(?:3[4-9]|4[0-6])\s*号\s*(?:的)?\s*(?:还?有)/u

const ON_AIR_CHINESE =
  /这[个款件条双套身瓶盒支罐把台包箱只张床锅种块](?!\s*(?:月|周|星期|礼拜|周末|点|时候|时间|直播间|主播|号|人|平台|店|群|活动|券|福袋|红包|歌|软件|app|问题|意思|话))|身上|正在讲|现在讲|当前讲|讲解中|在讲的|手[上里中]的?[这那]?|[你播]穿的|[你播]戴的|[你播]拿的/u
const ON_AIR_ENGLISH =
  /\b(?:this one|(?:one|dress|bag|top|shirt|jacket|ring|shoes?) (?:you are|youre|you're|ur|u are|shes|she's|hes|he's) (?:wearing|holding)|(?:is|does|of|about|for|buy|get|want|on|like) this|this (?:bag|dress|ring|jacket|coat|shirt|top|lamp|lipstick|cream|serum|item|product|size|color|colour|set|material|fabric))\b(?!\s+(?:week|month|weekend|time|show|live|stream|year|morning|evening|song|channel|shop|store|site|app|game|guy))/u

/**
 * The product that `text` points at: an item by its number (1-999), or the item on air by 这个 / this one.
 * Dates (11月3号, 3号能到吗), sizes (38码, 圈口15号), weights, quantities and prices are not item numbers.
 * Null when it names no product. Linear in the length of `text`, never throws.
 */
export function productReference(text: string): ProductReference | null {
  const plain = plainText(text)
  const number = itemNumber(plain)
  if (number !== null) return { kind: 'link', number }
  return ON_AIR_CHINESE.test(plain) || ON_AIR_ENGLISH.test(plain) ? { kind: 'onAir' } : null
}

function itemNumber(plain: string): number | null {
  for (const pattern of BY_NUMBER) {
    const number = pattern
      .exec(plain)
      ?.slice(1)
      .find((group) => group !== undefined)
    if (number === undefined) continue
    const value = numberOf(number)
    if (value < 1 || SHOE_SIZE.test(plain)) continue
    return value
  }
  return null
}

function numberOf(written: string): number {
  const english = ENGLISH_NUMBERS.indexOf(written)
  if (english >= 0) return english + 1
  return /^\d/.test(written) ? Number(written) : hanNumber(written)
}

function hanNumber(written: string): number {
  const digit = (character: string): number => '一二三四五六七八九'.indexOf(character) + 1
  const [tens = '', units = ''] = written.includes('十') ? written.split('十') : ['0', written]
  if (!written.includes('十')) return digit(written)
  return (tens === '' ? 1 : digit(tens)) * 10 + digit(units)
}
