import type { Classification } from './classify.ts'
import { foldInto, newFolded } from './fold.ts'
import { normaliseText } from './normalise-text.ts'
import { buildMatcher } from './phrase-matcher.ts'
import { productReference } from './product-reference.ts'
import { GLUE_WORDS, QUESTION_FACETS, type FacetWords } from './question-facets.ts'

const ROWS: readonly FacetWords[] = QUESTION_FACETS
const matcher = buildMatcher(ROWS, new Set())
const folded = newFolded()
const matches = matcher.newMatches()

/**
 * The key of the thread that `text` belongs to: intent, product, and what exactly is asked. Messages with the same
 * key get one answer. `itemNumber` is the number of the product meant, null when unknown. What no facet covers
 * (all of `other` included), what is personal and what runs long is keyed by its normalised text, so only the same words join.
 */
export function threadKey(text: string, classification: Classification, itemNumber: number | null): string {
  const { intent } = classification
  const rowId = intent === 'other' ? -1 : facetRow(text, intent)
  const row = ROWS[rowId]
  const product = itemNumber === null ? 'any' : `item${itemNumber}`
  const words = normaliseText(text)
  if (row === undefined || row.personal || saysMore(words)) return `${intent}/${product}/"${words}"`
  const subject = productReference(text) === null ? unnumberedSubject(words, rowId) : ''
  return `${intent}/${product}/${row.facet}${subject === '' ? '' : `(${subject})`}`
}

/** The first facet of `intent` that `text` asks about, as an index into ROWS; -1 when none covers it. */
function facetRow(text: string, intent: Classification['intent']): number {
  foldInto(text, folded)
  matcher.match(folded.units, folded.length, matches)
  return ROWS.findIndex((row, id) => row.intent === intent && matches.found[id] === 1)
}

/** A long message tells a story of its own; one facet of it is not the whole question. */
function saysMore(words: string): boolean {
  return words.length > (/\p{Script=Han}/u.test(words) ? 14 : 45)
}

/** What `words` name beside the question itself: 外套 of 外套多少钱. Empty when the question is all there is. */
function unnumberedSubject(words: string, rowId: number): string {
  const rest = words.replaceAll(saysNothing(rowId), ' ')
  return rest.replaceAll(/[\d\s]+/gu, ' ').trim()
}

const saysNothingByRow = new Map<number, RegExp>()

/** Matches glue and the words of the row; built when the row is first asked about. */
function saysNothing(rowId: number): RegExp {
  const known = saysNothingByRow.get(rowId)
  if (known !== undefined) return known
  const words = `${GLUE_WORDS} ${ROWS[rowId]?.words ?? ''}`
    .replaceAll(/[\^$#]/gu, '')
    .split(/\s+/u)
    .map((word) => word.replaceAll('_', ' '))
    .toSorted((a, b) => b.length - a.length)
  // English words only whole: "is" is not glue inside "lipstick".
  const parts = words
    .filter((word) => word !== '')
    .map((word) => word.replace(/^(?=[a-z])/, '\\b').replace(/(?<=[a-z])$/, '\\b'))
  const pattern = new RegExp(parts.join('|'), 'gu')
  saysNothingByRow.set(rowId, pattern)
  return pattern
}
