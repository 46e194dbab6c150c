import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { placeWindow, readWindowState, writeWindowState } from './window-state.ts'
import type { Area } from './window-state.ts'

const primary: Area = { x: 0, y: 0, width: 1920, height: 1040 }
const second: Area = { x: 1920, y: 0, width: 2560, height: 1400 }

describe('the place of the host window', () => {
  it('is where it was, while the display is there', () => {
    const bounds = { x: 2100, y: 100, width: 1600, height: 900 }
    expect(placeWindow(bounds, [primary, second])).toEqual(bounds)
  })
  it('is in the middle of the primary display when the other one is gone', () => {
    const bounds = { x: 2100, y: 100, width: 1600, height: 900 }
    expect(placeWindow(bounds, [primary])).toEqual({ x: 160, y: 70, width: 1600, height: 900 })
  })
  it('is brought back when only its lower edge is in sight, where nobody can grasp it', () => {
    expect(placeWindow({ x: 100, y: -880, width: 1600, height: 900 }, [primary]).y).toBeGreaterThanOrEqual(0)
  })
  it('fits a small laptop screen on the first start', () => {
    expect(placeWindow(undefined, [{ x: 0, y: 0, width: 1366, height: 728 }])).toEqual({
      x: 0,
      y: 0,
      width: 1366,
      height: 728,
    })
  })
  it('always shows a title bar on some display, whatever was remembered', () => {
    const coordinate = fc.integer({ min: -20_000, max: 20_000 })
    const size = fc.integer({ min: 1, max: 20_000 })
    const bounds = fc.record({ x: coordinate, y: coordinate, width: size, height: size })
    fc.assert(
      fc.property(bounds, (remembered) => {
        const placed = placeWindow(remembered, [primary, second])
        const visible = [primary, second].some(
          (area) =>
            placed.x < area.x + area.width &&
            placed.x + placed.width > area.x &&
            placed.y + 32 > area.y &&
            placed.y < area.y + area.height,
        )
        expect(visible).toBe(true)
      }),
    )
  })
})

describe('the file of the window’s place', () => {
  const folder = mkdtempSync(join(tmpdir(), 'window-state-'))
  const file = join(folder, 'window-state.json')
  afterEach(() => rmSync(file, { force: true }))

  it('gives back what was written', () => {
    const state = { bounds: { x: 1, y: 2, width: 3, height: 4 }, maximized: true, fullScreen: false }
    writeWindowState(file, state)
    expect(readWindowState(file)).toEqual(state)
  })
  it.each(['', '{', 'null', '{"bounds":{"x":"1"}}', '{"bounds":{"x":1,"y":1,"width":-5,"height":1}}'])(
    'is passed over when it holds %j',
    (content) => {
      writeFileSync(file, content)
      expect(readWindowState(file)).toBeUndefined()
    },
  )
  it('may be absent', () => {
    expect(readWindowState(file)).toBeUndefined()
  })
})
