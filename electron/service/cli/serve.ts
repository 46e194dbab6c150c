import { Command, InvalidArgumentError } from 'commander'
import open from 'open'
import pino from 'pino'

import { dataDirectory } from '../data-dir.ts'
import { DEFAULT_PORT, startService } from '../main.ts'
import { PAGES_DIR, RESOURCES_DIR } from '../folders.ts'

const SHUTDOWN_WITHIN_MS = 5_000

/** `huitou serve`: the session service without the desktop shell, until SIGINT or SIGTERM. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('run the session service and serve the studio to browsers')
    .option('--data <dir>', 'folder of the library and the session logs', dataDirectory())
    .option('--port <number>', 'port on the loopback address; 0 takes any free one', parsePort, DEFAULT_PORT)
    .option('--lan', 'let devices of the local network in, with a pairing code', false)
    .option('--open', 'open the host page in the default browser', false)
    .option('--lang <language>', 'language of titles and canned replies: zh-CN or en', parseLanguage, 'zh-CN')
    .action(serve)
}

interface ServeOptions {
  readonly data: string
  readonly port: number
  readonly lan: boolean
  readonly open: boolean
  readonly lang: 'zh-CN' | 'en'
}

async function serve(options: ServeOptions): Promise<void> {
  const logger = pino({ name: 'huitou' }, pino.destination({ dest: 2, sync: true }))
  const service = await startService({
    dataDir: options.data,
    pagesDir: PAGES_DIR,
    resourcesDir: RESOURCES_DIR,
    port: options.port,
    lan: options.lan,
    language: options.lang,
    logger,
  })
  const { access, hostUrl } = service.transport
  const moderator = access.current().invites.find((invite) => invite.role === 'moderator')
  process.stdout.write(
    `${JSON.stringify({ ready: true, url: hostUrl, pairingCode: moderator?.code ?? null })}\n`,
  )
  if (options.open) {
    await open(hostUrl).catch((error: unknown) => logger.warn({ err: error }, 'no browser could be opened'))
  }

  const stop = (signal: string): void => {
    logger.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), SHUTDOWN_WITHIN_MS).unref()
    void service.close().then((saved) => process.exit(saved ? 0 : 1))
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function parsePort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError('a port is a whole number from 0 to 65535')
  }
  return port
}

function parseLanguage(text: string): 'zh-CN' | 'en' {
  if (text !== 'zh-CN' && text !== 'en') throw new InvalidArgumentError('the language is zh-CN or en')
  return text
}
