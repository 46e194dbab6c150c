import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { askOverNewPort, askOverPort, expect, test } from './studio-app.ts'

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('the host window shows the page of the service the shell started, signed in as the host', async ({
  studio,
}) => {
  await expect(studio.host.locator('h1')).toHaveText('host')
  expect(studio.host.url()).not.toContain('token')
  expect(await studio.host.evaluate(async () => (await fetch('/whoami')).text())).toBe('host')
  const visible = await studio.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((w) => w.isVisible()),
  )
  expect(visible).toEqual([true])
})

test('the page talks with the service process over a port of its own', async ({ studio }) => {
  const { answer, pid } = await askOverNewPort(studio.host, 1, 7)
  expect(answer).toBe(7)
  const shellPid = await studio.app.evaluate(() => process.pid)
  expect(pid).not.toBe(shellPid)
})

test('a page that is loaded again gets a port again', async ({ studio }) => {
  const before = await askOverNewPort(studio.host, 1, 1)
  await studio.host.reload()
  const after = await askOverNewPort(studio.host, 1, 2)
  expect(after).toEqual({ answer: 2, pid: before.pid })
})

test('a crashed service is started again at the same address and the page is handed a new port unasked', async ({
  studio,
}) => {
  const before = await askOverNewPort(studio.host, 1, 1)
  const origin = new URL(studio.host.url()).origin
  await studio.host.evaluate(() => globalThis.ports[0]?.port.postMessage({ crash: true }))
  const after = await askOverPort(studio.host, 2, 2)
  expect(after.answer).toBe(2)
  expect(after.pid).not.toBe(before.pid)
  expect(await studio.host.evaluate(() => globalThis.ports[0]?.closed)).toBe(true)
  // Same page, never reloaded, and known to the new service as the host.
  expect(new URL(studio.host.url()).origin).toBe(origin)
  expect(await studio.host.evaluate(async () => (await fetch('/whoami')).text())).toBe('host')
  expect(studio.errors()).toContain('is being restarted')
})

test('a service killed again and again keeps coming back', async ({ studio }) => {
  const pids = new Set<number>()
  await studio.host.evaluate(() => window.studio?.requestServicePort())
  for (const turn of [1, 2, 3]) {
    const { pid } = await askOverPort(studio.host, turn, turn)
    pids.add(pid)
    process.kill(pid, 'SIGKILL')
  }
  await askOverPort(studio.host, 4, 4)
  expect(pids.size).toBe(3)
})

test('quitting ends the service process and remembers where the window was', async ({ studio, folder }) => {
  const { pid } = await askOverNewPort(studio.host, 1, 1)
  await studio.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ width: 1100, height: 700 }),
  )
  await studio.app.close()
  await expect.poll(() => isAlive(pid)).toBe(false)
  const state: unknown = JSON.parse(readFileSync(path.join(folder, 'data', 'window-state.json'), 'utf8'))
  expect(state).toMatchObject({ bounds: { width: 1100, height: 700 } })
  // Chromium's files have a folder of their own beside the shows.
  expect(existsSync(path.join(folder, 'data', 'browser'))).toBe(true)
})

test('a refusal of the service is shown with its reason, and the shell stays to ask what to do', async ({
  start,
  standIn,
}) => {
  const shell = start({
    STUDIO_SERVICE_ENTRY: standIn,
    STAND_IN_REFUSES: 'the data folder is from a newer version',
  })
  await expect.poll(shell.errors).toContain('场次服务没能启动')
  expect(shell.errors()).toContain('the data folder is from a newer version')
  expect(shell.child.exitCode).toBeNull()
})

test('a second start on the same data folder shows the first one and ends', async ({
  studio,
  start,
  standIn,
}) => {
  await studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const second = start({ STUDIO_SERVICE_ENTRY: standIn })
  await once(second.child, 'exit')
  expect(second.child.exitCode).toBe(0)
  const isVisible = (): Promise<boolean | undefined> =>
    studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  await expect.poll(isVisible).toBe(true)
  expect((await askOverNewPort(studio.host, 1, 1)).answer).toBe(1)
})

test('a host page whose process dies is opened again', async ({ studio }) => {
  const crash = (): Promise<void> =>
    studio.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    )
  // A crashed page is lost to Playwright; the shell itself is asked what it shows.
  const heading = (): Promise<unknown> =>
    studio.app.evaluate(async ({ BrowserWindow }): Promise<unknown> => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      return contents?.isCrashed()
        ? 'crashed'
        : contents?.executeJavaScript("document.querySelector('h1')?.textContent")
    })
  await crash()
  await expect.poll(studio.errors).toContain('the page is opened again')
  await expect.poll(heading).toBe('host')
})

test('a service that does not answer is named, and the shell stays to ask what to do', async ({ start }) => {
  // A port that was free a moment ago.
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  await new Promise((resolve) => server.close(resolve))

  const shell = start({ STUDIO_SERVICE_URL: `${origin}/?token=secret` })
  await expect.poll(shell.errors).toContain(`${origin} 没有应答。原因：ERR_CONNECTION_REFUSED`)
  expect(shell.child.exitCode).toBeNull()
})
