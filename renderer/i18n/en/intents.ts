import type { intents as zh } from '../zh-CN/intents.ts'

export const intents = {
  price: 'Price',
  size: 'Size',
  stock: 'Stock',
  shipping: 'Shipping',
  productAttribute: 'Product',
  usage: 'Usage',
  link: 'Link',
  coupon: 'Coupon',
  afterSale: 'After-sale',
  schedule: 'Schedule',
  other: 'Other',
} satisfies Record<keyof typeof zh, string>
