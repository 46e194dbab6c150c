import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const root = import.meta.dirname
const renderer = join(root, 'renderer')

/** Every folder of the renderer that holds an index.html is a page, served as /<folder>/. */
const pages = Object.fromEntries(
  readdirSync(renderer)
    .map((folder) => [folder, join(renderer, folder, 'index.html')] as const)
    .filter(([, page]) => existsSync(page)),
)

export default defineConfig({
  main: {
    build: {
      externalizeDeps: { exclude: ['zod'] },
      rolldownOptions: {
        input: {
          main: join(root, 'electron/main/main.ts'),
          service: join(root, 'electron/service/utility-entry.ts'),
        },
        // Side by side: what looks for the project's folders from where it lies finds them from any of these files.
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      rolldownOptions: {
        input: { preload: join(root, 'electron/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: renderer,
    plugins: [react()],
    build: {
      // The viewer and moderator pages run in whatever browser a phone or tablet brings.
      target: 'es2022',
      cssTarget: ['chrome107', 'safari16', 'firefox104'],
      minify: true,
      rolldownOptions: { input: pages },
    },
  },
})
