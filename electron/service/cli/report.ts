import { existsSync } from 'node:fs'
import { link, rename, rm, stat, unlink } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { Command, Option } from 'commander'
import { z } from 'zod'

import {
  EXPORT_TABLES,
  exportLanguageSchema,
  exportTableSchema,
  type ExportRequest,
} from '#shared/protocol/exports.ts'
import { dataDirectory } from '../data-dir.ts'
import { problemOf } from '../export/export-job.ts'
import { writeExport } from '../export/write-export.ts'
import { LogError } from '../log/log-error.ts'
import { existingDataFolder, sessionLogFile } from './data-folder.ts'

interface Options {
  readonly data: string
  readonly out: string
  readonly language: string
  readonly tables?: string
  readonly force?: true
}

/** What the ending of the file's name asks for. */
const ENDINGS: Readonly<Record<string, Pick<ExportRequest, 'format' | 'tables'>>> = {
  '.html': { format: 'html' },
  '.xlsx': { format: 'xlsx' },
  '.csv': { format: 'csv', tables: ['metrics'] },
  '.zip': { format: 'csv' },
  '.jsonl': { format: 'jsonl' },
  '.parquet': { format: 'parquet' },
}

/** `huitou report`: a session's review, or every event of it, as a file. */
export function reportCommand(): Command {
  return new Command('report')
    .description('write the review of a session as a file: .html, .xlsx, .csv, .zip, .jsonl or .parquet')
    .argument('<session>', 'session id: the name of a file in sessions/, without .db')
    .option('--data <dir>', 'folder of the library and the session logs', dataDirectory())
    .requiredOption(
      '--out <file>',
      'the file; its ending says what it is (.csv: one table, .zip: CSV of all, .jsonl and .parquet: every event)',
    )
    .addOption(
      new Option('--language <language>', 'of headings and words')
        .choices(exportLanguageSchema.options)
        .default('zh-CN'),
    )
    .option('--tables <list>', `of .xlsx, .csv and .zip, separated by commas: ${EXPORT_TABLES.join(', ')}`)
    .option('--force', 'write over a file that is there already')
    .action(report)
}

async function report(sessionId: string, options: Options): Promise<void> {
  const folder = existingDataFolder(options.data)
  if (!existsSync(sessionLogFile(folder, sessionId))) {
    throw new Error(`there is no session ${sessionId} in ${folder}`)
  }
  const request = requestOf(options)
  const out = resolve(options.out)
  if (options.force !== true && existsSync(out)) {
    throw new Error(`${out} is there already; --force writes over it`)
  }
  const part = `${out}.${process.pid}.part`
  const stopped = new AbortController()
  const stop = (): void => stopped.abort()
  process.once('SIGINT', stop).once('SIGTERM', stop)
  let rows = 0
  try {
    await writeExport(
      // Whether a studio writes this log at the moment is not known here: it is only read.
      {
        dataDir: folder,
        sessionId,
        closed: false,
        madeAtMs: Date.now(),
        onLibraryTrouble: (message) =>
          console.error(`huitou: orders of the library are left out: ${message}`),
      },
      request,
      {
        path: part,
        mode: 0o666,
        onTotal: () => undefined,
        onRows: (more) => {
          rows += more
        },
        signal: stopped.signal,
      },
    )
    stopped.signal.throwIfAborted()
    await moveInto(out, part, options.force === true)
  } catch (error) {
    if (stopped.signal.aborted) throw new Error('stopped; nothing was written', { cause: error })
    throw inWords(error, out)
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
    await rm(part, { force: true })
  }
  process.stdout.write(`${JSON.stringify({ file: out, rows, bytes: (await stat(out)).size })}\n`)
}

function requestOf({ out, language, tables }: Options): ExportRequest {
  const ending = extname(out).toLowerCase()
  const asked = Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined
  if (!asked) {
    throw new Error(`${out}: the ending must be one of ${Object.keys(ENDINGS).join(', ')}`)
  }
  const wanted = tables === undefined ? asked.tables : tablesOf(tables)
  if (ending === '.csv' && wanted && wanted.length > 1) {
    throw new Error('a .csv file holds one table; give one, or write a .zip of several')
  }
  return {
    format: asked.format,
    language: exportLanguageSchema.parse(language),
    ...(wanted && { tables: wanted }),
  }
}

function tablesOf(list: string): ExportRequest['tables'] {
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const tables = z.array(exportTableSchema).min(1).safeParse(names)
  if (!tables.success) throw new Error(`--tables takes some of ${EXPORT_TABLES.join(', ')}`)
  return tables.data
}

/** Without `force`, a file that has come to be there meanwhile stays what it is. */
async function moveInto(out: string, part: string, force: boolean): Promise<void> {
  if (force) return rename(part, out)
  try {
    await link(part, out)
    await unlink(part)
  } catch (error) {
    if (codeOf(error) === 'EEXIST' || existsSync(out)) throw error
    // Not every file system knows a second name for a file.
    await rename(part, out)
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null)

function inWords(error: unknown, out: string): unknown {
  if (error instanceof LogError && error.kind === 'damaged') {
    return new Error(`the log is damaged (huitou verify says where): ${error.message}`, { cause: error })
  }
  if (problemOf(error) === 'diskFull')
    return new Error('the disk is full; nothing was written', { cause: error })
  switch (codeOf(error)) {
    case 'EEXIST':
      return new Error(`${out} is there already; --force writes over it`, { cause: error })
    case 'ENOENT':
      return new Error(`there is no folder for ${out}`, { cause: error })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Error(`${out} may not be written`, { cause: error })
    default:
      return error
  }
}
