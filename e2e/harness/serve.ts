import { rm, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createServer } from 'vite'

interface ServedHarness {
  /** The page with the media engine on it, served straight from the sources. */
  readonly url: string
  readonly close: () => Promise<void>
}

export async function serveHarness(): Promise<ServedHarness> {
  const cacheDir = await mkdtemp(path.join(tmpdir(), 'huitou-media-'))
  const server = await createServer({
    configFile: false,
    root: path.resolve(import.meta.dirname, '../..'),
    cacheDir,
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, hmr: false },
    optimizeDeps: { entries: ['e2e/harness/media.html'], include: ['mediabunny', 'zod'] },
  })
  await server.listen()
  return {
    url: new URL('e2e/harness/media.html', server.resolvedUrls?.local[0]).href,
    close: async () => {
      await server.close()
      await rm(cacheDir, { recursive: true, force: true })
    },
  }
}
