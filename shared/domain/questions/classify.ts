import type { Intent } from './intent.ts'
import { normaliseText } from './normalise-text.ts'

export interface Classification {
  question: boolean
  intent: Intent
  /** 0..1, how sure we are that it is a question. */
  confidence: number
}

const QUESTION =
  /[吗么嘛不没]\s*$|什么|啥|多少|怎么|咋|哪|几[个号点天]|多[大久长]|有没有|能不能|求|链接|还有$|讲一下|穿多大|\?|how|what|when|where|which|can you|do you|is it|any /

const INTENTS: readonly (readonly [Intent, RegExp])[] = [
  ['link', /链接|link|购物车|小黄车/],
  ['coupon', /券|优惠|满减|coupon|discount/],
  ['price', /多少钱|价|几块|how much|price/],
  ['afterSale', /退|换货|售后|质量问题|refund|return/],
  ['shipping', /发货|快递|包邮|运费|几天到|ship/],
  ['size', /码|[smxl]+还有|斤|尺寸|size/],
  ['stock', /有货|现货|库存|补货|stock/],
  ['schedule', /几点|下播|开播|明天播/],
  ['usage', /怎么用|怎么吃|怎么洗/],
  ['productAttribute', /面料|材质|颜色|成分|产地/],
]

/** Says whether the writer of `text` expects an answer from host or service, and about what. */
export function classify(text: string): Classification {
  const plain = normaliseText(text)
  const question = /[\p{L}\p{N}]/u.test(plain) && QUESTION.test(plain)
  const intent = INTENTS.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'other'
  return { question, intent, confidence: question ? 0.8 : 0.1 }
}
