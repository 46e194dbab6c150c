import type { ParsedRow, RowCells } from '#shared/domain/imports/row-cells.ts'
import { FAQ_MAX, faqSchema, productSchema, type Faq, type Product } from '#shared/domain/products/product.ts'

const FACTS_MAX = 60
const ALIASES_MAX = 20

/** What one line of a product list says; null and empty: nothing. */
export interface ProductRow {
  readonly productId: string
  readonly name: string | null
  readonly aliases: readonly string[]
  readonly listPriceFen: number | null
  readonly repurchaseDays: number | null
  readonly facts: readonly string[]
  readonly faq: readonly Faq[]
}

export function parseProductRow(cells: RowCells): ParsedRow<ProductRow> {
  const productId = cells.text('productId', 64)
  const days = cells.whole('repurchaseDays', 3_650)
  if (productId === null) cells.refuse('missing', 'productId')
  return cells.done({
    productId: productId ?? '',
    name: cells.clipped('name', 60),
    aliases: cells.list('aliases', ALIASES_MAX, 40),
    listPriceFen: cells.money('listPrice'),
    // 0 is how lists write "not bought again".
    repurchaseDays: days === 0 ? null : days,
    facts: factsOf(cells),
    faq: [...faqOf(cells), ...pairOf(cells)],
  })
}

/** One per line, or apart by semicolons and bars; bullets and numbers in front go, but not those of `2.5 升`. */
function factsOf(cells: RowCells): string[] {
  const facts = cells
    .raw('facts')
    .split(/[\n\r;；|｜]+/u)
    .map((fact) => fact.replace(/^\s*(?:[·•]|[-*](?!\d)|\d{1,2}(?:[、)）]|\.(?!\d)))\s*/u, '').trim())
    .filter((fact) => fact !== '')
  const long = facts.find((fact) => fact.length > 300)
  if (long !== undefined) cells.refuse('tooLong', 'facts', long, 300)
  if (facts.length > FACTS_MAX) cells.refuse('tooMany', 'facts', '', FACTS_MAX)
  return [...new Set(facts)]
}

const MARK = /(?:^|[\n\r;；])\s*(问|答|q|a)\s*\d*\s*[:：.、]\s*/giu

/** 问：… 答：…, one pair after the other. A question without an answer is left out. */
function faqOf(cells: RowCells): Faq[] {
  const text = cells.raw('faq')
  const marks = [...text.matchAll(MARK)]
  const pairs: { question: string; answer: string }[] = []
  for (const [index, mark] of marks.entries()) {
    const end = marks[index + 1]?.index ?? text.length
    const words = text.slice(mark.index + mark[0].length, end).trim()
    const last = pairs.at(-1)
    if (mark[1] === '问' || mark[1]?.toLowerCase() === 'q') pairs.push({ question: words, answer: '' })
    else if (last) last.answer = words
  }
  return checked(cells, 'faq', pairs)
}

function pairOf(cells: RowCells): Faq[] {
  const question = cells.text('question', 120)
  const answer = cells.text('answer', 300)
  return question === null || answer === null ? [] : [{ question, answer }]
}

function checked(cells: RowCells, field: string, pairs: readonly Faq[]): Faq[] {
  const whole = pairs.filter(({ question, answer }) => question !== '' && answer !== '')
  const long = whole.find((pair) => !faqSchema.safeParse(pair).success)
  if (long) cells.refuse('tooLong', field, long.question, long.question.length > 120 ? 120 : 300)
  if (whole.length > FAQ_MAX) cells.refuse('tooMany', field, '', FAQ_MAX)
  return whole
}

/** A product nothing was known of. Without a name it is called by its code. */
export const productOfRow = (row: ProductRow): Product =>
  withProductRow(
    productSchema.parse({ productId: row.productId, name: row.name ?? row.productId.slice(0, 60) }),
    row,
  )

/** The product with what the row says: single values replaced, names, facts and answers added to what is there. */
export function withProductRow(product: Product, row: ProductRow): Product {
  const answers = new Map(product.faq.map((pair) => [pair.question, pair]))
  for (const pair of row.faq) answers.set(pair.question, pair)
  const next: Product = {
    ...product,
    name: row.name ?? product.name,
    aliases: [...new Set([...product.aliases, ...row.aliases])].slice(0, ALIASES_MAX),
    listPriceFen: row.listPriceFen ?? product.listPriceFen,
    repurchaseDays: row.repurchaseDays ?? product.repurchaseDays,
    facts: [...new Set([...product.facts, ...row.facts])].slice(0, FACTS_MAX),
    faq: [...answers.values()].slice(0, FAQ_MAX),
  }
  return JSON.stringify(next) === JSON.stringify(product) ? product : next
}
