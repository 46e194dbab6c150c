import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

const NAME = 'huitou-collector'

/** Where recordings, and PGlite's files, are kept when nobody says otherwise. */
export function defaultDataDir(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), NAME)
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', NAME)
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), NAME)
}

const holderSchema = z.object({
  pid: z.number().int().positive(),
  controlToken: z.string(),
  url: z.string().nullable(),
})

/** The collector that works in a folder, and the token by which this machine's user manages it. */
export type Holder = z.infer<typeof holderSchema>

export interface HeldFolder {
  readonly controlToken: string
  /** Makes known where the collector listens. */
  readonly announce: (url: string) => void
  readonly release: () => void
}

const fileOf = (dataDir: string): string => join(dataDir, 'collector.lock')

/** The collector that works in `dataDir` at this moment, or null. */
export function holderOf(dataDir: string): Holder | null {
  let text: string
  try {
    text = readFileSync(fileOf(dataDir), 'utf8')
  } catch {
    return null
  }
  const parsed = holderSchema.safeParse(jsonOf(text))
  return parsed.success && isCollector(parsed.data.pid) ? parsed.data : null
}

/**
 * Takes a folder for this process: PGlite's files bear only one. Throws an Error in words for the user when a collector
 * works there already; what a killed one left is taken over.
 */
export function holdFolder(dataDir: string): HeldFolder {
  mkdirSync(dataDir, { recursive: true })
  const file = fileOf(dataDir)
  const controlToken = randomBytes(32).toString('base64url')
  const write = (url: string | null, flag: 'wx' | 'w'): void =>
    writeFileSync(file, JSON.stringify({ pid: process.pid, controlToken, url } satisfies Holder), {
      mode: 0o600,
      flag,
    })
  const holder = holderOf(dataDir)
  if (holder !== null) {
    throw new Error(`a collector (process ${holder.pid}) works in ${dataDir} already`)
  }
  rmSync(file, { force: true })
  // Of two that come at the same moment one fails here.
  write(null, 'wx')
  return {
    controlToken,
    announce: (url) => write(url, 'w'),
    release: () => rmSync(file, { force: true }),
  }
}

/** Whether a process of that id runs and, where that can be seen, is a collector: ids are used again. */
function isCollector(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('collector')
  } catch {
    return true
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
