import { mkdirSync, readFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import pino from 'pino'

import { startCollector } from '../collector.ts'
import { holdFolder } from './data-folder.ts'
import {
  databaseUrlOf,
  databaseUrlOption,
  dataOption,
  parseGib,
  parsePort,
  type StorageOptions,
} from './options.ts'

const DEFAULT_PORT = 41_740
const SHUTDOWN_WITHIN_MS = 15_000

interface ServeOptions extends StorageOptions {
  readonly host: string
  readonly port: number
  readonly recordings?: string
  readonly recordingMaxGib: number
  readonly tlsCert?: string
  readonly tlsKey?: string
}

/** `collect`: runs until SIGINT or SIGTERM, then finishes what it has begun. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('take in session logs until SIGINT or SIGTERM')
    .addOption(
      new Option('--port <number>', 'port; 0 takes any free one')
        .env('PORT')
        .argParser(parsePort)
        .default(DEFAULT_PORT),
    )
    .addOption(
      new Option('--host <address>', 'address to listen on; 0.0.0.0 for all')
        .env('HOST')
        .default('127.0.0.1'),
    )
    .addOption(databaseUrlOption())
    .addOption(dataOption())
    .addOption(
      new Option('--recordings <dir>', 'folder of recordings, in the place of one in --data').env(
        'HUITOU_COLLECTOR_RECORDINGS',
      ),
    )
    .option('--recording-max-gib <number>', 'how large one recording may be', parseGib, 64)
    .option('--tls-cert <file>', 'certificate chain (PEM), to speak HTTPS without a proxy in front')
    .option('--tls-key <file>', 'its private key (PEM)')
    .action(serve)
}

async function serve(options: ServeOptions): Promise<void> {
  const logger = pino({ name: 'huitou-collector' }, pino.destination({ dest: 2, sync: true }))
  const databaseUrl = databaseUrlOf(options)
  const tls = tlsOf(options)
  mkdirSync(options.data, { recursive: true })
  // With PostgreSQL several collectors may share a folder of recordings; PGlite's files bear one process.
  const held = databaseUrl === null ? holdFolder(options.data) : null
  try {
    const collector = await startCollector({
      host: options.host,
      port: options.port,
      databaseUrl,
      dataDir: options.data,
      recordingsDir: options.recordings,
      limits: { recordingBytes: options.recordingMaxGib * 1_024 ** 3 },
      tls,
      controlToken: held?.controlToken,
      logger,
    })
    held?.announce(collector.url)
    const tokens = await collector.tokens.list()
    if (tokens.every(({ revokedAtMs }) => revokedAtMs !== null)) {
      logger.info('no studio has a token yet: `huitou collect token add <studio>` makes one')
    }
    process.stdout.write(`${JSON.stringify({ ready: true, url: collector.url })}\n`)

    let stopping = false
    const stop = (reason: string): void => {
      if (stopping) return
      stopping = true
      logger.info({ reason }, 'stopping')
      setTimeout(() => process.exit(1), SHUTDOWN_WITHIN_MS).unref()
      void collector.close().then(
        () => {
          held?.release()
          process.exit(0)
        },
        (error: unknown) => {
          logger.error({ err: error }, 'did not stop in order')
          process.exit(1)
        },
      )
    }
    // Not `once`: a terminal and a parent process send the same signal twice.
    process.on('SIGINT', () => stop('SIGINT'))
    process.on('SIGTERM', () => stop('SIGTERM'))
    process.on('disconnect', () => stop('the process that started it is gone'))
  } catch (error) {
    held?.release()
    throw error
  }
}

function tlsOf({
  tlsCert,
  tlsKey,
}: ServeOptions): { readonly key: string; readonly cert: string } | undefined {
  if (tlsCert === undefined && tlsKey === undefined) return undefined
  if (tlsCert === undefined || tlsKey === undefined) throw new Error('--tls-cert and --tls-key go together')
  return { key: readFileSync(tlsKey, 'utf8'), cert: readFileSync(tlsCert, 'utf8') }
}
