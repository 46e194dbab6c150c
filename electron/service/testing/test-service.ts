import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'

import { RESOURCES_DIR } from '../folders.ts'
import { startService, type ServiceOptions, type StudioService } from '../main.ts'
import { pairedCookie, WireClient } from './wire-client.ts'

/** A whole service on a free port with its files in a folder of its own, and clients that speak its wire. */
export interface TestService {
  readonly service: StudioService
  readonly dataDir: string
  readonly host: () => Promise<WireClient>
  readonly moderator: (name: string) => Promise<WireClient>
  readonly viewer: (name: string) => Promise<WireClient>
  readonly stop: () => Promise<void>
}

export function makeDataDir(): { readonly dataDir: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'huitou-service-'))
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir)
  return { dataDir, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export async function startTestService(options: Partial<ServiceOptions> = {}): Promise<TestService> {
  const { dataDir, remove } = makeDataDir()
  const service = await startService({
    dataDir,
    pagesDir: dataDir,
    resourcesDir: RESOURCES_DIR,
    port: 0,
    lan: false,
    language: 'zh-CN',
    logger: pino({ level: 'silent' }),
    ...options,
  })
  const clients: WireClient[] = []
  const keep = async (client: Promise<WireClient>): Promise<WireClient> => {
    clients.push(await client)
    return client
  }
  const paired = async (role: 'moderator' | 'viewer', name: string): Promise<WireClient> => {
    const { transport } = service
    const code = transport.access.current().invites.find((invite) => invite.role === role)?.code ?? ''
    return WireClient.open(transport.url, role, await pairedCookie(transport.url, code, name))
  }
  return {
    service,
    dataDir: options.dataDir ?? dataDir,
    host: () => keep(WireClient.openHost(service.transport.hostUrl)),
    moderator: (name) => keep(paired('moderator', name)),
    viewer: (name) => keep(paired('viewer', name)),
    stop: async () => {
      for (const client of clients) client.close()
      await service.close()
      remove()
    },
  }
}
