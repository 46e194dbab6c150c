import type { Database } from 'better-sqlite3'
import { existsSync, renameSync } from 'node:fs'
import { integrityProblems, openForInspection, openForWriting } from '../storage/open-database.ts'
import { StorageError, withStorageErrors } from '../storage/storage-error.ts'
import { cannedReplies, type CannedReplies } from './canned-replies.ts'
import { erasureList, type ErasureList, type Person } from './erasures.ts'
import { fansOf, type Fans } from './fans.ts'
import { forgetTraces } from './forget-traces.ts'
import type { GrantStore } from './grant-store.ts'
import { grantStore } from './grants.ts'
import { importJournal, type ImportJournal } from './import-journal.ts'
import { LIBRARY_SCHEMA } from './library-schema.ts'
import { learnedRepliesOf, type LearnedReplies } from './learned-replies.ts'
import { moderationOf, type Moderation } from './moderation.ts'
import { laterOrdersOf } from './order-rows.ts'
import { ordersOf, type Orders } from './orders.ts'
import { policiesOf, type Policies } from './policies.ts'
import { productsOf, type Products } from './products.ts'
import { reviewRollupsOf, type ReviewRollups } from './review-rollups.ts'
import { rolledReviewsOf, type RolledReviews } from './rolled-reviews.ts'
import { runSheetsOf, type RunSheets } from './run-sheets.ts'
import { sceneStore, type SceneStore } from './scenes.ts'
import { sessionList, type SessionList } from './session-list.ts'
import { settingsOf, type Settings } from './settings.ts'
import { suggestionBook, type SuggestionBook } from './suggestion-book.ts'
import { syncBook, type SyncBook } from './sync-book.ts'

/** Everything that outlives a show. Every part throws StorageError when the file cannot be read or written. */
export interface Library {
  readonly sessions: SessionList
  readonly cannedReplies: CannedReplies
  readonly fans: Fans
  /** People to be forgotten, of whom logs still hold traces. */
  readonly erasures: ErasureList
  /** Takes a person out of everything the library holds beside the fans. */
  readonly forgetTraces: (person: Person) => void
  readonly moderation: Moderation
  readonly grants: GrantStore
  readonly scenes: SceneStore
  readonly products: Products
  readonly orders: Orders
  readonly policies: Policies
  readonly learnedReplies: LearnedReplies
  readonly runSheets: RunSheets
  readonly imports: ImportJournal
  /** What sessions are compared by: written here, read there. */
  readonly reviewRollups: ReviewRollups
  readonly rolledReviews: RolledReviews
  readonly settings: Settings
  readonly suggestions: SuggestionBook
  readonly sync: SyncBook
  readonly close: () => void
}

/** Something the host must be told: the library was damaged, lies untouched at `keptAs`, and a fresh one is in use. */
export interface LibraryNotice {
  readonly kind: 'damaged'
  readonly keptAs: string
}

export interface OpenedLibrary {
  readonly library: Library
  readonly notice: LibraryNotice | null
}

/**
 * Opens `library.db`, making it (and its folder) when missing. A damaged file is moved aside untouched and a fresh
 * one made. Throws StorageError for everything else: `newerVersion`, `busy`, `readOnly`, `full`, `io`.
 */
export function openLibrary(file: string, options: { readonly nowMs?: () => number } = {}): OpenedLibrary {
  const nowMs = options.nowMs ?? Date.now
  try {
    refuseDamaged(file)
    return { library: libraryOn(openForWriting(file, LIBRARY_SCHEMA, { create: true }), nowMs), notice: null }
  } catch (error) {
    if (!(error instanceof StorageError) || error.kind !== 'damaged') throw error
    const keptAs = moveAside(file, nowMs())
    const library = libraryOn(openForWriting(file, LIBRARY_SCHEMA, { create: true }), nowMs)
    return { library, notice: { kind: 'damaged', keptAs } }
  }
}

/** The parts over an open connection. */
export function libraryOn(db: Database, nowMs: () => number): Library {
  // What is deleted here is often about people: it is overwritten in the file, not only unlinked.
  db.pragma('secure_delete = ON')
  // Imports of tens of thousands of fans touch every index: with SQLite's 2 MB they would be spilled over and over.
  db.pragma('cache_size = -32768')
  const settings = settingsOf(db)
  const fans = fansOf(db, nowMs, laterOrdersOf(db))
  const products = productsOf(db, nowMs)
  const orders = ordersOf(db, fans, products, nowMs)
  const imports = importJournal(db, nowMs)
  const reviewRollups = reviewRollupsOf(db)
  return {
    sessions: sessionList(db),
    cannedReplies: cannedReplies(db, settings),
    fans,
    erasures: erasureList(db, nowMs),
    forgetTraces: forgetTraces(db, orders, imports, reviewRollups),
    moderation: moderationOf(db, nowMs),
    grants: grantStore(db),
    scenes: sceneStore(settings),
    products,
    orders,
    policies: policiesOf(db, nowMs),
    learnedReplies: learnedRepliesOf(db),
    runSheets: runSheetsOf(db, settings, nowMs),
    imports,
    reviewRollups,
    rolledReviews: rolledReviewsOf(db),
    settings,
    suggestions: suggestionBook(db, nowMs),
    sync: syncBook(db),
    close: () => {
      db.close()
    },
  }
}

/** Looks through a read-only connection first, since one that writes would tidy up the evidence on closing. */
function refuseDamaged(file: string): void {
  if (!existsSync(file)) return
  const { db } = openForInspection(file, LIBRARY_SCHEMA)
  try {
    const [problem] = integrityProblems(db, 'quick_check')
    if (problem !== undefined) throw new StorageError('damaged', `${file}: ${problem}`)
  } finally {
    db.close()
  }
}

/** Renames the file together with its WAL, which belongs to it; returns the new name. */
function moveAside(file: string, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')
  let keptAs = `${file}.damaged-${stamp}`
  for (let copy = 2; existsSync(keptAs); copy++) keptAs = `${file}.damaged-${stamp}-${copy}`
  withStorageErrors(file, () => {
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(file + suffix)) renameSync(file + suffix, keptAs + suffix)
    }
  })
  return keptAs
}
