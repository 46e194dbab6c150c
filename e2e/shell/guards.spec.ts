import type { ElectronApplication, Page } from '@playwright/test'
import { expect, expectPreloadApiOnly, test } from './studio-app.ts'

test('the window holds the preload API and nothing else of Electron or Node', async ({ studio }) => {
  const found = await studio.host.evaluate(() => {
    // A frame has no preload: what the page has beyond it came from the shell (or from the page's own script).
    const frame = document.body.appendChild(document.createElement('iframe'))
    const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow ?? {}))
    const extra = Object.getOwnPropertyNames(window).filter((name) => !plain.has(name) && !/^\d+$/.test(name))
    frame.remove()
    return { extra, frozen: Object.isFrozen(window.studio) }
  })
  expect(found.extra.filter((name) => !name.startsWith('__playwright')).toSorted()).toEqual([
    'ports',
    'studio',
  ])
  expect(found.frozen).toBe(true)
  await expectPreloadApiOnly(studio.host)
})

test('every window is isolated, sandboxed and without Node', async ({ studio }) => {
  await openWindow(studio.app, studio.host, '/console/')
  const preferences = await studio.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents): unknown => {
      // Undocumented, and the only way to see what a window was really made with.
      const read: unknown = Reflect.get(contents, 'getLastWebPreferences')
      return typeof read === 'function' ? Reflect.apply(read, contents, []) : undefined
    }),
  )
  const safe = { contextIsolation: true, nodeIntegration: false, sandbox: true, webSecurity: true }
  expect(preferences).toHaveLength(2)
  for (const made of preferences) expect(made).toMatchObject(safe)
})

test('a page without a policy gets a strict one, a policy the service sent is kept', async ({ studio }) => {
  expect(await studio.host.evaluate(() => globalThis.inlineRan)).toBeUndefined()
  const console = await openWindow(studio.app, studio.host, '/console/')
  expect(await console.evaluate(() => globalThis.inlineRan)).toBe(true)
})

test('other studio pages open in windows of their own and get no port to the service', async ({ studio }) => {
  const watch = await openWindow(studio.app, studio.host, '/watch/')
  await expect(watch.locator('h1')).toHaveText('watch')
  expect(await watch.evaluate(() => window.studio?.requestServicePort())).toBe(false)
  expect(await watch.evaluate(() => window.studio?.revealSessionFolder('x').catch(String))).toContain(
    'Only the host page',
  )
  expect(await watch.evaluate(() => window.studio?.secrets.get('whip.a').catch(String))).toContain(
    'Only the host page',
  )
})

for (const address of [
  'http://example.test/',
  'https://example.test/',
  'http://localhost:9/host/',
  '/other/',
  'file:///etc/passwd',
  'data:text/html,x',
  'javascript:alert(1)',
]) {
  test(`nothing opens or navigates to ${address}`, async ({ studio }) => {
    const before = studio.host.url()
    expect(await studio.host.evaluate((url) => window.open(url), address)).toBeNull()
    await studio.host.evaluate((url) => {
      const link = document.body.appendChild(document.createElement('a'))
      link.href = url
      link.click()
    }, address)
    // A refused navigation leaves no trace to wait for: one that is allowed and comes after it is the proof.
    await studio.host.evaluate(() => location.assign('/host/?after'))
    await studio.host.waitForURL('**/host/?after')
    expect(new URL(studio.host.url()).origin).toBe(new URL(before).origin)
    expect(studio.app.windows()).toHaveLength(1)
  })
}

test('a redirect that leads off the service is not followed', async ({ studio }) => {
  await studio.host.evaluate(() => location.assign('/watch/elsewhere'))
  await studio.host.evaluate(() => location.assign('/host/?after'))
  await studio.host.waitForURL('**/host/?after')
})

