import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { sessionOrders, type ToldOrder } from '#shared/domain/review/session-orders.ts'
import { withOrders } from '#shared/domain/review/with-orders.ts'
import { EXPORT_TABLES, type ExportRequest } from '#shared/protocol/exports.ts'
import { openSessionLogReader } from '../log/log-reader.ts'
import { logReview } from '../review/make-review.ts'
import { toldOrders } from '../review/told-orders.ts'
import { StorageError } from '../storage/storage-error.ts'
import type { Begin } from './begin.ts'
import { writeCsv, writeCsvArchive } from './csv-out.ts'
import { writeJsonLines, writeParquet } from './events-out.ts'
import type { ExportSource } from './export-source.ts'
import { htmlReport } from './html/report.ts'
import { tablesOf } from './tables/tables-of.ts'
import { wordsIn } from './words/words-in.ts'
import { writeWorkbook } from './xlsx-out.ts'

/** Which session, out of which folder. `closed`: nobody writes its log any more. */
export interface ExportedSession {
  readonly dataDir: string
  readonly sessionId: string
  readonly closed: boolean
  readonly madeAtMs: number
  /** With it, a library that cannot be read costs its orders only, and this is told why. */
  readonly onLibraryTrouble?: (message: string) => void
}

/**
 * Writes one file. When it fails or is stopped, what is there of it is the caller's to remove.
 * @throws LogError or StorageError when the session cannot be read, and whatever the file system says.
 */
export async function writeExport(
  session: ExportedSession,
  request: ExportRequest,
  begin: Begin,
): Promise<void> {
  const { format, language } = request
  switch (format) {
    case 'html': {
      const report = htmlReport(sourceOf(session), wordsIn(language))
      begin.onTotal(1)
      await writeFile(begin.path, report, { flag: 'wx', mode: begin.mode })
      return begin.onRows(1)
    }
    case 'xlsx':
    case 'csv':
      return writeTables(sourceOf(session), request, begin)
    case 'jsonl':
    case 'parquet':
      return writeEvents(logFileOf(session), format, begin)
    default:
      return format satisfies never
  }
}

const logFileOf = ({ dataDir, sessionId }: ExportedSession): string =>
  join(dataDir, 'sessions', `${sessionId}.db`)

/** The review and its orders, of the same moment. */
function sourceOf(session: ExportedSession): ExportSource {
  const { closed, madeAtMs } = session
  const log = logReview(logFileOf(session), { closed })
  const told = ordersOf(session)
  return {
    review: withOrders(log, told),
    orders: sessionOrders({ ...log.rest, orders: log.figures.orders }, told),
    madeAtMs,
  }
}

function ordersOf({ dataDir, sessionId, onLibraryTrouble }: ExportedSession): ToldOrder[] {
  try {
    return toldOrders(join(dataDir, 'library.db'), sessionId)
  } catch (error) {
    if (!onLibraryTrouble || !(error instanceof StorageError)) throw error
    onLibraryTrouble(error.message)
    return []
  }
}

async function writeTables(
  source: ExportSource,
  { format, language, tables: wanted }: ExportRequest,
  begin: Begin,
): Promise<void> {
  const tables = [...tablesOf(source, wordsIn(language), wanted ?? EXPORT_TABLES)]
  begin.onTotal(tables.reduce((sum, { rows }) => sum + rows.length, 0))
  if (format === 'xlsx') return writeWorkbook(tables, begin)
  const [only, ...others] = tables
  return only && others.length === 0 ? writeCsv(only, begin) : writeCsvArchive(tables, begin)
}

async function writeEvents(logFile: string, format: 'jsonl' | 'parquet', begin: Begin): Promise<void> {
  const log = openSessionLogReader(logFile)
  try {
    begin.onTotal(log.lastSeq())
    await (format === 'jsonl' ? writeJsonLines(log, begin) : writeParquet(log, begin))
  } finally {
    log.close()
  }
}
