import MiniSearch from 'minisearch'
import type { EntryUse } from '../library/learned-replies.ts'
import type { Entry } from './entry.ts'
import { tokensOf, tokenWeight, type Tokens } from './tokens.ts'

/** An entry with what it is found by, cut up once. */
export interface IndexedEntry {
  readonly entry: Entry
  /** Each question it is known to answer: its own and those it was sent to. */
  readonly questions: readonly Tokens[]
  readonly text: ReadonlySet<string>
}

/** All that is known, found by words. Entries come and go in groups: a product, an item, the policies. */
export interface KnowledgeIndex {
  /** Puts these entries in the place of the group's. An entry of an other group with the same id stays beside it. */
  readonly put: (group: string, entries: readonly Entry[]) => void
  readonly remove: (group: string) => void
  /** Entries of this id, wherever they stand, were sent so often and to these questions. */
  readonly setUse: (entryId: string, use: EntryUse) => void
  /** Entries of these scopes, or of the whole shop, that share words with `tokens`: those that share most first. */
  readonly search: (tokens: Tokens, scopes: ReadonlySet<string>) => readonly IndexedEntry[]
  /** All entries of these scopes and of the whole shop. */
  readonly inScope: (scopes: ReadonlySet<string>) => Iterable<IndexedEntry>
  /** How much a token says: rare ones and concepts more. Positive. */
  readonly weight: (token: string) => number
  readonly size: () => number
}

/** Beyond these nothing has ever been the right one. */
const CANDIDATES_MAX = 60
const SEPARATOR = '\n'
const SHOP = ''

interface Document {
  readonly id: string
  readonly question: string
  readonly asked: string
  readonly text: string
}

export function createKnowledgeIndex(): KnowledgeIndex {
  const documents = new Map<string, { readonly document: Document; readonly indexed: IndexedEntry }>()
  const idsByGroup = new Map<string, readonly string[]>()
  const idsByScope = new Map<string, Set<string>>()
  const idsByEntry = new Map<string, Set<string>>()
  const holders = new Map<string, number>()
  const search = new MiniSearch<Document>({
    fields: ['question', 'asked', 'text'],
    // Texts are cut up by `tokensOf` already.
    tokenize: (tokens) => (tokens === '' ? [] : tokens.split(SEPARATOR)),
    processTerm: (token) => token,
  })

  const count = ({ indexed }: { readonly indexed: IndexedEntry }, by: 1 | -1): void => {
    for (const token of allTokens(indexed)) holders.set(token, (holders.get(token) ?? 0) + by)
  }
  const drop = (id: string): void => {
    const held = documents.get(id)
    if (held === undefined) return
    const { entry } = held.indexed
    search.remove(held.document)
    documents.delete(id)
    take(idsByScope, entry.scope ?? SHOP, id)
    take(idsByEntry, entry.entryId, id)
    count(held, -1)
  }
  const add = (id: string, entry: Entry): void => {
    const held = prepared(id, entry)
    documents.set(id, held)
    search.add(held.document)
    idsByScope.set(entry.scope ?? SHOP, (idsByScope.get(entry.scope ?? SHOP) ?? new Set()).add(id))
    idsByEntry.set(entry.entryId, (idsByEntry.get(entry.entryId) ?? new Set()).add(id))
    count(held, 1)
  }
  const remove = (group: string): void => {
    for (const id of idsByGroup.get(group) ?? []) drop(id)
    idsByGroup.delete(group)
  }
  const scopeOf = (id: string): string => documents.get(id)?.indexed.entry.scope ?? SHOP

  return {
    put: (group, entries) => {
      remove(group)
      const ids: string[] = []
      for (const entry of entries) {
        const id = `${group}${SEPARATOR}${entry.entryId}`
        add(id, entry)
        ids.push(id)
      }
      idsByGroup.set(group, ids)
    },
    remove,
    setUse: (entryId, use) => {
      for (const id of [...(idsByEntry.get(entryId) ?? [])]) {
        const held = documents.get(id)
        if (held === undefined) continue
        drop(id)
        add(id, { ...held.indexed.entry, use })
      }
    },
    search: ({ all }, scopes) => {
      if (all.length === 0) return []
      const results = search.search(all.join(SEPARATOR), {
        boost: { question: 2, asked: 2 },
        boostDocument: (id) => (isIn(scopeOf(String(id)), scopes) ? 1 : 0),
        // Typing errors in Latin words; a Chinese one leaves its neighbours to find the entry by.
        fuzzy: (token) => (/^[a-z]{5,}$/.test(token) ? 1 : false),
        prefix: (token) => /^[a-z]{4,}$/.test(token),
      })
      return results.slice(0, CANDIDATES_MAX).flatMap(({ id }) => documents.get(String(id))?.indexed ?? [])
    },
    *inScope(scopes) {
      for (const scope of [SHOP, ...scopes]) {
        for (const id of idsByScope.get(scope) ?? []) {
          const held = documents.get(id)
          if (held) yield held.indexed
        }
      }
    },
    weight: (token) =>
      tokenWeight(token) * Math.log(1 + (1 + documents.size) / (1 + (holders.get(token) ?? 0))),
    size: () => documents.size,
  }
}

/** Takes a value out of the set of a key, and the set with its last value. */
function take(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key)
  set?.delete(value)
  if (set?.size === 0) sets.delete(key)
}

const isIn = (scope: string, scopes: ReadonlySet<string>): boolean => scope === SHOP || scopes.has(scope)

function prepared(id: string, entry: Entry) {
  const own = entry.question === '' ? [] : [tokensOf(entry.question)]
  const asked = entry.use.questions.map(tokensOf)
  const text = tokensOf(entry.text)
  const joined = (tokens: readonly Tokens[]): string =>
    [...new Set(tokens.flatMap(({ all }) => all))].join(SEPARATOR)
  return {
    document: { id, question: joined(own), asked: joined(asked), text: joined([text]) },
    indexed: { entry, questions: [...own, ...asked], text: new Set(text.all) },
  }
}

function allTokens({ questions, text }: IndexedEntry): ReadonlySet<string> {
  return new Set([...questions.flatMap(({ all }) => all), ...text])
}
