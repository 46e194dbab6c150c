import { FAQ_MAX, productSchema, type Faq, type Product } from '#shared/domain/products/product.ts'
import { parsePrice, priceFieldText } from '#renderer/ui/price-text.ts'

export const FACTS_MAX = 60
/** What the service takes in one frame holds the product twice: as it is and as it was. */
const PRODUCT_MAX_BYTES = 40_000

/** A product as it is being typed. */
export interface ProductForm {
  readonly productId: string
  readonly name: string
  readonly aliases: readonly string[]
  readonly price: string
  readonly days: string
  /** One fact per line. */
  readonly facts: string
  readonly faq: readonly Faq[]
  readonly assetId: string | null
}

type Problem = 'name' | 'code' | 'price' | 'days' | 'facts' | 'faq' | 'size'

export const formOf = (product: Product): ProductForm => ({
  productId: product.productId,
  name: product.name,
  aliases: product.aliases,
  price: priceFieldText(product.listPriceFen),
  days: product.repurchaseDays === null ? '' : String(product.repurchaseDays),
  facts: product.facts.join('\n'),
  faq: product.faq,
  assetId: product.assetId,
})

export const EMPTY_FORM: ProductForm = {
  ...{ productId: '', name: '', aliases: [], price: '', days: '', facts: '', faq: [], assetId: null },
}

/** The product a form describes, or everything that keeps it from being one. */
export function checkForm(form: ProductForm): {
  readonly product: Product | null
  readonly problems: ReadonlySet<Problem>
} {
  const problems = new Set<Problem>()
  const price = parsePrice(form.price)
  const days = form.days.trim()
  const { shape } = productSchema
  const facts = form.facts
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  // A pair nobody has written anything into is none.
  const faq = form.faq.filter(({ question, answer }) => question.trim() !== '' || answer.trim() !== '')

  if (!shape.name.safeParse(form.name).success) problems.add('name')
  if (!shape.productId.safeParse(form.productId).success) problems.add('code')
  if (!price.ok) problems.add('price')
  if (days !== '' && !shape.repurchaseDays.safeParse(Number(days)).success) problems.add('days')
  if (!shape.facts.safeParse(facts).success) problems.add('facts')
  if (faq.length > FAQ_MAX || !shape.faq.safeParse(faq).success) problems.add('faq')

  const parsed = productSchema.safeParse({
    productId: form.productId,
    name: form.name,
    aliases: form.aliases,
    listPriceFen: price.ok ? price.fen : null,
    repurchaseDays: days === '' ? null : Number(days),
    facts,
    faq,
    assetId: form.assetId,
  })
  if (parsed.success && new Blob([JSON.stringify(parsed.data)]).size > PRODUCT_MAX_BYTES) problems.add('size')
  return { product: problems.size === 0 && parsed.success ? parsed.data : null, problems }
}
