import { z } from 'zod'

/** What of package-lock.json (lockfileVersion 3) the check reads. */
export const lockSchema = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      inBundle: z.boolean().optional(),
      os: z.array(z.string()).optional(),
      cpu: z.array(z.string()).optional(),
      libc: z.array(z.string()).optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
      devDependencies: z.record(z.string(), z.string()).optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
})
export type Lock = z.infer<typeof lockSchema>
type Entry = Lock['packages'][string]

const platforms = [
  { name: 'linux-x64', os: 'linux', cpu: 'x64' },
  { name: 'win32-x64', os: 'win32', cpu: 'x64' },
  { name: 'darwin-arm64', os: 'darwin', cpu: 'arm64' },
] as const
type Platform = (typeof platforms)[number]

/** npm's own reading of an `os`, `cpu` or `libc` list: absent allows all, `!x` forbids x. */
function admits(list: readonly string[] | undefined, value: string): boolean {
  if (list === undefined || list.length === 0) return true
  if (list.includes(`!${value}`)) return false
  const wanted = list.filter((item) => !item.startsWith('!'))
  return wanted.length === 0 || wanted.includes(value)
}

/** glibc is what the supported Linux desktops have; a musl-only binary does not serve them. */
function serves(entry: Entry, platform: Platform): boolean {
  return admits(entry.os, platform.os) && admits(entry.cpu, platform.cpu) && admits(entry.libc, 'glibc')
}

/** The entry that `name` resolves to from the package at `from`, looking up the node_modules tree as Node does. */
function find(lock: Lock, from: string, name: string): Entry | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const entry = lock.packages[at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`]
    if (entry !== undefined || at === '') return entry
  }
}

function familyProblems(lock: Lock, path: string, entry: Entry): string[] {
  const optional = Object.keys(entry.optionalDependencies ?? {})
  const missing = optional.filter((name) => find(lock, path, name) === undefined)
  const problems = missing.map((name) => `${path || 'the project'} names ${name}, which the lock lacks`)
  const native = optional
    .map((name) => find(lock, path, name))
    .filter((found) => found?.os !== undefined && found.cpu !== undefined)
  // One alone is a nicety for one system (fsevents on macOS), not a family.
  if (native.length + missing.length < 2 || native.length === 0) return problems
  for (const platform of platforms) {
    if (!native.some((found) => found !== undefined && serves(found, platform))) {
      problems.push(`${path || 'the project'} has no binary for ${platform.name} in the lock`)
    }
  }
  return problems
}

function originProblems(path: string, entry: Entry): string[] {
  const problems: string[] = []
  // The lock is kept free of `resolved` (see .npmrc), so that it works with whatever registry npm is set to.
  if (entry.resolved !== undefined) problems.push(`${path} is bound to a place: ${entry.resolved}`)
  if (entry.link === true) problems.push(`${path} is a link to a folder`)
  if (path !== '' && entry.integrity === undefined && entry.inBundle !== true) {
    problems.push(`${path} has no integrity hash`)
  }
  const wanted = { ...entry.dependencies, ...entry.devDependencies, ...entry.optionalDependencies }
  for (const [name, range] of Object.entries(wanted)) {
    const outside = /^(?:[a-z+]+:|[\w.-]+\/[\w.-]+)/i.test(range) && !range.startsWith('npm:')
    if (outside) problems.push(`${path || 'the project'} takes ${name} from outside the registry: ${range}`)
  }
  return problems
}

/** How many packages carry a binary per platform; a lock with none is not the lock of this project. */
export function countFamilies(lock: Lock): number {
  return Object.entries(lock.packages).filter(([path, entry]) => {
    const names = Object.keys(entry.optionalDependencies ?? {})
    return names.filter((name) => find(lock, path, name)?.cpu !== undefined).length > 1
  }).length
}

/**
 * What would make `npm ci` fail or install a broken tree on one of the supported systems (linux-x64,
 * win32-x64, darwin-arm64), or fetch from anywhere but the registry. One sentence each; empty when sound.
 */
export function lockProblems(lock: Lock): string[] {
  return Object.entries(lock.packages).flatMap(([path, entry]) => [
    ...originProblems(path, entry),
    ...familyProblems(lock, path, entry),
  ])
}
