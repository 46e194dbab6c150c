import type { Intent } from '#shared/domain/questions/intent.ts'
import { plainText } from '#shared/domain/questions/normalise-text.ts'
import { productReference } from '#shared/domain/questions/product-reference.ts'
import type { Item } from '#shared/domain/run-sheet/item.ts'
import { itemByNumber } from '#shared/domain/run-sheet/run-sheet.ts'
import { scopeOfProduct, scopeOfTitle } from './entry.ts'
import type { ProductNames } from './product-names.ts'

/** What a question has to be read together with. */
export interface Asked {
  readonly text: string
  readonly intent: Intent
  /** The item it was taken to mean when it came: its number, or the one on air. */
  readonly itemNumber: number | null
  readonly sheet: readonly Item[]
  readonly onAir: Item | null
}

/** The product a question is about, and how sure that is. `assumed`: nothing says so but that it is on air. */
export interface ProductInQuestion {
  readonly by: 'number' | 'name' | 'onAir' | 'assumed'
  readonly scope: string
  readonly productId: string | null
  /** The item of the sheet that sells it, if it is on the sheet. */
  readonly item: Item | null
}

export interface Understood {
  readonly product: ProductInQuestion | null
  /** The question without the words that only say which product is meant. */
  readonly rest: string
}

const LINK_WORDS =
  /(?:链接|连接|小黄车|\b(?:link|item|number|no\.?)|#)?\s*[#:：]?\s*(?<![\d.])\d{1,3}(?![\d.])\s*号?\s*(?:的?\s*(?:链接|连接|商品|宝贝|链))?|[一二三四五六七八九十]{1,3}号\s*(?:的?\s*(?:链接|连接|商品|宝贝|链))?/u
const THIS_WORDS =
  /这[个款件条双套身瓶盒支罐把台包箱只张床锅种块]|身上|正在讲的?|现在讲的?|\bthis(?: one)?\b/gu
/** The last word of a title: 大衣, T恤, 面霜 before 50ml. */
const LAST_WORD = /([\da-z]?\p{Script=Han}{1,})[^\p{Script=Han}]*$/u

/** Finds the product that is meant: by number, by 这个, by name, by being on air; in this order. */
export function understand(asked: Asked, names: ProductNames): Understood {
  const { text, onAir, itemNumber } = asked
  const plain = plainText(text)
  const reference = productReference(text)
  const ofItem = (item: Item, by: ProductInQuestion['by']): ProductInQuestion => {
    const productId = item.productId ?? names.named(item.title)
    return { by, scope: scopeOfItem(item, names), productId, item }
  }
  if (reference?.kind === 'link') {
    const item = numbered(asked, reference.number)
    // A number that no item has: better no product at all than another one.
    return { product: item && ofItem(item, 'number'), rest: plain.replace(LINK_WORDS, ' ') }
  }
  const meant = itemNumber === null ? null : numbered(asked, itemNumber)
  if (reference?.kind === 'onAir') {
    const item = meant ?? onAir
    return { product: item && ofItem(item, 'onAir'), rest: plain.replaceAll(THIS_WORDS, ' ') }
  }
  const byName = named(plain, asked, names)
  if (byName !== null) return { product: byName.product, rest: withoutName(plain, byName.name) }
  const item = meant ?? onAir
  return { product: item && ofItem(item, meant === null ? 'assumed' : 'onAir'), rest: plain }
}

export function scopeOfItem(item: Item, names: ProductNames): string {
  const productId = item.productId ?? names.named(item.title)
  return productId === null ? scopeOfTitle(item.title) : scopeOfProduct(productId)
}

const numbered = ({ sheet, onAir }: Asked, number: number): Item | null =>
  itemByNumber(sheet, number) ?? (onAir?.number === number ? onAir : null)

function named(plain: string, { sheet, onAir }: Asked, names: ProductNames) {
  const shown = onAir === null ? sheet : [onAir, ...sheet]
  const found = names.findIn(plain)
  if (found !== null) {
    const item = shown.find((one) => (one.productId ?? names.named(one.title)) === found.productId) ?? null
    const { productId, name } = found
    return { product: { by: 'name', scope: scopeOfProduct(productId), productId, item } as const, name }
  }
  for (const { word, item } of headWords(shown)) {
    if (!plain.includes(word)) continue
    const productId = item.productId ?? names.named(item.title)
    return { product: { by: 'name', scope: scopeOfItem(item, names), productId, item } as const, name: word }
  }
  return null
}

/** What viewers call the items of this show for short: 大衣 of 双面呢大衣, where only one title has it. Longest first. */
function headWords(items: readonly Item[]): { readonly word: string; readonly item: Item }[] {
  const titles = new Map(items.map((item) => [plainText(item.title), item]))
  const heads: { word: string; item: Item }[] = []
  for (const [title, item] of titles) {
    const end = LAST_WORD.exec(title)?.[1] ?? ''
    for (const length of [4, 3, 2]) {
      const word = end.slice(-length)
      if (word.length < length) continue
      if ([...titles.keys()].filter((other) => other.includes(word)).length === 1) heads.push({ word, item })
    }
  }
  return heads.toSorted((a, b) => b.word.length - a.word.length)
}

/** The name goes, unless nothing else would be left to understand. */
function withoutName(plain: string, name: string): string {
  const rest = plain.replace(name, ' ')
  return /[\p{L}\p{N}]/u.test(rest) ? rest : plain
}
