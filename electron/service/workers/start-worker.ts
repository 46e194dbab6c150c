import { extname, join } from 'node:path'
import { Worker, type Transferable } from 'node:worker_threads'

/** Code that runs in a thread of its own; each is a file of its own in the built studio, too. */
const WORKERS = {
  review: ['..', 'review', 'review-worker.ts'],
  count: ['..', 'review', 'count-worker.ts'],
  across: ['..', 'review', 'across', 'across-worker.ts'],
  export: ['..', 'export', 'export-worker.ts'],
} as const

/**
 * Starts a thread. In source it is the TypeScript file; in the built studio `<name>-worker.cjs` beside the service,
 * which `electron.vite.config.ts` makes of it. `workerData` is copied, what is in `transferList` handed over.
 */
export function startWorker(
  name: keyof typeof WORKERS,
  workerData?: unknown,
  transferList: readonly Transferable[] = [],
): Worker {
  const isSource = extname(import.meta.filename) === '.ts'
  const file = isSource
    ? join(import.meta.dirname, ...WORKERS[name])
    : join(import.meta.dirname, `${name}-worker.cjs`)
  return new Worker(file, { workerData, transferList: [...transferList] })
}
