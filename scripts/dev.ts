import path from 'node:path'
import { parseArgs } from 'node:util'
import { resolveConfig } from 'electron-vite'
import open from 'open'
import { createServer, mergeConfig, type ProxyOptions, type ViteDevServer } from 'vite'
import { dataDirectory } from '#service/data-dir.ts'
import { buildIfStale } from './build-if-stale.ts'
import { runDesktopWindow } from './desktop-window.ts'
import { lacksDisplay, obtainElectron } from './obtain-electron.ts'
import { root } from './run.ts'
import { startService } from './running-service.ts'
import { say } from './speak.ts'
import { listenForStop } from './stop-request.ts'

/** Inline scripts are React's refresh; everything else is as strict as the service's own policy. */
const DEVELOPMENT_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data: blob:; media-src 'self' blob: mediastream:; connect-src 'self' ws:; worker-src 'self' blob:"

/** Not the studio's usual one, so that both run side by side; fixed, so that a restarted service is found again. */
const DEVELOPMENT_PORT = '41731'

const { values: options } = parseArgs({
  options: { browser: { type: 'boolean', default: false }, data: { type: 'string' } },
})

process.exitCode = await develop()

/**
 * Pages come from Vite with hot replacement, everything else through it from a service that restarts when its sources
 * change. Shows go to a folder of their own, apart from the real ones.
 */
async function develop(): Promise<number> {
  const data = path.resolve(options.data ?? `${dataDirectory()} Development`)
  const runtime = options.browser || !(await buildIfStale()) ? undefined : await obtainElectron()
  if (runtime?.missing !== undefined) {
    say(`${runtime.missing}，请用浏览器。`, `Use the browser, because ${runtime.missing}.`)
  }

  const stop = listenForStop()
  const service = await startService(
    ['--data', data, '--port', DEVELOPMENT_PORT],
    ['--watch', '--watch-preserve-output'],
  )
  if (service === undefined) return 1
  const vite = await servePages(new URL(service.url).origin)
  const entry = new URL(new URL(service.url).search, vite.resolvedUrls?.local[0]).href
  console.log(entry)

  if (runtime?.missing === undefined && runtime !== undefined) {
    const env = { STUDIO_SERVICE_URL: entry }
    const problem = await runDesktopWindow(runtime.executable, stop, { data, env })
    if (problem !== undefined) console.error(problem)
  } else {
    if (!lacksDisplay()) await open(entry).catch(() => undefined)
    await stop.asked
  }
  await vite.close()
  await service.stop()
  return 0
}

async function servePages(service: string): Promise<ViteDevServer> {
  process.env['NODE_ENV_ELECTRON_VITE'] = 'development'
  const { config } = await resolveConfig({ root }, 'serve', 'development')
  // The service speaks to its own pages only: to it, Vite's address must look like its own.
  const proxy: ProxyOptions = {
    target: service,
    changeOrigin: true,
    configure: (server) => {
      server.on('proxyReq', (request) => request.setHeader('origin', service))
      server.on('proxyReqWs', (request) => request.setHeader('origin', service))
    },
  }
  const server = await createServer(
    mergeConfig(config?.renderer ?? {}, {
      configFile: false,
      server: {
        host: '127.0.0.1',
        headers: { 'Content-Security-Policy': DEVELOPMENT_POLICY },
        fs: { allow: [root] },
        // Vite's own socket is at the root as well: only the service's may be passed on.
        proxy: { '^/v1/': { ...proxy, ws: true }, '^/(\\?.*)?$': proxy },
      },
    }),
  )
  return server.listen()
}
