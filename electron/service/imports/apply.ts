import { setImmediate } from 'node:timers/promises'

import type { ImportKind } from '#shared/domain/imports/column.ts'
import type { ImportJournal } from '../library/import-journal.ts'
import type { BoundImporter, RowsInHand } from './bound-importer.ts'
import type { ImportContext } from './importer.ts'

/** Records to a transaction during a show: some milliseconds, so that its questions do not notice. */
const CHUNK_DURING_SHOW = 200
/**
 * Records to a transaction while nobody is on air. New records go all over the indexes, and every commit writes each
 * page it touched: 50,000 fans take 12 s in chunks of 200 and 7 s in these.
 */
const CHUNK_OTHERWISE = 2_500
/** Imports that can be taken back; of older ones nothing is kept. */
const RUNS_KEPT = 10

export interface ApplyOptions {
  readonly importId: string
  readonly kind: ImportKind
  readonly fileName: string
  /** Whether a show is live at this moment. */
  readonly isLive: () => boolean
  readonly onProgress?: (records: number, total: number) => void
  /** Asked between chunks; true stops the writing. */
  readonly isCancelled?: () => boolean
}

/** Writes what was planned; false when it was cancelled, and then the caller takes it back by `revertImport`. */
export async function applyImport(
  hand: RowsInHand,
  journal: ImportJournal,
  options: ApplyOptions,
): Promise<boolean> {
  const { importId, kind, fileName, isLive, onProgress, isCancelled } = options
  // A sheet is one thing: it changes as a whole, and is never long.
  const small = isLive() && kind !== 'runSheet'
  const chunks = hand.chunks(small ? CHUNK_DURING_SHOW : CHUNK_OTHERWISE)
  const counts = hand.counts()
  // An import that changes nothing is none, and there would be nothing to take back.
  if (chunks.length === 0) return true
  const total = chunks.reduce((sum, chunk) => sum + chunk.records, 0)
  journal.begin({ importId, kind, fileName, counts })
  let done = 0
  for (const [index, chunk] of chunks.entries()) {
    if (isCancelled?.()) return false
    await chunk.write((changes) => journal.note(importId, index, changes))
    done += chunk.records
    onProgress?.(done, total)
    await setImmediate()
  }
  if (isCancelled?.()) return false
  journal.setState(importId, 'done')
  // Tens of thousands of images at a blow are noticed in a show: the next import off air tidies up as well.
  if (!isLive()) journal.prune(RUNS_KEPT)
  return true
}

/**
 * Takes back what an import has written, newest first. Returns how the records are called that somebody has changed
 * since; those stay as they are. Once begun it is gone on with, also after a crash.
 */
export async function revertImport(
  importer: BoundImporter,
  context: ImportContext,
  importId: string,
  onProgress?: (chunksLeft: number) => void,
): Promise<string[]> {
  const journal = context.library.imports
  journal.setState(importId, 'undoing')
  const edited: string[] = []
  for (let before = Number.MAX_SAFE_INTEGER; ;) {
    const changes = journal.chunkBefore(importId, before)
    if (changes === null) break
    edited.push(...(await importer.revert(context, changes)))
    before = changes[0]?.chunk ?? 0
    onProgress?.(before)
    await setImmediate()
  }
  return edited
}

/** Finishes what a crash interrupted: an import that was not done is taken back, and so is one on its way back. */
export async function settleInterrupted(
  importers: Readonly<Record<ImportKind, BoundImporter>>,
  context: ImportContext,
): Promise<{ importId: string; edited: string[] }[]> {
  const settled: { importId: string; edited: string[] }[] = []
  for (const { importId, kind } of context.library.imports.interrupted()) {
    const edited = await revertImport(importers[kind], context, importId)
    context.library.imports.drop(importId)
    settled.push({ importId, edited })
  }
  return settled
}
