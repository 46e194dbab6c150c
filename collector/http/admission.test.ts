import { describe, expect, it } from 'vitest'

import { Admission, type Place } from './admission.ts'

describe('admission', () => {
  it('gives places up to its limits, and to each studio no more than its own', () => {
    const admission = new Admission({ inHand: 3, inHandPerStudio: 2, storing: 1 })
    const first = admission.enter('a')
    admission.enter('a')
    expect(() => admission.enter('a')).toThrow('This studio')
    admission.enter('b')
    expect(() => admission.enter('c')).toThrow('busy')
    first.leave()
    first.leave()
    expect(admission.inHand).toBe(2)
    admission.enter('c')
    expect(admission.inHand).toBe(3)
  })

  it('lets one after the other store, also past those who left while they waited', async () => {
    const admission = new Admission({ inHand: 9, inHandPerStudio: 9, storing: 1 })
    const places: Place[] = ['a', 'b', 'c', 'd'].map((studio) => admission.enter(studio))
    const order: number[] = []
    const turns = places.map((place, index) =>
      place.turn().then(
        () => order.push(index),
        () => undefined,
      ),
    )
    await turns[0]
    expect(order).toEqual([0])
    places[1]?.leave()
    places[0]?.leave()
    await turns[2]
    expect(order).toContain(2)
    expect(order).not.toContain(3)
    places[2]?.leave()
    await turns[3]
    places[3]?.leave()
    expect(admission.inHand).toBe(0)
    await admission.enter('e').turn()
  })

  it('keeps the place of work under way when the client goes away, and begins none for one who is gone', async () => {
    const admission = new Admission({ inHand: 1, inHandPerStudio: 1, storing: 1 })
    const place = admission.enter('a')
    await place.turn()
    const work = Promise.withResolvers<string>()
    const done = place.work(() => work.promise)
    place.leave()
    expect(admission.inHand).toBe(1)
    work.resolve('stored')
    expect(await done).toBe('stored')
    expect(admission.inHand).toBe(0)
    await expect(place.work(() => Promise.resolve())).rejects.toThrow('went away')
    await expect(place.turn()).rejects.toThrow('went away')
  })
})
