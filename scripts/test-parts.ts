import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { runChecks, vitest } from './checks.ts'
import { findElectron } from './find-electron.ts'
import {
  provisionChromium,
  provisionDisplay,
  provisionFfprobe,
  provisionFonts,
  provisionPostgres,
} from './provision.ts'
import { root, run, runTool } from './run.ts'
import { countPlaywright, countVitest, listedPlaywright, readReport, type Tally } from './test-report.ts'

/** What one part of `npm test` came to: `failure` is one sentence when the part itself broke, apart from its tests. */
export type Outcome = Partial<Tally> & { failure?: string; notes?: string[] }

const reports = path.join(root, 'test-results')

function freshReport(name: string): string {
  const file = path.join(reports, `${name}.json`)
  mkdirSync(reports, { recursive: true })
  rmSync(file, { force: true })
  return file
}

function tallied(part: string, count: (json: unknown) => Tally, file: string, code: number | null): Outcome {
  const report = readReport(file)
  if (report === undefined)
    return { failed: 1, failure: `${part} ended (${code ?? 'killed'}) without a report` }
  const tally = count(report)
  if (code !== 0 && tally.failed === 0)
    return { ...tally, failure: `${part} ended with ${code ?? 'a signal'}` }
  return tally
}

/** Format, lint, types, unused code, lock file and the unit tests. */
export async function check(): Promise<Outcome> {
  const file = freshReport('unit')
  const ok = await runChecks({ unitReport: file })
  const outcome = tallied('unit', countVitest, file, 0)
  return ok ? outcome : { ...outcome, failure: 'check failed, see its summary above' }
}

/** The unit tests alone. */
export async function unit(): Promise<Outcome> {
  const file = freshReport('unit')
  const { code } = await vitest('unit', file, {}, 'inherit')
  return tallied('unit', countVitest, file, code)
}

/** The tests with real service processes, sockets and SQLite. */
export async function integration(): Promise<Outcome> {
  const missing = [await provisionPostgres()].filter((note) => note !== null)
  const file = freshReport('integration')
  const { code } = await vitest('integration', file, {}, 'inherit')
  return { ...tallied('integration', countVitest, file, code), notes: missing }
}

/** What the end-to-end tests are run against. */
export async function build(): Promise<Outcome> {
  const { code } = await runTool('electron-vite/bin/electron-vite.js', ['build'], { stdio: 'inherit' })
  return code === 0 ? {} : { failure: `the build ended with ${code ?? 'a signal'}` }
}

/** Host, moderators and viewers in real browsers. */
export async function endToEnd(): Promise<Outcome> {
  const chromium = await provisionChromium()
  if (typeof chromium === 'string')
    return together(await skipped('screens', chromium), await skipped('pictures', chromium))
  console.log(`Chromium: ${chromium.executable} (${chromium.origin})`)
  const missing = [await provisionFonts(), await provisionFfprobe()].filter((note) => note !== null)
  const env = { CHROMIUM_PATH: chromium.executable }
  const screens = await playwright('screens', [], env)
  return { ...together(screens, await playwright('pictures', [], env)), notes: missing }
}

/** The desktop shell on an Electron runtime. */
export async function shell(): Promise<Outcome> {
  const electron = findElectron()
  if (electron.missing !== undefined) return skipped('shell', electron.missing)
  const display = await provisionDisplay(electron.executable)
  if (typeof display === 'string') return skipped('shell', display)
  console.log(`Electron: ${electron.executable}`)
  return playwright('shell', display.prefix, {})
}

type Project = 'screens' | 'pictures' | 'shell'

/** Two runs of one part, one after the other. */
function together(first: Outcome, second: Outcome): Outcome {
  const failure = [first.failure, second.failure].filter((text) => text !== undefined).join('; ')
  return {
    passed: (first.passed ?? 0) + (second.passed ?? 0),
    failed: (first.failed ?? 0) + (second.failed ?? 0),
    skipped: (first.skipped ?? 0) + (second.skipped ?? 0),
    skippedTests: [...(first.skippedTests ?? []), ...(second.skippedTests ?? [])],
    notes: [...(first.notes ?? []), ...(second.notes ?? [])],
    ...(failure === '' ? {} : { failure }),
  }
}

const cli = path.join('node_modules', '@playwright', 'test', 'cli.js')

async function playwright(
  project: Project,
  prefix: readonly string[],
  env: Record<string, string>,
): Promise<Outcome> {
  const file = freshReport(project)
  const command = [...prefix, process.execPath, cli, 'test', '--project', project, '--reporter=list,json']
  const [program = process.execPath, ...args] = command
  const { code } = await run(program, args, {
    stdio: 'inherit',
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  })
  return tallied(project, countPlaywright, file, code)
}

/** A whole part that cannot run here: its tests are counted as skipped, with the reason once. */
async function skipped(project: Project, reason: string): Promise<Outcome> {
  const file = freshReport(project)
  await run(process.execPath, [cli, 'test', '--list', '--project', project, '--reporter=json'], {
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  })
  const report = readReport(file)
  const count = report === undefined ? 0 : listedPlaywright(report)
  return { skipped: count, notes: [`${project}: ${count} tests not run, ${reason}`] }
}
