import { readFileSync } from 'node:fs'
import { findProgram } from './find-program.ts'
import { run } from './run.ts'

/** Whether this process may install packages of the distribution itself: Debian, and root. */
export function canUseApt(): boolean {
  return (
    process.platform === 'linux' && process.getuid?.() === 0 && distribution() === 'debian' && hasAptGet()
  )
}

const hasAptGet = () => findProgram('apt-get') !== null

function distribution(): string | null {
  try {
    return /^ID="?(?<id>[^"\n]+)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.groups?.['id'] ?? null
  } catch {
    return null
  }
}

let listsAreFresh: Promise<boolean> | undefined

/**
 * Installs Debian packages, whatever name (with or without `t64`) this release gives a library. Shows apt's
 * output only when it fails. Resolves to null, or to one sentence on why nothing was installed.
 */
export async function aptInstall(packages: readonly string[]): Promise<string | null> {
  if (!canUseApt()) return `install ${packages.join(' ')} (npm test does it by itself only as root on Debian)`
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  listsAreFresh ??= run('apt-get', ['update', '-qq'], { env }).then(({ code }) => code === 0)
  if (!(await listsAreFresh)) return 'apt-get update failed: is the network there?'
  const names = await Promise.all(
    packages.map(async (name) => ((await exists(`${name}t64`)) ? `${name}t64` : name)),
  )
  console.log(`apt-get install ${names.join(' ')}`)
  const { code, output } = await run(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...names],
    { env },
  )
  if (code === 0) return null
  console.log(output.trimEnd())
  return `apt-get could not install ${names.join(' ')}`
}

const exists = async (name: string) =>
  (await run('apt-cache', ['show', '--no-all-versions', name])).code === 0
