import { build, check, endToEnd, integration, shell, unit, type Outcome } from './test-parts.ts'

type Part = { name: string; needsBuild?: true; start: () => Promise<Outcome> }

const parts = {
  check: { name: 'check', start: check },
  unit: { name: 'unit', start: unit },
  build: { name: 'build', start: build },
  integration: { name: 'integration', start: integration },
  e2e: { name: 'e2e', needsBuild: true, start: endToEnd },
  shell: { name: 'shell', needsBuild: true, start: shell },
} as const satisfies Record<string, Part>

/** What `npm test -- <name>` runs; the end-to-end parts drive the built studio. */
const selections: Readonly<Record<string, readonly Part[]>> = {
  all: [parts.check, parts.build, parts.integration, parts.e2e, parts.shell],
  unit: [parts.unit],
  integration: [parts.integration],
  e2e: [parts.build, parts.e2e],
  shell: [parts.build, parts.shell],
}

const [wanted = 'all', ...rest] = process.argv.slice(2)
const selection = selections[wanted]
if (selection === undefined || rest.length > 0) {
  console.error(
    `npm test takes one of ${Object.keys(selections).join(', ')}, not ‘${[wanted, ...rest].join(' ')}’.`,
  )
  process.exit(2)
}

console.log(`Node ${process.versions.node} (${process.execPath})`)
const total = { passed: 0, failed: 0, skipped: 0 }
const notes: string[] = []
const failures: string[] = []
const timings: string[] = []

let built = true

for (const { name, needsBuild, start } of selection) {
  if (needsBuild && !built) {
    failures.push(`${name} did not run, because the build failed`)
    continue
  }
  console.log(`\n════ ${name} ════`)
  const startMs = performance.now()
  // One after the other: each part may take the whole machine.
  const outcome = await start()
  timings.push(`${name} ${((performance.now() - startMs) / 1000).toFixed(1)} s`)
  total.passed += outcome.passed ?? 0
  total.failed += outcome.failed ?? 0
  total.skipped += outcome.skipped ?? 0
  notes.push(...(outcome.skippedTests ?? []).map((test) => `${name}: ${test}`), ...(outcome.notes ?? []))
  if (outcome.failure !== undefined) failures.push(outcome.failure)
  if (name === 'build') built = outcome.failure === undefined
}

console.log(`\n════ summary ════\n${timings.join(', ')}`)
if (notes.length > 0) console.log(`Skipped:\n${notes.map((note) => `  ${note}`).join('\n')}`)
if (total.passed + total.failed === 0) failures.push('no test ran')
if (failures.length > 0) console.log(`Failed:\n${failures.map((failure) => `  ${failure}`).join('\n')}`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = failures.length > 0 || total.failed > 0 ? 1 : 0
