import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { Logger } from 'pino'
import { z } from 'zod'

import type { ImportKind } from '#shared/domain/imports/column.ts'
import { cellText } from '#shared/domain/imports/cell.ts'
import { headingKey } from '#shared/domain/imports/heading.ts'
import { REJECTED_SHOWN, SAMPLE_ROWS, type FileProblem, type ImportJob } from '#shared/protocol/imports.ts'
import type { Clock } from '../clock.ts'
import type { Library } from '../library/library.ts'
import type { RunningSession } from '../session/running-session.ts'
import { StorageError } from '../storage/storage-error.ts'
import { applyImport, revertImport, settleInterrupted } from './apply.ts'
import type { BoundImporter, RecordCells, RowsInHand } from './bound-importer.ts'
import type { ImportContext } from './importer.ts'
import { IMPORTERS } from './importers.ts'
import { createIds } from './new-ids.ts'
import { readSpreadsheet } from './reading/read-file.ts'
import { ReadError } from './reading/read-error.ts'
import {
  choicesOf,
  columnIndexes,
  planTable,
  proposedMapping,
  samplesOf,
  tableOf,
  type Table,
} from './table.ts'

export interface ImportsOptions {
  readonly library: Library
  readonly session: () => RunningSession | null
  readonly clock: Clock
  readonly logger: Logger
  readonly onChange: (job: ImportJob) => void
}

/** What was asked does not fit what the import is at. */
export type ImportRefusal = 'unknownImport' | 'wrongState' | 'missingField'

/** The one import that is open, from the file on: a second one waits until this is over or given up. */
export interface Imports {
  /** Takes over the file, which is removed when the import is over. Refused while another one writes. */
  readonly open: (kind: ImportKind, fileName: string, path: string) => ImportJob | ImportRefusal
  readonly current: () => ImportJob | null
  readonly chooseSheet: (importId: string, sheet: number) => ImportJob | ImportRefusal
  readonly plan: (importId: string, mapping: ReadonlyMap<number, string>) => ImportJob | ImportRefusal
  readonly remap: (importId: string) => ImportJob | ImportRefusal
  readonly apply: (importId: string) => ImportJob | ImportRefusal
  readonly cancel: (importId: string) => ImportJob | ImportRefusal
  /** Also for imports of before, as long as their journal is kept. */
  readonly undo: (importId: string) => ImportJob | ImportRefusal
  /** All rows that were not taken in, with the cells as the file has them. */
  readonly rejectedRows: (importId: string) => RejectedTable | null
  readonly exported: (importer: BoundImporter) => Iterable<RecordCells>
  /** Takes back what a crash interrupted. */
  readonly recover: () => Promise<void>
  /** Gives up what is not written; waits for what is being written to be taken back. */
  readonly close: () => Promise<void>
}

export interface RejectedTable {
  readonly headings: readonly string[]
  readonly rows: readonly {
    readonly row: number
    readonly reason: ReturnType<RowsInHand['rejected']>[number]['reason']
    readonly cells: readonly string[]
  }[]
}

/** Screens are told this often at most. */
const TELL_EVERY_MS = 100

const choicesSchema = z.record(z.string(), z.string())
const choicesKey = (kind: ImportKind): string => `imports.mapping.${kind}`

interface Open {
  job: ImportJob
  readonly importer: BoundImporter
  readonly path: string | null
  table: Table | null
  hand: RowsInHand | null
  abort: AbortController
  /** What is being done at this moment; settles whatever comes of it. */
  work: Promise<void>
}

