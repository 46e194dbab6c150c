import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import pretty from 'pino-pretty'
import { z } from 'zod'
import { root } from './run.ts'

const readySchema = z.object({ ready: z.literal(true), url: z.url(), pairingCode: z.string().nullable() })

/** A session service under Node, ready for browsers and shells. `url` opens the host page. */
export interface RunningService extends z.infer<typeof readySchema> {
  /** Resolves when the process is gone, asked or not. */
  readonly gone: Promise<unknown>
  /** Asks it to finish and waits; it bounds its own shutdown. */
  readonly stop: () => Promise<void>
}

/**
 * Starts `huitou serve` with these arguments and waits for its first line. Undefined when it ended without one; what
 * it had to say stands on stderr by then. `nodeArguments` are Node's own.
 */
export async function startService(
  args: readonly string[],
  nodeArguments: readonly string[] = [],
): Promise<RunningService | undefined> {
  const entry = path.join(root, 'electron', 'service', 'cli', 'huitou.ts')
  const child = spawn(process.execPath, [...nodeArguments, entry, 'serve', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl+C in a terminal goes to a whole group of processes; the service is to end after its window, not with it.
    detached: process.platform !== 'win32',
  })
  const gone = once(child, 'close')
  const kill = (): boolean => child.kill()
  process.once('exit', kill)
  void gone.then(() => process.off('exit', kill))
  showLog(child.stderr)
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([once(lines, 'line'), gone.then(() => [])])
  if (typeof first[0] !== 'string') return undefined
  return {
    ...readySchema.parse(JSON.parse(first[0])),
    gone,
    stop: async () => {
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** Shows warnings and worse of a log of JSON lines in a form for people, and other lines as they are. */
export function showLog(stream: Readable): void {
  stream.pipe(pretty({ destination: 2, minimumLevel: 'warn', ignore: 'pid,hostname,name' }))
}
