import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { fitPicture } from './picture-fit.ts'

const TALL = { width: 720, height: 1280 }
const WIDE = { width: 1280, height: 720 }

describe('the picture on its stage', () => {
  it('fills a phone’s page with an upright picture, cutting off next to nothing', () => {
    expect(fitPicture(TALL, { width: 390, height: 664 }, 60).fit).toBe('cover')
    expect(fitPicture(TALL, { width: 412, height: 784 }, 60).fit).toBe('cover')
  })

  it('shows the whole of it on a stage that is much narrower', () => {
    expect(fitPicture(TALL, { width: 390, height: 844 }, 60)).toMatchObject({
      fit: 'contain',
      width: 390,
      top: expect.closeTo(75.3, 1),
    })
  })

  it('puts a wide picture under the heading of an upright phone and leaves the rest to the chat', () => {
    const fit = fitPicture(WIDE, { width: 390, height: 844 }, 72)
    expect(fit).toMatchObject({ fit: 'contain', shape: 'wide', top: 72, wallReadable: false })
    expect(fit.bottom).toBeCloseTo(72 + 390 * (9 / 16))
  })

  it('keeps a wide picture in the middle of a wide stage', () => {
    const { top, bottom } = fitPicture(WIDE, { width: 986, height: 640 }, 60)
    expect(top).toBeCloseTo(640 - bottom)
    const low = fitPicture(WIDE, { width: 956, height: 768 }, 60)
    expect(low.top).toBeCloseTo(768 - low.bottom)
    expect(low.wallReadable).toBe(true)
  })

  it('never lets the picture leave a stage that it does not cover', () => {
    const side = fc.integer({ min: 100, max: 4_000 })
    const size = fc.record({ width: side, height: side })
    fc.assert(
      fc.property(size, size, (picture, stage) => {
        const { fit, top, bottom, width } = fitPicture(picture, stage, 60)
        expect(top).toBeGreaterThanOrEqual(0)
        expect(bottom).toBeLessThanOrEqual(stage.height + 1e-6)
        if (fit === 'contain') expect(width).toBeLessThanOrEqual(stage.width + 1e-6)
      }),
    )
  })
})