export function createImports({ library, session, clock, logger, onChange }: ImportsOptions): Imports {
  const context: ImportContext = {
    library,
    session,
    nowMs: clock.nowMs,
    newId: createIds(clock.nowMs),
  }
  let open: Open | null = null
  let toldAtMs = 0

  const tell = (opened: Open, change: Partial<ImportJob>): ImportJob => {
    opened.job = { ...opened.job, ...change }
    toldAtMs = clock.nowMs()
    if (opened === open) onChange(opened.job)
    return opened.job
  }
  const tellProgress = (opened: Open, done: number, total: number | null): void => {
    opened.job = { ...opened.job, progress: { done, total } }
    if (clock.nowMs() - toldAtMs >= TELL_EVERY_MS) tell(opened, {})
  }

  /** Runs one step; what goes wrong is the job's, never the service's. */
  const start = (opened: Open, step: () => Promise<void>): void => {
    opened.abort = new AbortController()
    const { signal } = opened.abort
    opened.work = step().catch((error: unknown) => {
      if (signal.aborted) return
      letGo(opened)
      tell(opened, { state: 'failed', problem: problemOf(error) })
      logger.warn({ err: error, importId: opened.job.importId }, 'an import failed')
    })
  }

  const read = (opened: Open, sheet: number): void =>
    start(opened, async () => {
      const { path, importer } = opened
      if (path === null) return
      const { signal } = opened.abort
      const rows = await readSpreadsheet(path, {
        sheet,
        signal,
        onProgress: (done) => tellProgress(opened, done, null),
      })
      signal.throwIfAborted()
      const chosen = new Map(
        Object.entries(library.settings.get(choicesKey(importer.kind), choicesSchema) ?? {}),
      )
      opened.table = tableOf(rows, importer.columns, chosen)
      const mapping = proposedMapping(opened.table, importer.columns, chosen)
      tell(opened, {
        state: 'mapping',
        sheets: [...rows.sheets],
        sheet,
        columns: columnsOf(opened.table, mapping),
        progress: { done: opened.table.rows.length - opened.table.firstRow, total: null },
      })
    })

  const refuseUnless = (importId: string, states: readonly ImportJob['state'][]): Open | ImportRefusal => {
    if (!open || open.job.importId !== importId) return 'unknownImport'
    return states.includes(open.job.state) ? open : 'wrongState'
  }

  const isWriting = (): boolean =>
    open !== null && ['applying', 'cancelling', 'undoing'].includes(open.job.state)

  /** Lets go of the file and the rows; what was written stays in the journal. */
  const letGo = (opened: Open): void => {
    opened.abort.abort()
    opened.table = null
    if (opened.path !== null) void rm(opened.path, { force: true }).catch(() => undefined)
  }

  const begin = (kind: ImportKind, fileName: string, path: string | null, importId: string): Open => {
    const importer = IMPORTERS[kind]
    if (open) letGo(open)
    open = {
      job: blankJob(importId, importer, fileName),
      importer,
      path,
      table: null,
      hand: null,
      abort: new AbortController(),
      work: Promise.resolve(),
    }
    return open
  }

  const revert = (opened: Open, over: 'cancelled' | 'undone'): void =>
    start(opened, async () => {
      const { importId } = opened.job
      const edited = library.imports.find(importId)
        ? await revertImport(opened.importer, context, importId, (left) => tellProgress(opened, left, null))
        : []
      if (over === 'cancelled') library.imports.drop(importId)
      else if (library.imports.find(importId)) library.imports.setState(importId, 'undone')
      tell(opened, { state: over, edited })
    })

  return {
    open: (kind, fileName, path) => {
      if (isWriting()) {
        void rm(path, { force: true }).catch(() => undefined)
        return 'wrongState'
      }
      const opened = begin(kind, fileName, path, randomUUID())
      read(opened, 0)
      return tell(opened, {})
    },
    current: () => open?.job ?? null,
    chooseSheet: (importId, sheet) => {
      const opened = refuseUnless(importId, ['mapping', 'ready'])
      if (typeof opened === 'string') return opened
      opened.hand = null
      read(opened, sheet)
      return tell(opened, { state: 'reading', ...NOTHING_PLANNED })
    },
    plan: (importId, mapping) => {
      const opened = refuseUnless(importId, ['mapping', 'ready'])
      if (typeof opened === 'string') return opened
      const { table, importer } = opened
      if (!table) return 'wrongState'
      const fields = new Set(mapping.values())
      const missing = importer.columns.some(({ field, required }) => required === true && !fields.has(field))
      if (missing || fields.size !== mapping.size) return 'missingField'
      const choices = choicesOf(table, importer.columns, mapping)
      const before = library.settings.get(choicesKey(importer.kind), choicesSchema) ?? {}
      library.settings.set(choicesKey(importer.kind), remembered(before, table, choices))
      start(opened, async () => {
        const { signal } = opened.abort
        const total = table.rows.length - table.firstRow
        const hand = await planTable(importer, context, table, mapping, {
          signal,
          onProgress: (done) => tellProgress(opened, done, total),
        })
        opened.hand = hand
        tell(opened, {
          state: 'ready',
          counts: hand.counts(),
          rejected: hand.rejected().slice(0, REJECTED_SHOWN),
          joined: hand.joined().slice(0, REJECTED_SHOWN),
          sample: hand.sample(SAMPLE_ROWS).map((shown) => ({ ...shown, cells: { ...shown.cells } })),
          untouched: [...hand.untouched()],
        })
      })
      return tell(opened, {
        state: 'planning',
        columns: columnsOf(table, mapping),
        progress: { done: 0, total: table.rows.length - table.firstRow },
      })
    },
    remap: (importId) => {
      const opened = refuseUnless(importId, ['ready', 'planning'])
      if (typeof opened === 'string') return opened
      opened.abort.abort()
      opened.hand = null
      return tell(opened, { state: 'mapping', ...NOTHING_PLANNED })
    },
    apply: (importId) => {
      const opened = refuseUnless(importId, ['ready'])
      if (typeof opened === 'string') return opened
      const { hand, importer } = opened
      if (!hand) return 'wrongState'
      start(opened, async () => {
        const finished = await applyImport(hand, library.imports, {
          importId,
          kind: importer.kind,
          fileName: opened.job.fileName,
          isLive: () => context.session()?.state().phase === 'live',
          isCancelled: () => opened.job.state === 'cancelling',
          onProgress: (done, total) => tellProgress(opened, done, total),
        }).catch(async (error: unknown) => {
          // Half an import is none. What cannot be taken back now is at the next start.
          if (library.imports.find(importId)) await revertImport(importer, context, importId)
          library.imports.drop(importId)
          throw error
        })
        if (!finished) return revert(opened, 'cancelled')
        // At once: it is too late to cancel, and must not look as if it were not.
        tell(opened, { state: 'done' })
        if (opened.path !== null) await rm(opened.path, { force: true }).catch(() => undefined)
      })
      return tell(opened, { state: 'applying', progress: { done: 0, total: null } })
    },
    cancel: (importId) => {
      const opened = refuseUnless(importId, ['reading', 'mapping', 'planning', 'ready', 'applying', 'failed'])
      if (typeof opened === 'string') return opened
      if (opened.job.state === 'applying') return tell(opened, { state: 'cancelling' })
      letGo(opened)
      return tell(opened, { state: 'cancelled' })
    },
    undo: (importId) => {
      const run = library.imports.find(importId)
      if (!run) return 'unknownImport'
      if (run.state !== 'done' || isWriting()) return 'wrongState'
      const opened = open?.job.importId === importId ? open : begin(run.kind, run.fileName, null, importId)
      revert(opened, 'undone')
      return tell(opened, { state: 'undoing', counts: run.counts, progress: { done: 0, total: null } })
    },
    rejectedRows: (importId) => {
      if (!open || open.job.importId !== importId || !open.hand || !open.table) return null
      const { table, hand } = open
      return {
        headings: table.headings.map(cellText),
        rows: hand.rejected().map(({ row, reason }) => ({
          row,
          reason,
          cells: (table.rows[row - 1] ?? []).map(cellText),
        })),
      }
    },
    exported: (importer) => importer.exported(context),
    recover: async () => {
      for (const { importId, edited } of await settleInterrupted(IMPORTERS, context)) {
        logger.warn({ importId, edited: edited.length }, 'an interrupted import was taken back')
      }
    },
    close: async () => {
      if (!open) return
      if (open.job.state === 'applying') tell(open, { state: 'cancelling' })
      else if (!isWriting()) letGo(open)
      // Taking back begins another piece of work: wait until there is none.
      for (let work = open.work; ; work = open.work) {
        await work
        if (work === open.work) break
      }
      letGo(open)
    },
  }
}

