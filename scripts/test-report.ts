import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** The outcome of one test runner: counts of tests, and each skipped test with its reason where it gave one. */
export type Tally = { passed: number; failed: number; skipped: number; skippedTests: string[] }

const vitestReport = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})

/**
 * Counts vitest's JSON report. A file that could not be loaded counts as one failure, and so does a run that
 * reports no failed test and yet no success (an unhandled error between tests).
 */
export function countVitest(json: unknown): Tally {
  const report = vitestReport.parse(json)
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, skippedTests: [] }
  for (const file of report.testResults) {
    let failedHere = 0
    for (const test of file.assertionResults) {
      if (test.status === 'passed') tally.passed++
      else if (test.status === 'failed') failedHere++
      else {
        tally.skipped++
        tally.skippedTests.push(`${path.basename(file.name)}: ${test.fullName}`)
      }
    }
    tally.failed += file.status === 'failed' ? Math.max(1, failedHere) : failedHere
  }
  if (!report.success && tally.failed === 0) tally.failed = 1
  return tally
}

const annotation = z.object({ type: z.string(), description: z.string().optional() })
const playwrightTest = z.object({
  status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
  annotations: z.array(annotation).default([]),
})
const spec = z.object({ title: z.string(), file: z.string(), tests: z.array(playwrightTest) })
type Suite = { specs?: z.infer<typeof spec>[] | undefined; suites?: Suite[] | undefined }
const suite: z.ZodType<Suite> = z.object({
  specs: z.array(spec).optional(),
  suites: z.array(z.lazy(() => suite)).optional(),
})
const playwrightReport = z.object({ suites: z.array(suite), errors: z.array(z.unknown()) })

/** Counts Playwright's JSON report. An error outside every test counts as one failure. */
export function countPlaywright(json: unknown): Tally {
  const report = playwrightReport.parse(json)
  const tally: Tally = { passed: 0, failed: report.errors.length > 0 ? 1 : 0, skipped: 0, skippedTests: [] }
  const visit = ({ specs = [], suites = [] }: Suite): void => {
    for (const { title, file, tests } of specs) {
      for (const { status, annotations } of tests) {
        if (status === 'expected') tally.passed++
        else if (status === 'skipped') {
          tally.skipped++
          const reason = annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description
          tally.skippedTests.push(`${path.basename(file)}: ${title}${reason ? ` (${reason})` : ''}`)
        } else tally.failed++
      }
    }
    suites.forEach(visit)
  }
  report.suites.forEach(visit)
  return tally
}

/** How many tests a Playwright JSON report lists, run or not (`--list`). */
export function listedPlaywright(json: unknown): number {
  const count = ({ specs = [], suites = [] }: Suite): number =>
    specs.reduce((sum, { tests }) => sum + tests.length, 0) +
    suites.reduce((sum, inner) => sum + count(inner), 0)
  return playwrightReport.parse(json).suites.reduce((sum, inner) => sum + count(inner), 0)
}

/** Reads a report a runner was asked to write; undefined when it died before writing one. */
export function readReport(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
