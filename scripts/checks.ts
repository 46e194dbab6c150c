import { run, runTool, type Finished } from './run.ts'
import { isatty } from 'node:tty'
import { styleText } from 'node:util'

type Step = { name: string; start: () => Promise<Finished> }

export type CheckOptions = {
  /** Where vitest also writes its JSON report; none when absent. */
  unitReport?: string
}

/** The steps of `npm run check`. They are independent of each other and read the tree without changing it. */
function steps(options: CheckOptions): Step[] {
  const colour = isatty(1)
  const env: Record<string, string> = colour ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }
  const tool = (entry: string, ...args: string[]) => runTool(entry, args, { env })
  return [
    { name: 'format', start: () => tool('oxfmt/bin/oxfmt', '--check', '.') },
    { name: 'lint', start: () => tool('oxlint/bin/oxlint') },
    {
      name: 'types',
      start: () => tool('typescript/bin/tsc', '-b', '--pretty', String(colour)),
    },
    { name: 'unused', start: () => tool('knip/bin/knip.js') },
    { name: 'lock', start: () => run(process.execPath, ['scripts/check-lock.ts'], { env }) },
    { name: 'unit', start: () => vitest('unit', options.unitReport, env) },
  ]
}

/** Runs one vitest project; with `report` also writes vitest's JSON report to that file. */
export function vitest(
  project: 'unit' | 'integration',
  report: string | undefined,
  env: Record<string, string> = {},
  stdio: 'capture' | 'inherit' = 'capture',
): Promise<Finished> {
  const reporters =
    report === undefined ? [] : ['--reporter=default', '--reporter=json', `--outputFile=${report}`]
  return runTool('vitest/vitest.mjs', ['run', '--project', project, ...reporters], { env, stdio })
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

/**
 * Runs all checks side by side, prints each one's output whole and in the listed order, then a summary.
 * Resolves to true when every one of them passed.
 */
export async function runChecks(options: CheckOptions = {}): Promise<boolean> {
  const startMs = performance.now()
  const running = steps(options).map(({ name, start }) => ({ name, finished: start() }))
  const summary: string[] = []
  let ok = true
  for (const { name, finished } of running) {
    // In order on purpose: a later step's output must not cut into an earlier one's.
    const { code, output, durationMs } = await finished
    const passed = code === 0
    ok &&= passed
    console.log(styleText('bold', `── ${name} ──`))
    if (output.trim() !== '') console.log(output.trimEnd())
    const verdict = passed
      ? styleText('green', 'ok')
      : styleText('red', `failed (${code ?? 'did not finish'})`)
    console.log(`${name}: ${verdict}, ${seconds(durationMs)}\n`)
    summary.push(`  ${name.padEnd(8)}${seconds(durationMs).padStart(8)}  ${verdict}`)
  }
  console.log(`check, Node ${process.versions.node}, ${seconds(performance.now() - startMs)}`)
  console.log(summary.join('\n'))
  return ok
}
