import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { root, runTool } from './run.ts'
import { say } from './speak.ts'

const SOURCES = ['electron', 'renderer', 'shared', 'electron.vite.config.ts', 'package.json']
const PRODUCTS = [
  'out/main/main.cjs',
  'out/main/service.cjs',
  'out/preload/preload.cjs',
  'out/renderer/host/index.html',
]

/** Builds the studio if it was never built or a source file has changed since. False when the build failed. */
export async function buildIfStale(): Promise<boolean> {
  if (!isStale(root)) return true
  say(
    '正在生成直播台（首次启动或源码有改动）…',
    'Building the studio (first start, or the sources changed) …',
  )
  const { code, output } = await runTool('electron-vite/bin/electron-vite.js', ['build'])
  if (code === 0) return true
  console.error(output)
  say('直播台没有生成成功，原因见上。', 'The studio could not be built; the reason stands above.')
  return false
}

/** Whether something under `folder` that goes into the build is younger than what came out of it last. */
export function isStale(folder: string): boolean {
  const built = PRODUCTS.map((file) => modifiedMs(path.join(folder, file)))
  const oldestMs = Math.min(...built.map((timeMs) => timeMs ?? 0))
  return SOURCES.some((source) => isYounger(path.join(folder, source), oldestMs))
}

/** Folders count as well: their time moves when a file in them is removed. */
function isYounger(file: string, thanMs: number): boolean {
  const ownMs = modifiedMs(file)
  if (ownMs === undefined) return false
  if (ownMs > thanMs) return true
  const entries = statSync(file).isDirectory() ? readdirSync(file, { withFileTypes: true }) : []
  return entries
    .filter(({ name }) => !/\.i?test\.tsx?$/.test(name))
    .some(({ name }) => isYounger(path.join(file, name), thanMs))
}

function modifiedMs(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs
}
