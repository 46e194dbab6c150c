import { normaliseText, plainText } from '#shared/domain/questions/normalise-text.ts'
import { TRADE_SYNONYMS } from './trade-synonyms.ts'

/** What a text is found by: single Chinese characters, pairs of them, words, and the concepts it names. */
export interface Tokens {
  readonly all: readonly string[]
  /** Those that name a concept of the trade. */
  readonly concepts: readonly string[]
}

/** Marks tokens that are concepts; cannot stand in a normalised text. */
const CONCEPT = '§'

const isConcept = (token: string): boolean => token.startsWith(CONCEPT)
const isHan = (token: string): boolean => /^\p{Script=Han}/u.test(token)

/** Characters that every question is full of. They still count inside pairs. */
const STOP_CHARACTERS = new Set(
  '的了是有我你他她它们这那个吗呢吧啊会能可以不么什怎样在和就都还要想请给到一'.split(''),
)
const STOP_WORDS = new Set(
  `a an the is are it its this that i you we they my your do does did can could will would to of in on for and or be
   with have has get me if so just not one any some there`.split(/\s+/),
)
const STOP_PAIRS = new Set([
  '什么',
  '怎么',
  '可以',
  '这个',
  '那个',
  '有没',
  '没有',
  '是不',
  '不是',
  '会不',
  '能不',
])

/** Ways of speaking that are other words for the same; done first, so that the pairs around them are the same too. */
const FOLDS: readonly (readonly [RegExp, string])[] = [
  [/咋样/g, '怎么样'],
  [/咋/g, '怎么'],
  [/啥/g, '什么'],
  [/多长时间|多少时间|多少天|几天/g, '多久'],
  [/木有|冇/g, '没有'],
  [/行不行|行不|可不可以|可以不|能不能|能否|可否/g, '可以'],
  [/娃|小盆友/g, '宝宝'],
  [/肿么/g, '怎么'],
]

const folded = (text: string): string => FOLDS.reduce((said, [from, to]) => said.replace(from, to), text)

/** Cuts any text into its tokens, each once. Linear in its length, of which only the first 400 units count. */
export function tokensOf(text: string): Tokens {
  const bare = folded(normaliseText(text))
  const found = new Set<string>()
  for (const [run] of bare.matchAll(/\p{Script=Han}+|[\da-z]+(?:[.'-][\da-z]+)*/gu)) {
    if (isHan(run)) addHan(run, found)
    else if (!STOP_WORDS.has(run)) found.add(stem(run))
  }
  const plain = plainText(text)
  const concepts = [...new Set([...conceptsOf(plain), ...conceptsOf(folded(plain))])]
  for (const concept of concepts) found.add(concept)
  return { all: [...found], concepts }
}

function addHan(run: string, found: Set<string>): void {
  for (let i = 0; i < run.length; i++) {
    const one = run.charAt(i)
    if (!STOP_CHARACTERS.has(one)) found.add(one)
    const pair = run.slice(i, i + 2)
    if (pair.length === 2 && !STOP_PAIRS.has(pair)) found.add(pair)
  }
}

/** Plurals and the commonest endings; what is left need not be a word. */
function stem(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) return word
  return word
    .replace(/(?:'s|ies)$/, (ending) => (ending === 'ies' ? 'y' : ''))
    .replace(/(?<=[^s])s$/, '')
    .replace(/(?<=\w{3})(?:ing|ed)$/, '')
}

/** Weight of a token beside its rarity: concepts say most, single characters least. */
export function tokenWeight(token: string): number {
  if (isConcept(token)) return 2.4
  if (!isHan(token)) return 1.4
  return token.length === 1 ? 0.55 : 1.1
}

const PHRASES = phrasesOf(TRADE_SYNONYMS)

function phrasesOf(groups: Readonly<Record<string, string>>) {
  const byPhrase = new Map<string, string[]>()
  let longest = 0
  for (const [name, words] of Object.entries(groups)) {
    for (const word of words.split(/\s+/).filter((one) => one !== '')) {
      const phrase = word.replaceAll('_', ' ')
      byPhrase.set(phrase, [...(byPhrase.get(phrase) ?? []), CONCEPT + name])
      longest = Math.max(longest, phrase.length)
    }
  }
  return { byPhrase, longest }
}

function conceptsOf(plain: string): string[] {
  const found = new Set<string>()
  for (let at = 0; at < plain.length; at++) {
    const phrase = phraseAt(plain, at)
    if (phrase === null) continue
    for (const concept of PHRASES.byPhrase.get(phrase) ?? []) found.add(concept)
    at += phrase.length - 1
  }
  return [...found]
}

/** The longest phrase that begins at `at`; Latin ones only as whole words. */
function phraseAt(plain: string, at: number): string | null {
  if (isLatin(plain, at) && isLatin(plain, at - 1)) return null
  for (let length = Math.min(PHRASES.longest, plain.length - at); length > 0; length--) {
    const phrase = plain.slice(at, at + length)
    if (!PHRASES.byPhrase.has(phrase)) continue
    const end = at + length
    if (isLatin(plain, end - 1) && isLatin(plain, end)) continue
    return phrase
  }
  return null
}

const isLatin = (text: string, at: number): boolean => /[a-z]/.test(text.charAt(at))
