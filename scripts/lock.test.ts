import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { countFamilies, lockProblems, lockSchema, type Lock } from './lock.ts'
import { root } from './run.ts'

/** A lock of one package with a binary per platform, changed by `change`. */
function lockWith(change: (packages: Lock['packages']) => void = () => {}): Lock {
  const binary = (os: string, cpu: string, libc?: string) => ({
    version: '1.0.0',
    integrity: 'sha512-x',
    os: [os],
    cpu: [cpu],
    ...(libc === undefined ? {} : { libc: [libc] }),
  })
  const packages: Lock['packages'] = {
    '': { devDependencies: { tool: '1.0.0' } },
    'node_modules/tool': {
      version: '1.0.0',
      integrity: 'sha512-x',
      optionalDependencies: {
        '@tool/linux-x64': '1.0.0',
        '@tool/linux-x64-musl': '1.0.0',
        '@tool/win32-x64': '1.0.0',
        '@tool/darwin-arm64': '1.0.0',
      },
    },
    'node_modules/@tool/linux-x64': binary('linux', 'x64', 'glibc'),
    'node_modules/@tool/linux-x64-musl': binary('linux', 'x64', 'musl'),
    'node_modules/@tool/win32-x64': binary('win32', 'x64'),
    'node_modules/tool/node_modules/@tool/darwin-arm64': binary('darwin', 'arm64'),
  }
  change(packages)
  return lockSchema.parse({ lockfileVersion: 3, packages })
}

describe('the lock file', () => {
  it('of this project serves every supported system and comes from the registry alone', () => {
    const lock = lockSchema.parse(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')))
    expect(lockProblems(lock)).toEqual([])
    expect(countFamilies(lock)).toBeGreaterThan(3)
  })

  it('is sound when each system has its binary, nested ones included', () => {
    expect(lockProblems(lockWith())).toEqual([])
    expect(countFamilies(lockWith())).toBe(1)
  })

  it('is refused when npm left a system out', () => {
    const problems = lockProblems(lockWith((packages) => delete packages['node_modules/@tool/win32-x64']))
    expect(problems).toEqual([
      'node_modules/tool names @tool/win32-x64, which the lock lacks',
      'node_modules/tool has no binary for win32-x64 in the lock',
    ])
  })

  it('is refused when only the machine that wrote it is left', () => {
    const problems = lockProblems(
      lockWith((packages) => {
        delete packages['node_modules/@tool/win32-x64']
        delete packages['node_modules/@tool/linux-x64-musl']
        delete packages['node_modules/tool/node_modules/@tool/darwin-arm64']
      }),
    )
    expect(problems).toContain('node_modules/tool has no binary for win32-x64 in the lock')
    expect(problems).toContain('node_modules/tool has no binary for darwin-arm64 in the lock')
  })

  it('does not take a musl binary for a Linux desktop', () => {
    const problems = lockProblems(
      lockWith((packages) => {
        packages['node_modules/@tool/linux-x64'] = { integrity: 'sha512-x', os: ['linux'], cpu: ['arm64'] }
      }),
    )
    expect(problems).toEqual(['node_modules/tool has no binary for linux-x64 in the lock'])
  })

  it('lets a package for one system alone be', () => {
    const problems = lockProblems(
      lockWith((packages) => {
        packages['node_modules/watcher'] = { integrity: 'sha512-x', optionalDependencies: { fsevents: '2' } }
        packages['node_modules/fsevents'] = { integrity: 'sha512-x', os: ['darwin'] }
      }),
    )
    expect(problems).toEqual([])
  })

  it.each([
    [
      'a git URL',
      { resolved: 'git+ssh://git@example.com/a/b.git#0', integrity: 'sha512-x' },
      /bound to a place/,
    ],
    [
      'a registry by name',
      { resolved: 'https://registry.example.com/a.tgz', integrity: 'sha512-x' },
      /bound/,
    ],
    ['no hash', { version: '1.0.0' }, /no integrity/],
    ['a link', { link: true, integrity: 'sha512-x' }, /link/],
    ['a tarball', { integrity: 'sha512-x', dependencies: { a: 'https://example.com/a.tgz' } }, /outside/],
    ['a GitHub short form', { integrity: 'sha512-x', dependencies: { a: 'owner/repo#main' } }, /outside/],
    ['a folder', { integrity: 'sha512-x', optionalDependencies: { tool: 'file:../tool' } }, /outside/],
  ])('is refused when an entry has %s', (_, entry, reason) => {
    const problems = lockProblems(lockWith((packages) => (packages['node_modules/odd'] = entry)))
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(reason)
  })
})
