import path from 'node:path'
import { dataDirectory } from '#service/data-dir.ts'
import { test } from './real-service.ts'
import { expect, expectPreloadApiOnly } from './studio-app.ts'

test('the shell attaches to a running service and shows its host page, live', async ({
  launch,
  serviceUrl,
}) => {
  const shell = await launch({ STUDIO_SERVICE_URL: serviceUrl })
  const host = await shell.app.firstWindow()
  await host.waitForURL('**/host/')
  expect(await host.title()).toContain('回头直播台')
  await expect(host.getByRole('button').first()).toBeVisible()

  const answer: unknown = await host.evaluate(async (): Promise<unknown> =>
    (await fetch('/v1/whoami?as=host')).json(),
  )
  expect(answer).toMatchObject({ actor: { role: 'host' } })
  expect(await host.evaluate(() => window.studio?.requestServicePort())).toBe(false)
  // No port: the page has its frames over a socket of its own.
  const opened = host.waitForEvent('websocket')
  await host.reload()
  const socket = await opened
  expect(new URL(socket.url()).pathname).toBe('/v1/socket')
  await socket.waitForEvent('framereceived')
})

test('nothing but the preload API is added to the real host page', async ({ launch, serviceUrl }) => {
  const shell = await launch({ STUDIO_SERVICE_URL: serviceUrl })
  const host = await shell.app.firstWindow()
  await host.waitForURL('**/host/')
  await expectPreloadApiOnly(host)
})

test('an address that is not on this computer is refused', async ({ start }) => {
  const shell = start({ STUDIO_SERVICE_URL: 'http://studio.example/?token=x' })
  await expect.poll(shell.errors).toContain('http://studio.example/')
})

test('the desktop app and the command line keep the shows in the same folder', async ({
  launch,
  folder,
  serviceUrl,
}) => {
  test.skip(
    process.platform !== 'linux',
    'elsewhere the environment cannot move the usual folder away from the real one',
  )
  const env = { XDG_CONFIG_HOME: path.join(folder, 'config') }
  const shell = await launch({ ...env, STUDIO_SERVICE_URL: serviceUrl }, 'usual folder')
  expect(await shell.app.evaluate(({ app }) => app.getPath('userData'))).toBe(
    dataDirectory({ ...process.env, ...env }),
  )
})
