import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { BOTTOM, colorOf, expectMoving, isGreen, openStudio, stateOf, test, TOP } from './harness/studio.ts'

/** Devices that a test can pull out and plug in again, with another id as browsers give them. */
async function makeDevicesPluggable(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const devices = navigator.mediaDevices
    const capture = devices.getUserMedia.bind(devices)
    const list = devices.enumerateDevices.bind(devices)
    window.unplugged = new Set()
    window.renamed = new Map()
    const wantedOf = (constraints: MediaStreamConstraints = {}): string => {
      const video = typeof constraints.video === 'object' ? constraints.video.deviceId : undefined
      return typeof video === 'object' && 'exact' in video ? String(video.exact) : ''
    }
    devices.enumerateDevices = async () =>
      (await list())
        .filter(({ deviceId }) => !window.unplugged.has(deviceId))
        .map((device) => {
          const { kind, label, groupId } = device
          const deviceId = window.renamed.get(device.deviceId) ?? device.deviceId
          return { kind, label, groupId, deviceId, toJSON: () => ({}) }
        })
    devices.getUserMedia = async (constraints) => {
      const wanted = wantedOf(constraints)
      const real = [...window.renamed].find(([, name]) => name === wanted)?.[0] ?? wanted
      if (wanted !== '' && (window.unplugged.has(real) || (real === wanted && window.renamed.has(wanted)))) {
        throw new DOMException('Requested device not found', 'NotFoundError')
      }
      const replaced = window.replaceCamera?.(real)
      if (replaced) return replaced
      const stream = await capture(
        wanted === '' ? constraints : { ...constraints, video: { deviceId: { exact: real } } },
      )
      for (const track of stream.getVideoTracks()) (window.cameraTracks ??= []).push(track)
      return stream
    }
  })
}

/** Pulls the plug: the track ends and the device is gone from the list. */
const unplug = (page: Page, slot: 1 | 2) =>
  page.evaluate((number) => {
    const state = window.engine.getState().cameraSlots[number]
    if (state.status !== 'live') throw new Error('The camera is not live')
    const { deviceId } = state.device
    window.unplugged.add(deviceId)
    const track = window.cameraTracks?.findLast((each) => each.getSettings().deviceId === deviceId)
    track?.stop()
    track?.dispatchEvent(new Event('ended'))
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
    return deviceId
  }, slot)

const replug = (page: Page, deviceId: string) =>
  page.evaluate((id) => {
    window.unplugged.delete(id)
    window.renamed.set(id, `${id}-again`)
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
  }, deviceId)

test('a camera that is unplugged during a show leaves the program running and returns by itself', async ({
  page,
  harnessUrl,
}) => {
  await makeDevicesPluggable(page)
  await openStudio(page, harnessUrl)
  await page.evaluate(() => {
    window.engine.take('side-by-side')
    window.rates = []
    window.engine.subscribeStats(({ framesPerSecond }) => window.rates.push(framesPerSecond))
  })
  await expect.poll(async () => isGreen(await colorOf(page, 'program', TOP))).toBe(true)
  const deviceId = await unplug(page, 1)
  await expect.poll(async () => (await stateOf(page)).cameraSlots[1].status).toBe('failed')
  // Its last picture stays for a moment, then its place is a calm dark field.
  await expect.poll(async () => isGreen(await colorOf(page, 'program', TOP))).toBe(false)
  await expectMoving(page, 'program', BOTTOM)
  expect((await stateOf(page)).cameraSlots[2].status).toBe('live')

  await replug(page, deviceId)
  await expect.poll(async () => isGreen(await colorOf(page, 'program', TOP))).toBe(true)
  expect((await stateOf(page)).cameraSlots[1]).toMatchObject({
    status: 'live',
    device: { deviceId: `${deviceId}-again` },
  })
  expect(await page.evaluate(() => window.rates.every((rate) => rate > 10))).toBe(true)
})

