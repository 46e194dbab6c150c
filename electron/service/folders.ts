import { join } from 'node:path'

/** The project's root: two folders up from `electron/service` in source and from `out/main` when bundled. */
const root = join(import.meta.dirname, '..', '..')

/** The built pages. */
export const PAGES_DIR = join(root, 'out', 'renderer')

/** What ships with the studio: recorded rooms, canned replies. */
export const RESOURCES_DIR = join(root, 'resources')

/** The collector, which runs in a process of its own; the desktop app does not carry it. */
export const COLLECTOR_MAIN = join(root, 'collector', 'main.ts')
