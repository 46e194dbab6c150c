import { expect } from '@playwright/test'
import {
  BOTTOM,
  colorOf,
  expectMoving,
  isGreen,
  openHarness,
  openStudio,
  stateOf,
  test,
  TOP,
} from './harness/studio.ts'
import type { Region } from './harness/studio.ts'

test('names the cameras and microphones of the machine', async ({ page, harnessUrl }) => {
  await openHarness(page, harnessUrl)
  const state = await page.evaluate(async () => {
    const engine = new window.harness.ChromiumEngine()
    await engine.requestDeviceAccess()
    return engine.getState()
  })
  expect(state.deviceAccess).toBe('granted')
  expect(state.cameras).toHaveLength(4)
  expect(state.microphones.length).toBeGreaterThan(0)
  for (const { label, deviceId } of [...state.cameras, ...state.microphones]) {
    expect(label).not.toBe('')
    expect(deviceId).not.toBe('')
  }
})

test('cuts between two cameras and shows them side by side', async ({ page, harnessUrl }) => {
  await openStudio(page, harnessUrl)
  await expect.poll(async () => isGreen(await colorOf(page, 'program'))).toBe(true)
  await expectMoving(page, 'program')

  await page.evaluate(() => window.engine.take('camera-2'))
  await expect.poll(async () => isGreen(await colorOf(page, 'program'))).toBe(false)
  await expectMoving(page, 'program')

  await page.evaluate(() => window.engine.setPreview('side-by-side'))
  await expect.poll(async () => isGreen(await colorOf(page, 'preview', TOP))).toBe(true)
  await page.evaluate(() => window.engine.take())
  await expect.poll(async () => isGreen(await colorOf(page, 'program', TOP))).toBe(true)
  expect(isGreen(await colorOf(page, 'program', BOTTOM))).toBe(false)
  expect(await stateOf(page)).toMatchObject({ programSceneId: 'side-by-side', previewSceneId: 'camera-2' })
})

test('views can be attached and detached in any order, as React does', async ({ page, harnessUrl }) => {
  await openStudio(page, harnessUrl)
  const counts = await page.evaluate(() => {
    const { engine, harness } = window
    const box = harness.element('program')
    const first = engine.attachView('program', box)
    const second = engine.attachView('program', box)
    first()
    first()
    const afterFirst = box.childElementCount
    second()
    const afterSecond = box.childElementCount
    engine.attachView('program', box)
    return [afterFirst, afterSecond, box.childElementCount]
  })
  expect(counts).toEqual([1, 0, 1])
  await expectMoving(page, 'program')
})

test('measures the microphone before the mute and the program after it', async ({ page, harnessUrl }) => {
  await openStudio(page, harnessUrl)
  await page.evaluate(() => {
    window.engine.subscribeLevels((levels) => {
      window.loudest.microphone = Math.max(window.loudest.microphone, levels.microphone1.peakDb)
      window.loudest.program = Math.max(window.loudest.program, levels.program.peakDb)
    })
  })
  const loudest = () => page.evaluate(() => window.loudest)
  await expect.poll(async () => (await loudest()).program).toBeGreaterThan(-30)
  await page.evaluate(() => window.engine.setChannelMuted('microphone1', true))
  await expect
    .poll(async () => {
      await page.evaluate(() => {
        window.loudest = { microphone: -100, program: -100 }
      })
      await page.waitForFunction(() => window.loudest.microphone > -30)
      return (await loudest()).program
    })
    .toBeLessThan(-60)
})

