import { parseArgs } from 'node:util'
import pino from 'pino'
import { z } from 'zod'

import { shellToServiceSchema, type ServiceToShell } from '#shared/protocol/shell.ts'
import { dataDirectory } from './data-dir.ts'
import { PAGES_DIR, RESOURCES_DIR } from './folders.ts'
import { DEFAULT_PORT, startService, type ServiceOptions, type StudioService } from './main.ts'
import { TransportError } from './transport/transport-error.ts'
import type { PortLike } from './transport/port-adapter.ts'

/** The parent port of an Electron utility process, as far as it is used here; the service imports nothing of Electron. */
interface ParentPort {
  postMessage(message: ServiceToShell): void
  on(
    event: 'message',
    listener: (message: { readonly data: unknown; readonly ports: readonly PortLike[] }) => void,
  ): void
}

/** Another program may hold the usual port; the desktop app then takes any, rather than not starting. */
async function startOnAnyPort(options: Omit<ServiceOptions, 'port'>, port: number): Promise<StudioService> {
  try {
    return await startService({ ...options, port })
  } catch (error) {
    if (!(error instanceof TransportError) || error.code !== 'portInUse') throw error
    return startService({ ...options, port: 0 })
  }
}

/** Entry of the service when the desktop shell forks it, with `--data DIR [--port N] [--lang zh-CN|en]`. */
async function main(parent: ParentPort): Promise<void> {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, port: { type: 'string' }, lang: { type: 'string' } },
  })
  const service = await startOnAnyPort(
    {
      dataDir: values.data ?? dataDirectory(),
      pagesDir: PAGES_DIR,
      resourcesDir: RESOURCES_DIR,
      lan: false,
      language: values.lang === 'en' ? 'en' : 'zh-CN',
      logger: pino({ name: 'huitou' }, pino.destination({ dest: 2, sync: true })),
    },
    Number(values.port ?? DEFAULT_PORT),
  )
  parent.on('message', ({ data, ports }) => {
    const message = shellToServiceSchema.parse(data)
    switch (message.type) {
      case 'connect':
        for (const port of ports) service.transport.attachPort(port)
        return
      case 'stop':
        void service.close().then((saved) => process.exit(saved ? 0 : 1))
        return
      default:
        message satisfies never
    }
  })
  const { url, hostToken } = service.transport
  parent.postMessage({ type: 'ready', url, hostToken })
}

/** `process.parentPort` exists in utility processes of Electron only, so Node's own types do not know it. */
const parentPortSchema = z.custom<ParentPort>(
  (value) => typeof value === 'object' && value !== null && 'postMessage' in value,
  'this entry runs as a utility process of the desktop shell only',
)
const parentPort = parentPortSchema.parse('parentPort' in process ? process.parentPort : null)

main(parentPort).catch((error: unknown) => {
  parentPort.postMessage({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
  process.exitCode = 1
})
