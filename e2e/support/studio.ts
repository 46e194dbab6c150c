import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import type { Invite } from '#shared/protocol/down.ts'
import { root } from '../../scripts/run.ts'
import { openStaffSocket, type StaffRole } from './staff-socket.ts'

/** The real service as a process of its own on a free port, with a data folder of its own. */
export interface TestStudio {
  /** Origin with a trailing slash; append `watch/`, `console/` … */
  readonly url: string
  readonly dataDir: string
  /** Makes whoever opens it the host; another one after `restart`. */
  readonly hostUrl: () => string
  /** The six-digit codes of this moment. */
  readonly invites: () => Promise<Readonly<Record<Invite['role'], string>>>
  /** A host or moderator without a page: the real client of the screens over a socket of Node. */
  readonly staffSocket: (role: StaffRole, name?: string) => Promise<StaffClient>
  /** Ends the process (`SIGKILL` for a crash) and starts it again on the same port and data. */
  readonly restart: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>
  readonly stop: () => Promise<void>
}

export interface TestStudioOptions {
  readonly lan?: boolean
  readonly language?: 'zh-CN' | 'en'
  /** Puts into the data folder what was there before the studio starts. */
  readonly prepare?: (dataDir: string) => void
}

const readySchema = z.object({ ready: z.literal(true), url: z.string(), pairingCode: z.string().nullable() })

/** The Node that runs TypeScript as it is, whichever Node runs the tests. */
const node =
  Number.parseInt(process.versions.node, 10) >= 24
    ? process.execPath
    : path.join(root, 'node_modules', '.bin', 'node')

/**
 * Starts the service from its sources; the pages are the built ones. Rejects with what the service wrote on stderr
 * when it does not come up.
 */
export async function startStudio(options: TestStudioOptions = {}): Promise<TestStudio> {
  if (!existsSync(path.join(root, 'out', 'renderer', 'assets'))) {
    throw new Error('The pages are not built: run `npx electron-vite build` first.')
  }
  const dataDir = await mkdtemp(path.join(tmpdir(), 'huitou-studio-'))
  options.prepare?.(dataDir)
  let running = await launch(dataDir, 0, options)
  const url = new URL('/', running.hostUrl).href
  const clients = new Set<StaffClient>()

  const staffSocket = async (role: StaffRole, name = ''): Promise<StaffClient> => {
    const code = role === 'moderator' ? (await invites()).moderator : ''
    const client = await openStaffSocket({ hostUrl: running.hostUrl, role, name, code })
    clients.add(client)
    return client
  }
  const invites: TestStudio['invites'] = async () => {
    const host = await staffSocket('host')
    const outcome = await host.request({ type: 'getAccess' })
    host.close()
    if (!outcome.ok || outcome.body.type !== 'access') throw new Error('The service tells no codes.')
    const codes = { moderator: '', viewer: '', overlay: '' }
    for (const { role, code } of outcome.body.access.invites) codes[role] = code
    return codes
  }

  return {
    url,
    dataDir,
    hostUrl: () => running.hostUrl,
    invites,
    staffSocket,
    restart: async (signal = 'SIGTERM') => {
      await end(running.child, signal)
      running = await launch(dataDir, Number(new URL(url).port), options)
    },
    stop: async () => {
      for (const client of clients) client.close()
      await end(running.child, 'SIGTERM')
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

interface Running {
  readonly child: ChildProcess
  readonly hostUrl: string
}

async function launch(dataDir: string, port: number, options: TestStudioOptions): Promise<Running> {
  const args = ['electron/service/cli/huitou.ts', 'serve', '--data', dataDir, '--port', String(port)]
  if (options.lan === true) args.push('--lan')
  if (options.language) args.push('--lang', options.language)
  const child = spawn(node, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk))
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([
    once(lines, 'line').then(([line]: unknown[]) => String(line)),
    once(child, 'exit').then(() => null),
  ])
  if (first === null) throw new Error(`The service did not come up:\n${errors}`)
  return { child, hostUrl: readySchema.parse(JSON.parse(first)).url }
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
