import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Argument, Command } from 'commander'
import { z } from 'zod'

import { cellText } from '#shared/domain/imports/cell.ts'
import { headingKey } from '#shared/domain/imports/heading.ts'
import { rowReasonInEnglish } from '#shared/domain/imports/reason.ts'
import { dataDirectory } from '../data-dir.ts'
import { applyImport, revertImport, settleInterrupted } from '../imports/apply.ts'
import type { BoundImporter, RowsInHand } from '../imports/bound-importer.ts'
import type { ImportContext } from '../imports/importer.ts'
import { IMPORTERS } from '../imports/importers.ts'
import { createIds } from '../imports/new-ids.ts'
import { readSpreadsheet } from '../imports/reading/read-file.ts'
import { planTable, proposedMapping, tableOf, type Table } from '../imports/table.ts'
import { openLibrary } from '../library/library.ts'
import { lockDataFolder } from '../storage/data-folder-lock.ts'
import { StorageError } from '../storage/storage-error.ts'

const KINDS = { fans: 'fans', products: 'products', runsheet: 'runSheet', orders: 'orders' } as const

const isKind = (word: string): word is keyof typeof KINDS => Object.hasOwn(KINDS, word)

/** The shell's code for a program that was stopped by SIGINT. */
const EXIT_INTERRUPTED = 130

interface ImportOptions {
  readonly data: string
  readonly map?: string
  readonly sheet: string
  readonly dryRun: boolean
}

/**
 * `huitou import`: a spreadsheet into the library while no studio runs. Prints one line of JSON; progress goes to
 * standard error. Exit code 0: done, whatever rows were rejected; 1: nothing was changed, the message says why; 130:
 * interrupted, and what had been written is taken back.
 */
export function importCommand(): Command {
  return new Command('import')
    .description('import fans, products, the run-sheet or orders out of a CSV or XLSX file')
    .addArgument(new Argument('<kind>', 'what the rows are').choices(Object.keys(KINDS)))
    .argument('<file>', 'CSV (UTF-8, UTF-16 or GB18030) or XLSX')
    .option('--data <dir>', 'folder of the library and the session logs', dataDirectory())
    .option('--map <file>', 'JSON object of heading to field, for headings that are not recognised')
    .option('--sheet <number>', 'which sheet of a workbook, from 1', '1')
    .option('--dry-run', 'say what would happen and change nothing', false)
    .action(runImport)
}

async function runImport(word: string, file: string, options: ImportOptions): Promise<void> {
  if (!isKind(word)) throw new Error(`${word} cannot be imported`)
  const importer = IMPORTERS[KINDS[word]]
  const sheet = Number(options.sheet)
  if (!Number.isInteger(sheet) || sheet < 1) throw new Error('--sheet is a whole number from 1')
  const chosen = options.map === undefined ? {} : readMap(options.map)

  const unlock = lock(options.data)
  try {
    const { library } = openLibrary(join(options.data, 'library.db'))
    try {
      const context = {
        library,
        session: () => null,
        nowMs: Date.now,
        newId: createIds(Date.now),
      }
      await settleInterrupted(IMPORTERS, context)
      const hand = await plan(importer, context, file, sheet - 1, chosen)
      if (!options.dryRun && !(await apply(importer, context, hand, file))) {
        process.exitCode = EXIT_INTERRUPTED
        return
      }
      report(importer, hand)
    } finally {
      library.close()
    }
  } finally {
    unlock()
  }
}

function lock(folder: string): () => void {
  try {
    return lockDataFolder(folder)
  } catch (error) {
    if (!(error instanceof StorageError) || error.kind !== 'busy') throw error
    throw new Error(`the studio is running on ${folder}: close it first, or import on its own screen`, {
      cause: error,
    })
  }
}

