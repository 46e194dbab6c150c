import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** A PostgreSQL server of our own, in a temporary folder, on a free port of the loopback address. */
export interface TestPostgres {
  readonly version: string
  /** Makes an empty database and gives its URL. */
  readonly createDatabase: () => Promise<string>
  /** Ends the server as `kill -9` would; `start` brings it back with its files. */
  readonly kill: () => Promise<void>
  readonly start: () => Promise<void>
  /** Ends it and removes its files. */
  readonly remove: () => Promise<void>
}

const USER = 'collector'
const START_WITHIN_MS = 30_000

/**
 * Starts a server with the programs of this machine (Debian's package `postgresql`, which `npm test` installs where it
 * may). Gives a sentence where there are none. `durable`: it waits for the disk, as a real one does; tests that only
 * look at what is stored are spared that.
 */
export async function startPostgres({ durable = false } = {}): Promise<TestPostgres | string> {
  const programs = findPrograms()
  if (programs === null) return 'no PostgreSQL here: install the package postgresql'
  const owner = ownerOfServer()
  const folder = mkdtempSync(join(tmpdir(), 'huitou-postgres-'))
  if (owner !== null) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const asOwner = { cwd: folder, ...owner }

  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--no-locale', ...(durable ? [] : ['-N'])],
    { ...asOwner, encoding: 'utf8' },
  )
  if (made.status !== 0) {
    rmSync(folder, { recursive: true, force: true })
    return `initdb failed: ${made.stderr || made.error?.message}`
  }
  const version = spawnSync(join(programs, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout.trim()
  const port = await freePort()
  const urlOf = (name: string): string => `postgres://${USER}@127.0.0.1:${port}/${name}`

  let server: ChildProcess | null = null
  const settings = {
    port,
    unix_socket_directories: folder,
    fsync: durable ? 'on' : 'off',
    max_connections: 60,
  }
  const start = async (): Promise<void> => {
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const child = spawn(join(programs, 'postgres'), ['-D', data, ...args], { ...asOwner, stdio: 'ignore' })
    server = child
    const deadline = performance.now() + START_WITHIN_MS
    while (!(await answers(urlOf('postgres')))) {
      if (child.exitCode !== null) throw new Error(`postgres ended with ${child.exitCode}`)
      if (performance.now() > deadline) throw new Error('postgres did not start in time')
      await sleep(50)
    }
  }
  const end = async (signal: 'SIGINT' | 'SIGKILL'): Promise<void> => {
    const child = server
    server = null
    if (child === null || child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }
  await start()
  return {
    version,
    start,
    kill: () => end('SIGKILL'),
    createDatabase: async () => {
      const name = `test_${randomBytes(6).toString('hex')}`
      const client = new pg.Client({ connectionString: urlOf('postgres') })
      await client.connect()
      try {
        await client.query(`create database ${name}`)
      } finally {
        await client.end()
      }
      return urlOf(name)
    },
    remove: async () => {
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The folder of the newest `initdb` and `postgres`: Debian keeps them out of PATH. */
function findPrograms(): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ]
  return (
    folders.find((folder) => ['initdb', 'postgres'].every((program) => existsSync(join(folder, program)))) ??
    null
  )
}

/** Whom the server runs as: it refuses root. Null: as ourselves. */
function ownerOfServer(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null
  const idOf = (option: string): number =>
    Number(spawnSync('id', [option, 'postgres'], { encoding: 'utf8' }).stdout.trim() || Number.NaN)
  const [uid, gid] = [idOf('-u'), idOf('-g')]
  const nobody = 65_534
  return Number.isNaN(uid) || Number.isNaN(gid) ? { uid: nobody, gid: nobody } : { uid, gid }
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 1_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
