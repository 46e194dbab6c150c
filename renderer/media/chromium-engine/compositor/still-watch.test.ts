import { describe, expect, it } from 'vitest'
import { StillWatch } from './still-watch.ts'

/** A watch over pictures that are nothing but a shade. */
function watching() {
  const watch = new StillWatch((shade: number) => Uint8ClampedArray.of(shade))
  return { look: (shade: number, generation = 1) => watch.look(1, generation, shade) }
}

describe('pictures that keep coming', () => {
  it('are still for as many looks as they were the same', () => {
    const { look } = watching()
    expect([look(7), look(7), look(7), look(8), look(8)]).toEqual([null, 1, 2, 0, 1])
  })

  it('are not compared with those of an earlier opening', () => {
    const { look } = watching()
    look(7)
    expect([look(7, 2), look(7, 2)]).toEqual([null, 1])
  })
})
