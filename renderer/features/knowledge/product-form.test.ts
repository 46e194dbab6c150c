import { describe, expect, it } from 'vitest'

import { productSchema } from '#shared/domain/products/product.ts'
import { checkForm, EMPTY_FORM, formOf } from './product-form.ts'

const coat = productSchema.parse({
  productId: 'SKU-1',
  name: '羊绒大衣',
  aliases: ['大衣'],
  listPriceFen: 59_990,
  repurchaseDays: 30,
  facts: ['含羊绒 15%', '三个颜色'],
  faq: [{ question: '会起球吗', answer: '轻微' }],
})

describe('the form of a product', () => {
  it('gives back the product it was filled from', () => {
    expect(checkForm(formOf(coat))).toEqual({ product: coat, problems: new Set() })
  })

  it('passes over empty lines and pairs nobody has written into', () => {
    const form = {
      ...formOf(coat),
      facts: '\n 含羊绒 15% \n\n三个颜色\n',
      faq: [...coat.faq, { question: ' ', answer: '' }],
    }
    expect(checkForm(form).product).toEqual(coat)
  })

  it('says everything that is wrong at once', () => {
    const form = {
      ...EMPTY_FORM,
      price: '便宜',
      days: '0',
      facts: '长'.repeat(301),
      faq: [{ question: '会起球吗', answer: '' }],
    }
    expect(checkForm(form).problems).toEqual(new Set(['name', 'code', 'price', 'days', 'facts', 'faq']))
  })

  it('refuses what would not fit into one frame of the wire', () => {
    const faq = Array.from({ length: 100 }, (_, n) => ({ question: `问题 ${n}`, answer: '答'.repeat(300) }))
    expect(checkForm({ ...formOf(coat), faq }).problems).toEqual(new Set(['size']))
  })
})
