import { describe, expect, it } from 'vitest'
import { countPlaywright, countVitest, listedPlaywright } from './test-report.ts'

const file = (name: string, status: string, ...statuses: string[]) => ({
  name: `/somewhere/${name}`,
  status,
  assertionResults: statuses.map((each, index) => ({ fullName: `test ${index}`, status: each })),
})

describe("a count of vitest's report", () => {
  it('adds up the files and names what was skipped', () => {
    const testResults = [
      file('a.test.ts', 'passed', 'passed', 'skipped', 'todo'),
      file('b.test.ts', 'failed', 'failed', 'passed', 'failed'),
    ]
    expect(countVitest({ success: false, testResults })).toEqual({
      passed: 2,
      failed: 2,
      skipped: 2,
      skippedTests: ['a.test.ts: test 1', 'a.test.ts: test 2'],
    })
  })

  it('counts a file that could not be loaded as a failure', () => {
    expect(countVitest({ success: false, testResults: [file('a.test.ts', 'failed')] }).failed).toBe(1)
  })

  it('never calls an unsuccessful run a success', () => {
    const testResults = [file('a.test.ts', 'passed', 'passed')]
    expect(countVitest({ success: false, testResults })).toMatchObject({ passed: 1, failed: 1 })
  })

  it('refuses what is not a report', () => {
    expect(() => countVitest({ tests: 3 })).toThrow(/testResults/)
  })
})

const spec = (title: string, status: string, ...annotations: { type: string; description?: string }[]) => ({
  title,
  file: 'show.spec.ts',
  tests: [{ status, annotations }],
})

describe("a count of Playwright's report", () => {
  const report = {
    errors: [],
    suites: [
      {
        specs: [spec('a', 'expected'), spec('b', 'unexpected')],
        suites: [
          {
            specs: [
              spec('c', 'flaky'),
              spec('d', 'skipped', { type: 'skip', description: 'no display' }),
              spec('e', 'skipped'),
            ],
          },
        ],
      },
    ],
  }

  it('reaches into nested suites, gives reasons, and takes flaky for failed', () => {
    expect(countPlaywright(report)).toEqual({
      passed: 1,
      failed: 2,
      skipped: 2,
      skippedTests: ['show.spec.ts: d (no display)', 'show.spec.ts: e'],
    })
  })

  it('counts an error outside every test as a failure', () => {
    expect(countPlaywright({ suites: [], errors: [{ message: 'SyntaxError' }] }).failed).toBe(1)
  })

  it('knows how many tests are listed', () => {
    expect(listedPlaywright(report)).toBe(5)
  })
})
