import { spawn } from 'node:child_process'
import path from 'node:path'

/** The repository's root folder. */
export const root = path.resolve(import.meta.dirname, '..')

/** What a finished command left: `code` is null when a signal ended it or it could not be started. */
export type Finished = { code: number | null; output: string; durationMs: number }

export type RunOptions = {
  /** Added to the environment of this process. */
  env?: Readonly<Record<string, string>>
  /** `inherit` shows the output as it comes and captures none; `capture` keeps stdout and stderr in order. */
  stdio?: 'inherit' | 'capture'
  /** Working folder; the repository's root when absent. */
  cwd?: string
}

/** Runs a command to its end and never throws: a command that cannot be started has code null and says why. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  const startMs = performance.now()
  const capture = options.stdio !== 'inherit'
  const { promise, resolve } = Promise.withResolvers<Finished>()
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  })
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  const finish = (code: number | null) => resolve({ code, output, durationMs: performance.now() - startMs })
  child.on('error', (error) => {
    output += `${command}: ${error.message}\n`
    finish(null)
  })
  child.on('close', finish)
  return promise
}

/**
 * Runs a tool installed in node_modules with the Node this script runs on, so that it needs neither a shell
 * nor the right Node first in PATH. `entry` is the tool's JavaScript file relative to node_modules.
 */
export function runTool(entry: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return run(process.execPath, [path.join(root, 'node_modules', entry), ...args], options)
}
