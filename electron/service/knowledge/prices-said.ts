const HAN_PRICE = /(\d{1,7}(?:\.\d{1,2})?)\s*(?:元|块钱|块|米(?![高长宽的床])|rmb|yuan)/giu
const MARKED_PRICE =
  /(?:[¥￥$]|rmb|价|到手|只要|卖)\s*(\d{1,7}(?:\.\d{1,2})?)(?!\s*(?:[%件个天克折斤码]|\d))/giu

/** The amounts of money a text names, in fen: ¥399, 399元, 到手价 39.9. */
export function pricesSaid(text: string): ReadonlySet<number> {
  const found = new Set<number>()
  for (const pattern of [HAN_PRICE, MARKED_PRICE]) {
    for (const [, amount = ''] of text.matchAll(pattern)) found.add(Math.round(Number(amount) * 100))
  }
  return found
}
