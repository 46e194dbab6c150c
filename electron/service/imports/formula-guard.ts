/**
 * Beginnings that spreadsheet programs take for a formula (OWASP, CSV injection), with their full-width forms, which
 * programs of East Asia read alike, and whatever blanks stand before. Text with apostrophes before one gets another,
 * so that what is taken off again is never its own.
 */
const FORMULA = /^'*(?:[\s\u00A0\u3000\uFEFF]*[=+\-@＝＋－＠]|[\t\r\n])/u

/** Text that no spreadsheet program takes for a formula: with an apostrophe before it, as people write one. */
export const neutralised = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

/** Takes the apostrophe off again. */
export const restored = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text
