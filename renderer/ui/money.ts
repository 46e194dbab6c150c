const yuan = new Intl.NumberFormat('zh-CN', {
  style: 'currency',
  currency: 'CNY',
  currencyDisplay: 'narrowSymbol',
  trailingZeroDisplay: 'stripIfInteger',
})

/** 39900 → "¥399", 39950 → "¥399.50"; the same in every language, as it stands on the product card. */
export const formatFen = (fen: number): string => yuan.format(fen / 100)
