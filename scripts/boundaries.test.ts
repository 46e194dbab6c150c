import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PlantedTree, type Complaint } from './planted-tree.ts'

/** One import and the file it stands in. */
type Import = readonly [file: string, specifier: string]

/** What the table of folders forbids, row by row. */
const forbidden: readonly Import[] = [
  ['shared/lib/a.ts', 'zod'],
  ['shared/lib/a.ts', 'node:fs'],
  ['shared/lib/a.ts', '#shared/domain/target.ts'],
  ['shared/lib/a.ts', '../domain/target.ts'],
  ['shared/lib/a.ts', './../domain/target.ts'],
  ['shared/domain/show/a.ts', 'node:crypto'],
  ['shared/domain/show/a.ts', 'react'],
  ['shared/domain/show/a.ts', '#shared/protocol/target.ts'],
  ['shared/domain/show/a.ts', '../../protocol/target.ts'],
  ['shared/domain/show/a.ts', '#service/target.ts'],
  ['shared/protocol/a.ts', 'ws'],
  ['shared/protocol/a.ts', 'node:net'],
  ['shared/protocol/a.ts', '#renderer/ui/target.ts'],
  ['shared/protocol/a.ts', '../../renderer/ui/target.ts'],
  ['shared/protocol/a.test.ts', '#service/target.ts'],
  ['electron/service/log/a.ts', 'electron'],
  ['electron/service/log/a.ts', 'electron/main'],
  ['electron/service/log/a.ts', 'react'],
  ['electron/service/log/a.ts', '@mantine/core'],
  ['electron/service/log/a.ts', '#renderer/ui/target.ts'],
  ['electron/service/log/a.ts', '../../../renderer/ui/target.ts'],
  ['electron/service/log/a.ts', '../../main/target.ts'],
  ['electron/main/a.ts', '#service/target.ts'],
  ['electron/main/a.ts', '../service/target.ts'],
  ['electron/main/a.ts', '../preload/target.ts'],
  ['electron/main/a.ts', '#shared/domain/target.ts'],
  ['electron/main/a.ts', 'better-sqlite3'],
  ['electron/main/a.ts', 'react'],
  ['electron/main/windows/a.ts', '../../service/target.ts'],
  ['electron/preload/a.ts', '#service/target.ts'],
  ['electron/preload/a.ts', '../service/target.ts'],
  ['electron/preload/a.ts', '#renderer/ui/target.ts'],
  ['renderer/host/a.ts', 'electron'],
  ['renderer/host/a.ts', 'node:path'],
  ['renderer/host/a.ts', 'path'],
  ['renderer/host/a.ts', 'fs/promises'],
  ['renderer/host/a.ts', '@fastify/static'],
  ['renderer/host/a.ts', 'better-sqlite3'],
  ['renderer/host/a.ts', 'agora-electron-sdk'],
  ['renderer/host/a.ts', 'agora-token'],
  ['renderer/host/a.ts', '#service/target.ts'],
  ['renderer/host/a.ts', '../../electron/service/target.ts'],
  ['renderer/host/a.ts', '../../electron/preload/target.ts'],
  ['renderer/features/queue/a.ts', '#renderer/features/chat/target.ts'],
  ['renderer/features/queue/a.ts', '../chat/target.ts'],
  ['renderer/features/queue/a.ts', '../../features/chat/target.ts'],
  ['renderer/features/queue/rows/a.ts', '../../chat/target.ts'],
  ['renderer/features/queue/a.test.ts', '#renderer/features/chat/target.ts'],
  ['collector/a.ts', '#shared/domain/target.ts'],
  ['collector/a.ts', '#service/target.ts'],
  ['collector/a.ts', '../electron/service/target.ts'],
  ['collector/a.ts', '#renderer/ui/target.ts'],
  ['collector/a.ts', '../shared/protocol/target.ts'],
  ['collector/a.ts', 'electron'],
  ['collector/a.ts', 'react'],
  ['collector/a.ts', 'better-sqlite3'],
  ['collector/storage/a.test.ts', '#shared/domain/target.ts'],
  ['electron/service/log/a.ts', '../../../collector/target.ts'],
  ['shared/protocol/a.ts', '../../collector/target.ts'],
]

/** What it allows, row by row. */
const permitted: readonly Import[] = [
  ['shared/lib/b.ts', './target.ts'],
  ['shared/domain/show/b.ts', 'zod'],
  ['shared/domain/show/b.ts', '#shared/lib/target.ts'],
  ['shared/domain/show/b.ts', '../target.ts'],
  ['shared/protocol/b.ts', '#shared/domain/target.ts'],
  ['shared/protocol/b.ts', 'zod'],
  ['shared/domain/show/b.test.ts', 'fast-check'],
  ['electron/service/log/b.ts', 'node:fs'],
  ['electron/service/log/b.ts', 'better-sqlite3'],
  ['electron/service/log/b.ts', '#shared/domain/target.ts'],
  ['electron/service/log/b.ts', '#service/target.ts'],
  ['electron/service/log/b.ts', '../target.ts'],
  ['electron/main/b.ts', 'electron'],
  ['electron/main/b.ts', 'node:path'],
  ['electron/main/b.ts', '#shared/protocol/target.ts'],
  ['electron/main/windows/b.ts', '../target.ts'],
  ['electron/main/b.ts', '../../resources/icon.png?asset'],
  ['electron/main/b.ts', 'agora-token'],
  ['electron/preload/b.ts', 'agora-electron-sdk'],
  ['electron/preload/b.ts', 'electron'],
  ['electron/preload/b.ts', '#shared/protocol/target.ts'],
  ['renderer/host/b.ts', 'react'],
  ['renderer/host/b.ts', 'partysocket/ws'],
  ['renderer/host/b.ts', './stream/events/electron/target.ts'],
  ['renderer/host/b.ts', '@mantine/core'],
  ['renderer/host/b.ts', '#shared/domain/target.ts'],
  ['renderer/host/b.ts', '#renderer/features/chat/target.ts'],
  ['renderer/features/queue/b.ts', '#renderer/ui/target.ts'],
  ['renderer/features/queue/b.ts', './rows/target.ts'],
  ['renderer/features/queue/rows/b.ts', '../target.ts'],
  ['renderer/features/queue/rows/b.ts', '#renderer/features/queue/target.ts'],
  ['collector/b.ts', '#shared/protocol/target.ts'],
  ['collector/b.ts', 'node:http'],
  ['collector/b.ts', 'pg'],
  ['collector/storage/b.ts', '../target.ts'],
]