test('a camera that is closed on purpose is gone from the picture at once', async ({ page, harnessUrl }) => {
  await openStudio(page, harnessUrl)
  await expect.poll(async () => isGreen(await colorOf(page, 'program'))).toBe(true)
  const closedAtMs = Date.now()
  await page.evaluate(() => window.engine.closeCamera(1))
  await expect.poll(async () => isGreen(await colorOf(page, 'program'))).toBe(false)
  // Held pictures stay two seconds; only a stuck machine would take longer than that to show the next frame.
  test.info().annotations.push({ type: 'measured', description: `${Date.now() - closedAtMs} ms` })
  expect((await stateOf(page)).cameraSlots[1].status).toBe('closed')
})

test('a camera that repeats its last picture is said to be frozen and opened anew once', async ({
  page,
  harnessUrl,
}) => {
  await makeDevicesPluggable(page)
  await openStudio(page, harnessUrl)
  await page.evaluate(async () => {
    let openings = 0
    window.replaceCamera = () => {
      openings += 1
      document.title = String(openings)
      const canvas = document.createElement('canvas')
      const context = canvas.getContext('2d')
      const timer = setInterval(() => {
        if (!context) return
        context.fillStyle = window.cameraThawed ? `rgb(${Math.random() * 255}, 0, 0)` : '#803010'
        context.fillRect(0, 0, canvas.width, canvas.height)
      }, 50)
      const stream = canvas.captureStream(20)
      stream.getVideoTracks()[0]?.addEventListener('ended', () => clearInterval(timer))
      return stream
    }
    const { engine } = window
    const [camera] = engine.getState().cameras
    if (camera) await engine.openCamera(1, camera)
  })
  const slot = async () => (await stateOf(page)).cameraSlots[1]
  await expect.poll(slot, { timeout: 30_000 }).toMatchObject({ status: 'live', warning: 'frozen' })
  await expect.poll(() => page.title(), { timeout: 30_000 }).toBe('2')
  await expect.poll(slot, { timeout: 30_000 }).toMatchObject({ status: 'live', warning: 'frozen' })
  await page.evaluate(() => {
    window.cameraThawed = true
  })
  await expect.poll(slot).toMatchObject({ status: 'live', warning: null })
  expect(await page.title()).toBe('2')
})

test('preview says in words which camera has no picture, the program stays calm', async ({
  page,
  harnessUrl,
}) => {
  await openStudio(page, harnessUrl)
  await page.evaluate(() => {
    window.engine.take('four-up')
    window.engine.setPreview('four-up')
  })
  const lower = [0.05, 0.55, 0.4, 0.4] as const
  const plain = async (id: string) =>
    await page.evaluate(
      ([name, [x, y, w, h]]) => {
        const seen = new Set<number>()
        const data = window.harness.pixelsOf(name, x, y, w, h)
        for (let at = 0; at < data.length; at += 4) seen.add(Math.round((data[at] ?? 0) / 8))
        return seen.size
      },
      [id, lower] as const,
    )
  await expect.poll(() => plain('program')).toBe(1)
  await expect.poll(() => plain('preview')).toBeGreaterThan(1)
})

test('a compositor that hangs is noticed, and says that the picture must be made anew', async ({
  page,
  harnessUrl,
}) => {
  await page.addInitScript(() => {
    // The worker keeps running and delivering pictures, but nothing of it is heard any more: as if it hung.
    const listen = Worker.prototype.addEventListener
    Worker.prototype.addEventListener = function (type: string, listener: unknown, ...rest: unknown[]) {
      const heard = (event: Event) => {
        if (typeof listener === 'function' && !(window.workerHangs && type === 'message'))
          listener.call(this, event)
      }
      Reflect.apply(listen, this, [type, heard, ...rest])
    }
  })
  await openStudio(page, harnessUrl)
  await expect.poll(() => page.evaluate(() => window.engine.getState().failure)).toBeNull()
  await page.waitForFunction(
    () =>
      new Promise((resolve) => {
        window.engine.subscribeStats(() => resolve(true))
      }),
  )
  await page.evaluate(() => {
    window.workerHangs = true
  })
  await expect
    .poll(() => page.evaluate(() => window.engine.getState().failure?.kind), { timeout: 30_000 })
    .toBe('engineFailed')
})
