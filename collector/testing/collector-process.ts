import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

/** A collector in a process of its own, to be killed. */
export interface CollectorProcess {
  readonly url: string
  /** What it wrote to its log so far. */
  readonly log: () => string
  /** `kill -9`. */
  readonly kill: () => Promise<void>
  /** SIGTERM; gives its exit code. */
  readonly stop: () => Promise<number | null>
}

export interface CollectorProcessOptions {
  readonly dataDir: string
  readonly databaseUrl?: string | undefined
  /** 0: any free one; a restart takes the one before, so that senders find it again. */
  readonly port?: number | undefined
}

const MAIN = join(import.meta.dirname, '..', 'main.ts')

const readySchema = z.object({ ready: z.literal(true), url: z.string() })

/** Resolves once it listens; rejects with its log when it ends before. */
export async function startCollectorProcess(options: CollectorProcessOptions): Promise<CollectorProcess> {
  const { dataDir, databaseUrl, port = 0 } = options
  const args = [MAIN, 'serve', '--data', dataDir, '--port', String(port)]
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: databaseUrl ?? '' },
  })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text))
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  const ready = new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', (line) => resolve(readySchema.parse(JSON.parse(line)).url))
    void ended.then((code) => reject(new Error(`the collector ended with ${code}:\n${log}`)))
  })
  const url = await ready
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    if (isRunning(child)) child.kill(signal)
    return ended
  }
  return {
    url,
    log: () => log,
    kill: async () => {
      await end('SIGKILL')
    },
    stop: () => end('SIGTERM'),
  }
}

/** Runs a command of the collector, such as `token add studio --json`, and gives what it printed. */
export async function runCollectorCommand(
  args: readonly string[],
  { dataDir, databaseUrl }: CollectorProcessOptions,
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, [MAIN, ...args, '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: databaseUrl ?? '' },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const code = await new Promise<number | null>((resolve) => child.once('close', (ended) => resolve(ended)))
  return { code, stdout, stderr }
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode === null && signalCode === null
