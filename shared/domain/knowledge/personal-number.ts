/**
 * Telephones, orders, parcels: numbers that say who somebody is and nothing about a product. Mobile numbers also as
 * people space them (138 0013 8000); other figures with gaps are sizes and dates. Figures of any script and width.
 */
const PERSONAL_NUMBER = /1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)|\p{Nd}{7,}/gu

export const hasPersonalNumber = (text: string): boolean =>
  text.normalize('NFKC').search(PERSONAL_NUMBER) >= 0

/** The text with an ellipsis in the place of each such number. */
export const withoutPersonalNumbers = (text: string): string =>
  text.normalize('NFKC').replaceAll(PERSONAL_NUMBER, '…')