test('draws the wall card into the program until its time is over', async ({ page, harnessUrl }) => {
  await openStudio(page, harnessUrl)
  const wall: Region = [0.1, 0.55, 0.8, 0.06]
  await expect.poll(async () => isGreen(await colorOf(page, 'program', wall))).toBe(true)
  await page.evaluate(() => {
    window.engine.showWallCard({
      id: 'a',
      askerName: '小林',
      question: '3号链接的羊绒大衣有没有L码？身高165体重120穿得下吗',
      answer: '有的，L码还剩12件。',
      untilMs: Date.now() + 60_000,
    })
  })
  await expect.poll(async () => isGreen(await colorOf(page, 'program', wall))).toBe(false)
  await page.evaluate(() => {
    const card = window.engine.getState().wallCard
    if (card) window.engine.showWallCard({ ...card, untilMs: Date.now() + 500 })
  })
  await expect.poll(async () => isGreen(await colorOf(page, 'program', wall))).toBe(true)
  await expect.poll(async () => (await stateOf(page)).wallCard).toBeNull()
})

test('a camera that fails leaves the other running and comes back by itself', async ({
  page,
  harnessUrl,
}) => {
  await page.addInitScript(() => {
    const devices = navigator.mediaDevices
    const capture = devices.getUserMedia.bind(devices)
    devices.getUserMedia = async (constraints) => {
      if (window.refuseCameras) throw new DOMException('Device in use', 'NotReadableError')
      const stream = await capture(constraints)
      for (const track of stream.getVideoTracks()) (window.cameraTracks ??= []).push(track)
      return stream
    }
  })
  await openStudio(page, harnessUrl)
  await page.evaluate(() => window.engine.take('side-by-side'))
  await expect.poll(async () => isGreen(await colorOf(page, 'program', TOP))).toBe(true)

  await page.evaluate(() => {
    window.refuseCameras = true
    const { cameraSlots } = window.engine.getState()
    const device = cameraSlots[1].status === 'live' ? cameraSlots[1].device : null
    const track = window.cameraTracks?.findLast((each) => each.getSettings().deviceId === device?.deviceId)
    track?.stop()
    track?.dispatchEvent(new Event('ended'))
  })
  await expect
    .poll(() =>
      page.evaluate(() => {
        const [slot] = [window.engine.getState().cameraSlots[1]]
        return slot.status === 'failed' ? slot.error.kind : slot.status
      }),
    )
    .toBe('deviceInUse')
  await expect.poll(async () => isGreen(await colorOf(page, 'program', TOP))).toBe(false)
  await expectMoving(page, 'program', BOTTOM)
  expect((await stateOf(page)).cameraSlots[2].status).toBe('live')

  await page.evaluate(() => {
    window.refuseCameras = false
  })
  await expect.poll(async () => isGreen(await colorOf(page, 'program', TOP))).toBe(true)
  expect((await stateOf(page)).cameraSlots[1].status).toBe('live')
})

test('refuses scenes that do not fit together, and a camera that is not there', async ({
  page,
  harnessUrl,
}) => {
  await openStudio(page, harnessUrl)
  const kinds = await page.evaluate(async () => {
    const { engine } = window
    const kindOf = (work: () => Promise<void>) =>
      work().then(
        () => 'none',
        (error: unknown) => (error instanceof Error && 'kind' in error ? String(error.kind) : 'foreign'),
      )
    const [scene] = engine.getState().scenes
    if (!scene) throw new Error('No scene')
    const wide = { ...scene, id: 'wide', canvas: { width: 640, height: 360 } }
    const twin = [scene, scene]
    return [
      await kindOf(() => engine.loadScenes([scene, wide])),
      await kindOf(() => engine.loadScenes(twin)),
      await kindOf(() => engine.openCamera(3, { deviceId: 'nowhere', label: 'Nowhere', groupId: '' })),
      await kindOf(async () => engine.take('nothing')),
    ]
  })
  expect(kinds).toEqual(['invalidScene', 'invalidScene', 'deviceNotFound', 'invalidScene'])
  await expectMoving(page, 'program')
})

