import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Command } from 'commander'

import { COLLECTOR_MAIN } from '../folders.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * `huitou collect …`: the collector, in a process of its own since the studio carries none of its parts. All arguments
 * are its own; `huitou collect --help` tells them.
 */
export function collectCommand(): Command {
  return new Command('collect')
    .description('run the collector, which takes in the session logs of studios; manage its tokens')
    .helpOption(false)
    .argument(
      '[arguments...]',
      'of the collector: [serve] [--port N] [--database-url URL] [--data DIR], token …',
    )
    .allowUnknownOption()
    .action(collect)
}

async function collect(args: readonly string[]): Promise<void> {
  if (!existsSync(COLLECTOR_MAIN)) {
    throw new Error('this build of the studio carries no collector; run it from the source, or its container')
  }
  // By the channel the collector notices when this process is killed, and stops too.
  const child = spawn(process.execPath, [COLLECTOR_MAIN, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  // Signals are the child's to answer; this process ends with it.
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal))
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  child.once('error', reject)
  child.once('exit', (code) => resolve(code ?? 1))
  process.exitCode = await promise
}
