import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PlantedTree, type Complaint } from './planted-tree.ts'

type Plant = { rule: string; file: string; source: string }

const leak = 'async function work(): Promise<void> {}\nexport function start(): void {\n  work()\n}\n'
const hook = `import { useState } from 'react'
export function Row(props: { open: boolean }) {
  if (props.open) useState(0)
  return null
}
`
const gap = `export function name(kind: 'a' | 'b'): string | null {
  switch (kind) {
    case 'a':
      return 'A'
  }
  return null
}
`

const silentDefault = gap.replace('  }\n  return null', `    default:\n      return null\n  }`)
const loudDefault = silentDefault
  .replace('default:', `case 'b':\n      return 'B'\n    default:`)
  .replace('return null', 'return kind satisfies never')

const refused: readonly Plant[] = [
  { rule: 'rules-of-hooks', file: 'renderer/ui/Row.tsx', source: hook },
  { rule: 'switch-exhaustiveness-check', file: 'shared/domain/name.ts', source: gap },
  { rule: 'switch-exhaustiveness-check', file: 'shared/domain/silent.ts', source: silentDefault },
  { rule: 'no-floating-promises', file: 'electron/service/leak.ts', source: leak },
  { rule: 'no-floating-promises', file: 'electron/service/leak.test.ts', source: leak },
  { rule: 'no-floating-promises', file: 'electron/service/leak.itest.ts', source: leak },
  { rule: 'no-floating-promises', file: 'shared/lib/leak.test.ts', source: leak },
  { rule: 'no-floating-promises', file: 'renderer/ui/leak.test.tsx', source: leak },
  { rule: 'no-floating-promises', file: 'electron/main/leak.ts', source: leak },
  { rule: 'no-floating-promises', file: 'electron/preload/leak.ts', source: leak },
  { rule: 'no-floating-promises', file: 'e2e/leak.ts', source: leak },
  { rule: 'no-floating-promises', file: 'scripts/leak.ts', source: leak },
  { rule: 'no-floating-promises', file: 'bench/leak.ts', source: leak },
  {
    rule: 'no-explicit-any',
    file: 'shared/lib/any.ts',
    source: 'export const x = (y: any): boolean => y === 1\n',
  },
  {
    rule: 'no-unsafe-type-assertion',
    file: 'electron/service/cast.ts',
    source: `export const x = (text: string) => JSON.parse(text) as { seq: number }\n`,
  },
  { rule: 'no-console', file: 'electron/service/loud.ts', source: `console.log('x')\nexport const x = 1\n` },
  { rule: 'no-default-export', file: 'renderer/ui/default.ts', source: 'export default 1\n' },
  { rule: 'no-barrel-file', file: 'renderer/ui/index.ts', source: `export * from './leak.ts'\n` },
  {
    rule: 'no-restricted-properties',
    file: 'shared/domain/now.ts',
    source: 'export const x = () => Date.now()\n',
  },
  {
    rule: 'no-restricted-properties',
    file: 'shared/domain/dice.ts',
    source: 'export const x = () => Math.random()\n',
  },
  {
    rule: 'no-restricted-globals',
    file: 'shared/domain/date.ts',
    source: 'export const x = () => new Date()\n',
  },
  {
    rule: 'no-cycle',
    file: 'shared/lib/one.ts',
    source: `import { b } from './two.ts'\nexport const a = () => b()\n`,
  },
  {
    rule: 'no-cycle',
    file: 'shared/lib/two.ts',
    source: `import { a } from './one.ts'\nexport const b = (): void => a()\n`,
  },
  { rule: 'filename-case', file: 'renderer/ui/rowList.tsx', source: 'export const x = 1\n' },
  {
    rule: 'no-warning-comments',
    file: 'shared/lib/later.ts',
    source: '// TODO: later\nexport const x = 1\n',
  },
  {
    rule: 'no-danger',
    file: 'renderer/ui/Markup.tsx',
    source:
      'export const Markup = (p: { html: string }) => <p dangerouslySetInnerHTML={{ __html: p.html }} />\n',
  },
  {
    rule: 'no-focused-tests',
    file: 'shared/lib/only.test.ts',
    source: `import { expect, it } from 'vitest'\nit.only('is', () => expect(1).toBe(1))\n`,
  },
]

const allowed: readonly Plant[] = [
  { rule: 'switch-exhaustiveness-check', file: 'shared/domain/loud.ts', source: loudDefault },
  {
    rule: 'no-console',
    file: 'electron/service/cli/huitou.ts',
    source: `console.log('x')\nexport const x = 1\n`,
  },
  { rule: 'no-default-export', file: 'tool.config.ts', source: 'export default 1\n' },
  { rule: 'filename-case', file: 'renderer/ui/GoodRow.tsx', source: 'export const x = 1\n' },
]

describe('the house rules', () => {
  let complaints: Complaint[] = []
  let tree: PlantedTree | undefined

  beforeAll(async () => {
    tree = new PlantedTree()
    for (const { file, source } of [...refused, ...allowed]) tree.plant(file, source)
    complaints = await tree.lint()
  }, 120_000)

  afterAll(() => tree?.remove())

  it.each(refused)('hold: $rule in $file', ({ rule, file }) => {
    expect(
      complaints
        .filter((found) => found.file === file)
        .map((found) => found.rule)
        .join(' '),
    ).toContain(rule)
  })

  it.each(allowed)('leave room: $rule in $file', ({ rule, file }) => {
    const rules = complaints.filter((found) => found.file === file).map((found) => found.rule)
    expect(rules.join(' ')).not.toContain(rule)
  })
})