/** Imports across processes, which the compiler refuses too because no project reference leads there. */
const acrossProcesses: readonly Import[] = [
  ['shared/protocol/tsc-a.ts', '#service/target.ts'],
  ['shared/protocol/tsc-b.ts', '../../renderer/ui/target.ts'],
  ['electron/service/tsc-a.ts', '#renderer/ui/target.ts'],
  ['electron/service/tsc-b.ts', '../main/target.ts'],
  ['electron/main/tsc-a.ts', '#service/target.ts'],
  ['electron/preload/tsc-a.ts', '../service/target.ts'],
  ['renderer/host/tsc-a.ts', '#service/target.ts'],
  ['renderer/host/tsc-b.ts', '../../electron/preload/target.ts'],
  ['collector/tsc-a.ts', '#service/target.ts'],
  ['collector/tsc-b.ts', '../renderer/ui/target.ts'],
  ['electron/service/tsc-c.ts', '../../collector/target.ts'],
]

const targets = [
  'shared/lib',
  'shared/domain',
  'shared/protocol',
  'electron/service',
  'electron/main',
  'electron/preload',
  'renderer/ui',
  'renderer/features/queue',
  'renderer/features/queue/rows',
  'renderer/features/chat',
  'collector',
].map((folder) => `${folder}/target.ts`)

const isBoundary = ({ rule }: Complaint) => /no-restricted-imports|stays-home/.test(rule)

/** Each import gets a file of its own, so that a complaint can be told from its neighbours'. */
const planted = (file: string, index: number) => file.replace(/([ab])(\.test)?\.ts$/, `$1-${index}$2.ts`)

const trees: PlantedTree[] = []

function plantTree(): PlantedTree {
  const tree = new PlantedTree()
  trees.push(tree)
  for (const target of targets) tree.plant(target, 'export const target = 1\n')
  return tree
}

function plantLint(): PlantedTree {
  const tree = plantTree()
  for (const [index, [file, specifier]] of [...forbidden, ...permitted].entries()) {
    tree.plant(planted(file, index), `export * as kept from '${specifier}'\n`)
  }
  tree.plant('renderer/host/lazy.ts', `export const lazy = () => import('#service/target.ts')\n`)
  tree.plant('renderer/host/kind.ts', `export type { target } from '../../electron/service/target.ts'\n`)
  return tree
}

/** A tree of its own: the compiler names only the first of several files that drag the same stranger in. */
function plantCompile(): PlantedTree {
  const tree = plantTree()
  for (const [file, specifier] of acrossProcesses) {
    tree.plant(file, `import { target } from '${specifier}'\nexport const kept: number = target\n`)
  }
  tree.plant('electron/service/tsc-ok.ts', `export { target } from '#shared/domain/target.ts'\n`)
  tree.plant('renderer/host/tsc-ok.ts', `export { target } from '#shared/protocol/target.ts'\n`)
  tree.plant('collector/tsc-ok.ts', `export { target } from '#shared/protocol/target.ts'\n`)
  return tree
}

describe('the boundaries between folders', () => {
  let complaints: Complaint[] = []
  let compilerComplaints: Complaint[] = []

  beforeAll(async () => {
    ;[complaints, compilerComplaints] = await Promise.all([plantLint().lint(), plantCompile().compile()])
  }, 120_000)

  afterAll(() => trees.forEach((tree) => tree.remove()))

  it.each(forbidden.map((row, index) => ({ from: row[0], specifier: row[1], file: planted(row[0], index) })))(
    'refuse $specifier in $from',
    ({ file }) => {
      expect(complaints.filter((found) => found.file === file && isBoundary(found))).not.toEqual([])
    },
  )

  it.each(
    permitted.map((row, index) => ({
      from: row[0],
      specifier: row[1],
      file: planted(row[0], forbidden.length + index),
    })),
  )('allow $specifier in $from', ({ file }) => {
    expect(complaints.filter((found) => found.file === file && isBoundary(found))).toEqual([])
  })

  it.each(['renderer/host/lazy.ts', 'renderer/host/kind.ts'])(
    'hold for lazy and type-only imports: %s',
    (file) => {
      expect(complaints.filter((found) => found.file === file && isBoundary(found))).not.toEqual([])
    },
  )

  it.each(acrossProcesses)('are seen by the compiler as well: %s importing %s', (file) => {
    expect(compilerComplaints.filter((found) => found.file === file)).not.toEqual([])
  })

  it.each(['electron/service/tsc-ok.ts', 'renderer/host/tsc-ok.ts', 'collector/tsc-ok.ts'])(
    'let the compiler accept %s',
    (file) => {
      expect(compilerComplaints.filter((found) => found.file === file)).toEqual([])
    },
  )
})