test('keeps its cadence while the page is busy', async ({ page, harnessUrl }) => {
  await openStudio(page, harnessUrl)
  const rates = await page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const seen: number[] = []
        const stop = window.engine.subscribeStats(({ framesPerSecond }) => {
          if (seen.push(framesPerSecond) < 4) return
          stop()
          resolve(seen)
        })
        const busyUntil = performance.now() + 3000
        while (performance.now() < busyUntil) continue
      }),
  )
  expect(Math.max(...rates)).toBeGreaterThan(20)
})

test('shows a shared screen, and says when the sharing has ended', async ({ page, harnessUrl }) => {
  await page.addInitScript(() => {
    // A head-less browser has no screen to share: a canvas stands for it.
    navigator.mediaDevices.getDisplayMedia = async () => {
      const canvas = document.createElement('canvas')
      const context = canvas.getContext('2d')
      setInterval(() => {
        if (!context) return
        context.fillStyle = '#ff0000'
        context.fillRect(0, 0, canvas.width, canvas.height)
      }, 50)
      const stream = canvas.captureStream(20)
      window.cameraTracks = stream.getTracks()
      return stream
    }
  })
  await openStudio(page, harnessUrl)
  await page.evaluate(async () => {
    const { engine } = window
    const [scene] = engine.getState().scenes
    const [layer] = scene?.layers ?? []
    if (!scene || !layer) throw new Error('No scene')
    const shared = { ...scene, id: 'shared', layers: [{ ...layer, source: { kind: 'screen' as const } }] }
    await engine.loadScenes([...engine.getState().scenes, shared])
    await engine.openScreen()
    engine.take('shared')
  })
  const isRed = async () => {
    const [red = 0, green = 0] = await colorOf(page, 'program')
    return red > 150 && green < 60
  }
  await expect.poll(isRed).toBe(true)
  await expect.poll(async () => (await stateOf(page)).screen.status).toBe('live')
  await page.evaluate(() => {
    const [track] = window.cameraTracks ?? []
    track?.stop()
    track?.dispatchEvent(new Event('ended'))
  })
  await expect.poll(isRed).toBe(false)
  expect((await stateOf(page)).screen).toMatchObject({ status: 'failed', retryAtMs: null })
  expect((await stateOf(page)).cameraSlots[1].status).toBe('live')
  await page.evaluate(() => window.engine.openScreen())
  await expect.poll(async () => (await stateOf(page)).screen.status).toBe('live')
  await page.evaluate(() => window.engine.closeScreen())
  await expect.poll(isRed).toBe(false)
  expect((await stateOf(page)).screen.status).toBe('closed')
})

test('draws an image into the scene', async ({ page, harnessUrl }) => {
  await openStudio(page, harnessUrl)
  await page.evaluate(async () => {
    const { engine } = window
    const [scene] = engine.getState().scenes
    const [layer] = scene?.layers ?? []
    if (!scene || !layer) throw new Error('No scene')
    const source = { kind: 'image' as const, assetId: 'blue' }
    const half = { x: 0, y: 0, width: 1, height: 0.5 }
    const card = { ...layer, id: 'card', source, rect: half, z: 1 }
    await engine.loadScenes([{ ...scene, layers: [layer, card] }])
    const canvas = new OffscreenCanvas(40, 40)
    const context = canvas.getContext('2d')
    if (!context) throw new Error('No context')
    context.fillStyle = '#0000ff'
    context.fillRect(0, 0, 40, 40)
    await engine.setImageAsset('blue', await canvas.convertToBlob())
  })
  await expect
    .poll(async () => {
      const [red = 0, , blue = 0] = await colorOf(page, 'program', TOP)
      return blue > 150 && red < 60
    })
    .toBe(true)
  expect(isGreen(await colorOf(page, 'program', BOTTOM))).toBe(true)
  const refused = await page.evaluate(() =>
    window.engine.setImageAsset('broken', new Blob(['no picture'])).then(
      () => 'none',
      (error: unknown) => (error instanceof Error && 'kind' in error ? String(error.kind) : 'foreign'),
    ),
  )
  expect(refused).toBe('formatRefused')
})