test('the studio may use cameras and microphones, and no permission it does not need', async ({ studio }) => {
  const media = await studio.host.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true })
    return stream.getTracks().map((track) => track.kind)
  })
  expect(media.toSorted()).toEqual(['audio', 'video'])
  const states = await studio.host.evaluate(async () => {
    const name = [
      'camera',
      'microphone',
      'geolocation',
      'notifications',
      'midi',
      'clipboard-read',
    ] as PermissionName[]
    return Promise.all(name.map(async (one) => (await navigator.permissions.query({ name: one })).state))
  })
  expect(states).toEqual(['granted', 'granted', 'denied', 'denied', 'denied', 'denied'])
})

test('a page of another origin gets neither camera nor port, even if one were shown', async ({ studio }) => {
  // Only the main process itself can put a foreign page there; this does it for the test's sake.
  const foreign = studio.host.url().replace('127.0.0.1', 'localhost')
  await studio.app.evaluate(
    ({ BrowserWindow }, url) => BrowserWindow.getAllWindows()[0]?.loadURL(url),
    foreign,
  )
  await expect(studio.host).toHaveURL(foreign)
  const outcome = await studio.host.evaluate(async () => ({
    camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'given',
      (error: unknown) => (error instanceof Error ? error.name : String(error)),
    ),
    port: await window.studio?.requestServicePort(),
  }))
  expect(outcome).toEqual({ camera: 'NotAllowedError', port: false })
})

test('screen capture asks which screen, and pressing elsewhere refuses it', async ({ studio }) => {
  const capture = (): Promise<string> =>
    studio.host.evaluate(() =>
      navigator.mediaDevices.getDisplayMedia({ video: true }).then(
        (stream) => stream.getVideoTracks()[0]?.readyState ?? 'no track',
        (error: unknown) => (error instanceof Error ? error.name : String(error)),
      ),
    )
  await answerMenus(studio.app, 'first')
  expect(await withGesture(studio.host, capture)).toBe('live')
  await answerMenus(studio.app, 'none')
  expect(await withGesture(studio.host, capture)).toMatch(/NotAllowedError|AbortError|NotFoundError/)
})

test('closing the window while the page objects asks first, and staying keeps everything', async ({
  studio,
}) => {
  await studio.host.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()))
  await studio.host.locator('h1').click()
  const questions = await answerDialogs(studio.app, 0)
  await studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(questions).toEqual(['直播或录制还在进行'])
  expect(await studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  const closed = studio.host.waitForEvent('close')
  await answerDialogs(studio.app, 1)
  await studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await closed
})

test('a session folder is only shown if it lies in the data folder', async ({ studio }) => {
  const reveal = (id: string): Promise<string | undefined> =>
    studio.host.evaluate(
      (session) => window.studio?.revealSessionFolder(session).then(() => 'shown', String),
      id,
    )
  expect(await reveal('../../etc')).toContain('There is no folder of that session')
  expect(await reveal('missing')).toContain('There is no folder of that session')
})

async function openWindow(app: ElectronApplication, from: Page, address: string): Promise<Page> {
  const opened = app.waitForEvent('window')
  await from.evaluate((url) => void window.open(url), address)
  const page = await opened
  await page.waitForURL(`**${address}`)
  return page
}

/** Native menus cannot be clicked by a test: the next ones answer by themselves. */
async function answerMenus(app: ElectronApplication, choice: 'first' | 'none'): Promise<void> {
  await app.evaluate(({ Menu }, pick) => {
    Menu.prototype.popup = function popup(options) {
      if (pick === 'first') this.items[0]?.click()
      options?.callback?.()
    }
  }, choice)
}

/** Answers blocking questions with the given button; returns what was asked so far. */
async function answerDialogs(app: ElectronApplication, button: number): Promise<() => Promise<string[]>> {
  const asked = await app.evaluateHandle(({ dialog }, answer) => {
    const messages: string[] = []
    dialog.showMessageBoxSync = (...args: unknown[]) => {
      const question = args.at(-1)
      if (question instanceof Object && 'message' in question) messages.push(String(question.message))
      return answer
    }
    return messages
  }, button)
  return () => asked.jsonValue()
}

/** Screen capture needs a click just before. */
async function withGesture<T>(page: Page, action: () => Promise<T>): Promise<T> {
  await page.locator('h1').click()
  return action()
}
