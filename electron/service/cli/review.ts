import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'

import type { Metrics } from '#shared/domain/review/metrics.ts'
import type { ReviewedSession } from '#shared/domain/review/review.ts'
import { metricsWithOrders } from '#shared/domain/review/with-orders.ts'
import { dataDirectory } from '../data-dir.ts'
import { LogError } from '../log/log-error.ts'
import { logFigures } from '../review/make-review.ts'
import { toldOrders } from '../review/told-orders.ts'
import { StorageError } from '../storage/storage-error.ts'
import { existingDataFolder, sessionLogFile } from './data-folder.ts'
import { writeLines } from './output.ts'

interface Options {
  readonly data: string
  readonly json?: boolean
}

/** `huitou review`: the figures of one session; see docs/metrics.md. */
export function reviewCommand(): Command {
  return new Command('review')
    .description('print the figures of a session')
    .argument('<session>', 'session id: the name of a file in sessions/, without .db')
    .option('--data <dir>', 'folder of the library and the session logs', dataDirectory())
    .option(
      '--json',
      'as one JSON object: rates as fractions, times in ms, money in fen, null where undefined',
    )
    .action(printReview)
}

async function printReview(sessionId: string, options: Options): Promise<void> {
  const folder = existingDataFolder(options.data)
  const file = sessionLogFile(folder, sessionId)
  if (!existsSync(file)) throw new Error(`there is no session ${sessionId} in ${folder}`)
  const { session, metrics } = figuresOf(folder, file, sessionId)
  await writeLines(
    options.json === true ? [JSON.stringify({ sessionId, ...metrics })] : tableOf(session, metrics),
  )
}

function figuresOf(
  folder: string,
  file: string,
  sessionId: string,
): { session: ReviewedSession; metrics: Metrics } {
  const figures = read(file)
  try {
    const told = toldOrders(join(folder, 'library.db'), sessionId)
    return { session: figures.session, metrics: metricsWithOrders(figures, told) }
  } catch (error) {
    if (!(error instanceof StorageError)) throw error
    console.error(`huitou: orders of the library are left out: ${error.message}`)
    return { session: figures.session, metrics: metricsWithOrders(figures, []) }
  }
}

function read(file: string): ReturnType<typeof logFigures> {
  try {
    return logFigures(file, { closed: false })
  } catch (error) {
    if (!(error instanceof LogError) || error.kind !== 'damaged') throw error
    throw new Error(`the log is damaged (huitou verify says where): ${error.message}`, { cause: error })
  }
}

function tableOf({ title, kind, fromMs, toMs }: ReviewedSession, metrics: Metrics): readonly string[] {
  const head = `${title} (${kind}), ${new Date(fromMs).toLocaleString()}, ${duration(toMs - fromMs)}`
  const lines = Object.entries(metrics).map(([key, value]) => `  ${key.padEnd(20)}${shown(key, value)}`)
  return [head, ...lines]
}

function shown(key: string, value: number | null): string {
  if (value === null) return '–'
  if (key.endsWith('Rate')) return `${(100 * value).toFixed(1)} %`
  if (key.endsWith('Fen')) return `¥ ${(value / 100).toFixed(2)}`
  if (key === 'watchMs' || key === 'watchMsPerViewer') return duration(value)
  if (key.endsWith('Ms')) return `${value} ms`
  return value.toLocaleString('en')
}

const duration = (ms: number): string => {
  const seconds = Math.round(ms / 1_000)
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60]
  return `${hours}:${String(minutes).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
}
