import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test'
import type { StudioShellApi } from '#shared/protocol/shell.ts'
import { findElectron } from '../../scripts/find-electron.ts'
import { root } from '../../scripts/run.ts'

const electron = findElectron()

export interface Shell {
  readonly app: ElectronApplication
  /** Everything the shell wrote to stderr so far. */
  readonly errors: () => string
}

export interface Studio extends Shell {
  readonly host: Page
}

/** The test's own folder, or the one the studio uses when nobody says otherwise. */
type DataFolder = 'own folder' | 'usual folder'

export interface StudioFixtures {
  /** An empty folder of this test's own. */
  folder: string
  /** The stand-in service as plain JavaScript, which any Electron and any Node runs. */
  standIn: string
  /** Starts the built shell. Every environment variable of the studio starts out unset. */
  launch: (env?: Readonly<Record<string, string>>, data?: DataFolder) => Promise<Shell>
  /** Starts it without Playwright, which waits for a page to appear. */
  start: (env: Readonly<Record<string, string>>) => { child: ChildProcess; errors: () => string }
  /** The shell with the stand-in as its own service, its host page loaded. */
  studio: Studio
}

export const test = base.extend<StudioFixtures>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'studio-shell-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },
  standIn: async ({ folder }, use) => {
    const source = readFileSync(path.join(import.meta.dirname, 'stand-in-service.ts'), 'utf8')
    const file = path.join(folder, 'stand-in-service.mjs')
    writeFileSync(file, stripTypeScriptTypes(source))
    await use(file)
  },
  launch: async ({ folder }, use) => {
    const running: ElectronApplication[] = []
    await use(async (env = {}, data = 'own folder') => {
      const app = await _electron.launch(command(folder, env, data))
      running.push(app)
      return { app, errors: collectErrors(app.process()) }
    })
    for (const app of running) await app.close()
  },
  start: async ({ folder }, use) => {
    const running: ChildProcess[] = []
    await use((env) => {
      const { executablePath, ...options } = command(folder, env, 'own folder')
      const child = spawn(executablePath, options.args, {
        env: options.env,
        stdio: ['ignore', 'inherit', 'pipe'],
      })
      running.push(child)
      return { child, errors: collectErrors(child) }
    })
    for (const child of running) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  },
  studio: async ({ launch, standIn }, use) => {
    const shell = await launch({ STUDIO_SERVICE_ENTRY: standIn })
    const host = await shell.app.firstWindow()
    await host.waitForURL('**/host/')
    const isLoading = (): Promise<boolean | undefined> =>
      shell.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.isLoading())
    await expect.poll(isLoading).toBe(false)
    await use({ ...shell, host })
  },
})

export { expect } from '@playwright/test'

/** Fails unless the page has the preload API and nothing else of Electron or Node. */
export async function expectPreloadApiOnly(page: Page): Promise<void> {
  for (const name of ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron']) {
    expect(await page.evaluate((global) => global in globalThis, name), name).toBe(false)
  }
  const api = await page.evaluate(() => Object.keys(window.studio ?? {}))
  expect(api.toSorted()).toEqual([
    'agora',
    'keepAwake',
    'requestServicePort',
    'revealSessionFolder',
    'secrets',
    'shell',
    'versions',
  ])
}

function command(folder: string, env: Readonly<Record<string, string>>, data: DataFolder) {
  test.skip(electron.missing !== undefined, electron.missing)
  const dataDir = path.join(folder, 'data')
  mkdirSync(dataDir, { recursive: true })
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  return {
    executablePath: electron.executable ?? '',
    args: [
      root,
      ...(data === 'own folder' ? [`--user-data-dir=${dataDir}`] : []),
      '--disable-gpu',
      '--use-fake-device-for-media-stream',
      ...(asRoot ? ['--no-sandbox'] : []),
    ],
    env: { ...environment(), LANG: 'zh_CN.UTF-8', ...env },
  }
}

function collectErrors(child: ChildProcess): () => string {
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  return () => errors
}

function environment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('STUDIO_'),
  )
  return Object.fromEntries(entries)
}

/** What the stand-in's page script keeps of one port it was handed. */
export interface HandedPort {
  readonly port: MessagePort
  readonly heard: readonly { readonly answer: number; readonly pid: number }[]
  readonly closed: boolean
}

declare global {
  // On the stand-in's pages only.
  var ports: HandedPort[]
  var inlineRan: true | undefined
  interface Window {
    readonly studio?: StudioShellApi
  }
}

/** Has the page ask for a port, waits for the `count`-th one it was ever handed, and puts a question to the service over it. */
export async function askOverNewPort(
  page: Page,
  count: number,
  question: number,
): Promise<HandedPort['heard'][0]> {
  await page.evaluate(() => window.studio?.requestServicePort())
  return askOverPort(page, count, question)
}

/** Waits for the `count`-th port and returns what the service answers to `question` over it. */
export async function askOverPort(
  page: Page,
  count: number,
  question: number,
): Promise<HandedPort['heard'][0]> {
  await page.waitForFunction((wanted) => globalThis.ports.length >= wanted, count)
  const answer = await page.waitForFunction(
    ([index, ask]) => {
      const handed = globalThis.ports[index]
      if (handed?.heard.length === 0) handed.port.postMessage({ ask })
      return handed?.heard[0]
    },
    [count - 1, question] as const,
  )
  const heard = await answer.jsonValue()
  if (heard === undefined) throw new Error('the stand-in answered nothing')
  return heard
}