function columnsOf(table: Table, mapping: ReadonlyMap<number, string>): ImportJob['columns'] {
  return columnIndexes(table).map((index) => ({
    index,
    heading: cellText(table.headings[index] ?? null).slice(0, 60),
    samples: samplesOf(table, index),
    field: mapping.get(index) ?? null,
  }))
}

/** Choices of this file's headings replace those of before; other files' stay. */
function remembered(
  before: Readonly<Record<string, string>>,
  table: Table,
  choices: ReadonlyMap<string, string>,
): Record<string, string> {
  const here = new Set(table.headings.map((heading) => headingKey(heading).whole))
  const others = Object.entries(before).filter(([heading]) => !here.has(heading))
  return Object.fromEntries([...others, ...choices])
}

const NOTHING_PLANNED = {
  counts: null,
  rejected: [],
  joined: [],
  sample: [],
  untouched: [],
} satisfies Partial<ImportJob>

const blankJob = (importId: string, importer: BoundImporter, fileName: string): ImportJob => ({
  importId,
  kind: importer.kind,
  fileName,
  state: 'reading',
  progress: { done: 0, total: null },
  sheets: [],
  sheet: 0,
  fields: importer.columns.map(({ field, format, label, required }) => ({
    field,
    format,
    label,
    required: required ?? false,
  })),
  columns: [],
  ...NOTHING_PLANNED,
  edited: [],
  problem: null,
})

function problemOf(error: unknown): FileProblem {
  if (error instanceof ReadError) return error.problem
  return error instanceof StorageError ? 'storage' : 'broken'
}
