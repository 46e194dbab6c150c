import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { build, type Plugin } from 'vite'

const root = import.meta.dirname
const renderer = join(root, 'renderer')

/** Every folder of the renderer that holds an index.html is a page, served as /<folder>/. */
const pages = Object.fromEntries(
  readdirSync(renderer)
    .map((folder) => [folder, join(renderer, folder, 'index.html')] as const)
    .filter(([, page]) => existsSync(page)),
)

/** What runs beside the shell: the service, and the threads it starts (`electron/service/workers`). */
const SERVICE_ENTRIES = {
  service: 'electron/service/utility-entry.ts',
  'review-worker': 'electron/service/review/review-worker.ts',
  'across-worker': 'electron/service/review/across/across-worker.ts',
  'count-worker': 'electron/service/review/count-worker.ts',
  'export-worker': 'electron/service/export/export-worker.ts',
} as const

/**
 * Builds out/main/service.cjs and its threads after the shell, each on its own: as entries of one build they would
 * share files, and loading the one could run the other. Everything goes into them but the native module: they start
 * faster than from hundreds of files, and no library meets a file system (the installer's archive) or module rules its
 * authors never saw.
 */
const serviceBundle = (): Plugin => ({
  name: 'studio:service-bundle',
  apply: 'build',
  closeBundle: async () => {
    for (const [name, entry] of Object.entries(SERVICE_ENTRIES)) {
      await build({
        configFile: false,
        root,
        publicDir: false,
        ssr: { noExternal: true },
        build: {
          ssr: join(root, entry),
          outDir: join(root, 'out/main'),
          emptyOutDir: false,
          target: 'node24',
          minify: false,
          reportCompressedSize: false,
          rolldownOptions: {
            external: ['better-sqlite3'],
            output: { format: 'cjs', entryFileNames: `${name}.cjs`, codeSplitting: false },
          },
        },
      })
    }
  },
})

/**
 * agora-rtm asks for agora-rtc-sdk-ng, which it needs for stream channels only. The studio uses message channels: 1.6 MB
 * that nobody would run stay out of its page.
 */
const withoutRtc = (): Plugin => ({
  name: 'studio:without-rtc',
  apply: 'build',
  enforce: 'pre',
  resolveId: (source) => (source === 'agora-rtc-sdk-ng' ? '\0without-rtc' : null),
  load: (id) => (id === '\0without-rtc' ? 'export const rtc = null' : null),
})

export default defineConfig({
  main: {
    plugins: [serviceBundle()],
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { main: join(root, 'electron/main/main.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  preload: {
    build: {
      // What a preload uses goes into it: the sandboxed one can load nothing, and the other finds no libraries in the
      // installed application. Only Agora's SDK is loaded from its own folder, by name, beside its native parts.
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          preload: join(root, 'electron/preload/preload.ts'),
          'native-preload': join(root, 'electron/preload/native-preload.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: renderer,
    plugins: [react(), withoutRtc()],
    build: {
      // The viewer and moderator pages run in whatever browser a phone or tablet brings.
      target: 'es2022',
      cssTarget: ['chrome107', 'safari16', 'firefox104'],
      minify: true,
      rolldownOptions: { input: pages },
    },
  },
})
