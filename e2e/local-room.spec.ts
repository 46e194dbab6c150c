import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { colorOf, expectMoving, isGreen, openHarness, openStudio, stateOf, test } from './harness/studio.ts'

test.describe('the local room', () => {
  const watch = (page: Page, name: string) =>
    page.evaluate((self) => {
      const { LocalRoomReceiver, signalsOf, element } = window.harness
      window.receiver = new LocalRoomReceiver({ signals: signalsOf(self) })
      const video = element('viewer')
      if (video instanceof HTMLVideoElement) window.receiver.attach(video)
    }, name)
  const publish = (page: Page, maxViewers: number) =>
    page.evaluate(async (most) => {
      const signals = window.harness.signalsOf('host')
      window.output = await window.engine.publishTo({ kind: 'localRoom', signals, maxViewers: most })
    }, maxViewers)
  /** Lets the test see the connections of a page. */
  const countPeers = (page: Page) =>
    page.addInitScript(() => {
      const peers: RTCPeerConnection[] = []
      window.peers = peers
      window.RTCPeerConnection = new Proxy(RTCPeerConnection, {
        construct: (Peer, [configuration]: [RTCConfiguration | undefined]) => {
          const peer = new Peer(configuration)
          peers.push(peer)
          return peer
        },
      })
    })
  const roomStatus = (page: Page) => page.evaluate(() => window.receiver.getState().status)
  const viewers = async (page: Page) => (await stateOf(page)).outputs[0]?.viewers

  test('brings moving pictures to a viewer, says when it ends and resumes by itself', async ({
    page,
    context,
    harnessUrl,
  }) => {
    await openStudio(page, harnessUrl)
    const viewer = await context.newPage()
    await openHarness(viewer, harnessUrl)
    await watch(viewer, 'viewer-1')
    expect(await roomStatus(viewer)).toBe('connecting')

    await publish(page, 2)
    await expect.poll(() => roomStatus(viewer)).toBe('playing')
    await expectMoving(viewer, 'viewer')
    await expect.poll(async () => isGreen(await colorOf(viewer, 'viewer'))).toBe(true)
    await expect.poll(() => viewers(page)).toBe(1)

    await page.evaluate(() => window.engine.take('camera-2'))
    await expect.poll(async () => isGreen(await colorOf(viewer, 'viewer'))).toBe(false)

    await page.evaluate(() => window.output.stop())
    await expect.poll(() => roomStatus(viewer)).toBe('ended')
    await publish(page, 2)
    await viewer.evaluate(() => window.receiver.retryNow())
    await expect.poll(() => roomStatus(viewer)).toBe('playing')

    await viewer.evaluate(() => window.receiver.close())
    await expect.poll(() => viewers(page)).toBe(0)
  })

  test('tells a viewer over the limit that the room is full, and lets them in once there is room', async ({
    page,
    context,
    harnessUrl,
  }) => {
    await openStudio(page, harnessUrl)
    await publish(page, 1)
    const [first, second] = [await context.newPage(), await context.newPage()]
    await openHarness(first, harnessUrl)
    await openHarness(second, harnessUrl)
    await watch(first, 'viewer-1')
    await expect.poll(() => roomStatus(first)).toBe('playing')
    await watch(second, 'viewer-2')
    await expect.poll(() => roomStatus(second)).toBe('full')
    expect(await roomStatus(first)).toBe('playing')
    await first.evaluate(() => window.receiver.close())
    await second.evaluate(() => window.receiver.retryNow())
    await expect.poll(() => roomStatus(second)).toBe('playing')
  })

  test('a restart of the network path does not interrupt the picture', async ({
    page,
    context,
    harnessUrl,
  }) => {
    const viewer = await context.newPage()
    for (const each of [page, viewer]) await countPeers(each)
    await openStudio(page, harnessUrl)
    await openHarness(viewer, harnessUrl)
    await publish(page, 1)
    await watch(viewer, 'viewer-1')
    await expect.poll(() => roomStatus(viewer)).toBe('playing')

    const path = () =>
      viewer.evaluate(() => /a=ice-ufrag:(\S+)/.exec(window.peers?.[0]?.localDescription?.sdp ?? '')?.[1])
    const before = await path()
    expect(before).toBeDefined()
    await page.evaluate(() => window.peers?.[0]?.restartIce())
    await expect.poll(path).not.toBe(before)
    await expectMoving(viewer, 'viewer')
    expect(await viewer.evaluate(() => window.peers?.length)).toBe(1)
    expect(await roomStatus(viewer)).toBe('playing')
  })

  test('pictures go on while a line to the service is down, and a viewer who vanishes is let go', async ({
    page,
    context,
    harnessUrl,
  }) => {
    const viewer = await context.newPage()
    await countPeers(viewer)
    await openStudio(page, harnessUrl)
    await openHarness(viewer, harnessUrl)
    await publish(page, 1)
    await watch(viewer, 'viewer-1')
    await expect.poll(() => roomStatus(viewer)).toBe('playing')
    await expect.poll(() => viewers(page)).toBe(1)

    await viewer.evaluate(() => {
      const { signalsOf } = window.harness
      signalsOf('viewer-1').send('host', { kind: 'leave' })
      signalsOf('host').send('viewer-1', { kind: 'leave' })
    })
    await expectMoving(viewer, 'viewer')
    await expectMoving(viewer, 'viewer')
    expect(await roomStatus(viewer)).toBe('playing')
    expect(await viewer.evaluate(() => window.peers?.length)).toBe(1)
    expect(await viewers(page)).toBe(1)

    await viewer.close()
    await expect.poll(() => viewers(page), { timeout: 30_000 }).toBe(0)
  })

  test('a viewer finds back after the host window was loaded anew', async ({ page, context, harnessUrl }) => {
    await openStudio(page, harnessUrl)
    await publish(page, 2)
    const viewer = await context.newPage()
    await openHarness(viewer, harnessUrl)
    await watch(viewer, 'viewer-1')
    await expect.poll(() => roomStatus(viewer)).toBe('playing')
    await openStudio(page, harnessUrl)
    await expect.poll(() => roomStatus(viewer)).not.toBe('playing')
    await publish(page, 2)
    await expect.poll(() => roomStatus(viewer), { timeout: 30_000 }).toBe('playing')
    await expectMoving(viewer, 'viewer')
  })
})