function readMap(file: string): Record<string, string> {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new Error(
      `${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    )
  }
  const map = z.record(z.string(), z.string()).safeParse(content)
  if (!map.success) throw new Error(`${file} must hold one object like {"heading":"field"}`)
  return map.data
}

async function plan(
  importer: BoundImporter,
  context: ImportContext,
  file: string,
  sheet: number,
  chosen: Readonly<Record<string, string>>,
): Promise<RowsInHand> {
  const read = await readSpreadsheet(file, { sheet, onProgress: (rows) => progress('reading', rows, null) })
  const known = new Map(Object.entries(chosen).map(([heading, field]) => [headingKey(heading).whole, field]))
  const table = tableOf(read, importer.columns, known)
  const mapping = proposedMapping(table, importer.columns, known)
  refuseWrongMap(importer, table, chosen)
  const fields = new Set(mapping.values())
  const missing = importer.columns.filter(({ field, required }) => required === true && !fields.has(field))
  if (fields.size === 0 || missing.length > 0) {
    const wanted = (missing.length > 0 ? missing : importer.columns).map(
      ({ field, label }) => `${field} (${label.zh})`,
    )
    const headings = table.headings.map(cellText).filter((heading) => heading !== '')
    throw new Error(
      `no heading of ${file} is recognised for ${wanted.join(', ')}; its headings are ${headings.join(', ')}; say with --map which is which`,
    )
  }
  const total = table.rows.length - table.firstRow
  return planTable(importer, context, table, mapping, {
    onProgress: (rows) => progress('checking', rows, total),
  })
}

function refuseWrongMap(
  importer: BoundImporter,
  table: Table,
  chosen: Readonly<Record<string, string>>,
): void {
  const headings = new Set(table.headings.map((heading) => headingKey(heading).whole))
  const fields = new Map(importer.columns.map(({ field, label }) => [field, label.zh]))
  const taken = new Set<string>()
  for (const [heading, field] of Object.entries(chosen)) {
    if (!headings.has(headingKey(heading).whole)) throw new Error(`--map: the file has no heading ${heading}`)
    if (field === '') continue
    if (!fields.has(field)) {
      throw new Error(`--map: there is no field ${field}; fields are ${[...fields.keys()].join(', ')}`)
    }
    if (taken.has(field)) throw new Error(`--map: two headings are for ${field}`)
    taken.add(field)
  }
}

/** False when it was interrupted; nothing of it is left then. */
async function apply(
  importer: BoundImporter,
  context: ImportContext,
  hand: RowsInHand,
  file: string,
): Promise<boolean> {
  const journal = context.library.imports
  const importId = randomUUID()
  let interrupted = false
  const interrupt = (): void => {
    interrupted = true
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  try {
    const options = {
      importId,
      kind: importer.kind,
      fileName: basename(file),
      // Nobody is on air here: the data folder is this command's alone.
      isLive: () => false,
      isCancelled: () => interrupted,
      onProgress: (done: number, total: number) => progress('writing', done, total),
    }
    if (await applyImport(hand, journal, options)) return true
    await takeBack(importer, context, importId)
    console.error('interrupted: nothing was imported')
    return false
  } catch (error) {
    await takeBack(importer, context, importId)
    throw error
  } finally {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
}

async function takeBack(importer: BoundImporter, context: ImportContext, importId: string): Promise<void> {
  if (!context.library.imports.find(importId)) return
  await revertImport(importer, context, importId)
  context.library.imports.drop(importId)
}

function report(importer: BoundImporter, hand: RowsInHand): void {
  const { read, created, updated, merged } = hand.counts()
  const labels = new Map(importer.columns.map(({ field, label }) => [field, label.zh]))
  const rejected = hand.rejected().map(({ row, reason }) => ({
    row,
    reason: rowReasonInEnglish(reason, (field) => labels.get(field) ?? field),
  }))
  process.stdout.write(`${JSON.stringify({ read, created, updated, merged, rejected })}\n`)
}

let told = 0

/** A line at a time on a terminal and at most twice a second, so that logs stay short. */
function progress(what: string, done: number, total: number | null): void {
  const now = Date.now()
  if (now - told < 500 && done !== total) return
  told = now
  console.error(`${what} ${done}${total === null ? '' : ` of ${total}`}`)
}
