import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { BOTTOM, colorOf, isGreen, openStudio, stateOf, test, TOP } from './harness/studio.ts'

/** The program becomes two plain scenes, red and blue, so that every step between them can be told. */
async function openColors(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { engine } = window
    const [scene] = engine.getState().scenes
    const [layer] = scene?.layers ?? []
    if (!scene || !layer) throw new Error('No scene')
    const plain = (id: string, color: string) => ({
      ...scene,
      id,
      layers: [{ ...layer, id: 'ground', source: { kind: 'color' as const, color } }],
    })
    await engine.loadScenes([...engine.getState().scenes, plain('red', '#ff0000'), plain('blue', '#0000ff')])
    engine.take('red')
    engine.setPreview('blue')
  })
  await expect.poll(() => shadeOf(page)).toBe('red')
}

async function shadeOf(page: Page, region = TOP): Promise<'red' | 'blue' | 'between'> {
  const [red = 0, , blue = 0] = await colorOf(page, 'program', region)
  if (red > 200 && blue < 50) return 'red'
  return blue > 200 && red < 50 ? 'blue' : 'between'
}

test('fades from scene to scene and says how long it is at it', async ({ page, harnessUrl }) => {
  await openStudio(page, harnessUrl)
  await openColors(page)
  await page.evaluate(() => {
    window.engine.setTransition({ kind: 'fade', durationMs: 3000 })
    window.engine.take()
  })
  expect(await stateOf(page)).toMatchObject({
    transitioning: true,
    programSceneId: 'blue',
    previewSceneId: 'red',
  })
  await expect.poll(() => shadeOf(page)).toBe('between')
  await expect.poll(async () => (await stateOf(page)).transitioning).toBe(false)
  await expect.poll(() => shadeOf(page)).toBe('blue')
})

test('slides the new scene in from where it says', async ({ page, harnessUrl }) => {
  await openStudio(page, harnessUrl)
  await openColors(page)
  await page.evaluate(() => {
    window.engine.setTransition({ kind: 'slide', durationMs: 3000, direction: 'up' })
    window.engine.take()
  })
  await expect
    .poll(async () => [await shadeOf(page, [0, 0, 1, 0.02]), await shadeOf(page, [0, 0.97, 1, 0.02])])
    .toEqual(['red', 'blue'])
  await expect.poll(() => shadeOf(page)).toBe('blue')
})

test('a take during a transition ends it at once', async ({ page, harnessUrl }) => {
  await openStudio(page, harnessUrl)
  await openColors(page)
  await page.evaluate(() => {
    window.engine.setTransition({ kind: 'fade', durationMs: 5000 })
    window.engine.take()
  })
  await expect.poll(() => shadeOf(page)).toBe('between')
  await page.evaluate(() => window.engine.take('camera-1'))
  expect(await stateOf(page)).toMatchObject({ transitioning: false, programSceneId: 'camera-1' })
  await expect.poll(async () => isGreen(await colorOf(page, 'program', BOTTOM))).toBe(true)
})

test('an edit of the scene that is coming in does not break off its way', async ({ page, harnessUrl }) => {
  await openStudio(page, harnessUrl)
  await openColors(page)
  const during = await page.evaluate(async () => {
    const { engine } = window
    engine.setTransition({ kind: 'fade', durationMs: 3000 })
    engine.take()
    await engine.loadScenes(engine.getState().scenes.map((scene) => ({ ...scene, name: 'edited' })))
    return engine.getState().transitioning
  })
  expect(during).toBe(true)
  await expect.poll(() => shadeOf(page)).toBe('between')
  await expect.poll(() => shadeOf(page)).toBe('blue')
})

test('lays words and the product card over the picture, and takes the card away with the product', async ({
  page,
  harnessUrl,
}) => {
  await openStudio(page, harnessUrl)
  await openColors(page)
  const price = [0.05, 0.1, 0.4, 0.06] as const
  await page.evaluate(async () => {
    const { engine } = window
    const [scene] = engine.getState().scenes
    const [layer] = scene?.layers ?? []
    if (!scene || !layer) throw new Error('No scene')
    const full = { x: 0, y: 0, width: 1, height: 1 }
    const ground = { ...layer, id: 'ground', source: { kind: 'color' as const, color: '#0000ff' } }
    const card = {
      ...layer,
      id: 'card',
      z: 1,
      rect: { x: 0.04, y: 0.09, width: 0.53, height: 0.13 },
      source: { kind: 'product' as const },
    }
    const words = {
      ...layer,
      id: 'words',
      z: 2,
      rect: { ...full, y: 0.5, height: 0.2 },
      source: {
        kind: 'text' as const,
        text: '今晚八点直播间见，老客专享价只在这里',
        color: '#ff0000',
        background: { color: '#ffff00', opacity: 1 },
        align: 'center' as const,
        weight: 'bold' as const,
        size: 0.08,
      },
    }
    await engine.loadScenes([{ ...scene, id: 'shop', layers: [ground, card, words] }])
    engine.take('shop')
  })
  const isBlue = async () => {
    const [red = 0, , blue = 0] = await colorOf(page, 'program', price)
    return blue > 200 && red < 50
  }
  await expect.poll(isBlue).toBe(true)
  await page.evaluate(() =>
    window.engine.setProductCard({
      number: 3,
      title: '羊绒大衣',
      livePrice: '¥399',
      dailyPrice: '¥599',
      stock: '仅剩 42 件',
      soldOut: false,
    }),
  )
  await expect.poll(isBlue).toBe(false)
  const [red = 0, green = 0, blue = 0] = await colorOf(page, 'program', [0, 0.5, 1, 0.2])
  // Yellow ground with red on it: less green than the ground alone has, and no blue.
  expect(red).toBeGreaterThan(200)
  expect(green).toBeGreaterThan(80)
  expect(green).toBeLessThan(250)
  expect(blue).toBeLessThan(60)
  await page.evaluate(() => window.engine.setProductCard(null))
  await expect.poll(isBlue).toBe(true)
})
