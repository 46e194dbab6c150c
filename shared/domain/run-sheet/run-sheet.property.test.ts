import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Command } from '../session/command.ts'
import { evolveAll } from '../session/evolve.ts'
import { EMPTY_STATE, fromSnapshot, snapshotSchema, toSnapshot } from '../session/state.ts'
import { HOST, Show, XIAO_LIN } from '../testing/show.ts'
import { itemOf, type Item } from './item.ts'
import { paceOf } from './pace.ts'
import { stepTarget } from './run-sheet.ts'

const sheetItem = (number: number, skip = false): Item =>
  itemOf({
    itemId: `i${number}`,
    number,
    title: `${number}`,
    listPriceFen: null,
    priceFen: 100,
    plannedMs: number % 3 === 0 ? null : number * 1_000,
    stock: number,
    skip,
  })

const number = fc.integer({ min: 1, max: 8 })
const itemId = number.map((n) => `i${n}`)
const index = fc.nat({ max: 9 })
const command: fc.Arbitrary<Command | 'next' | 'back'> = fc.oneof(
  fc.record({
    type: fc.constant('addItem' as const),
    item: fc.tuple(number, fc.boolean()).map(([n, skip]) => sheetItem(n, skip)),
    index,
  }),
  fc.record({ type: fc.constant('removeItem' as const), itemId }),
  fc.record({ type: fc.constant('moveItem' as const), itemId, toIndex: index }),
  fc.record({ type: fc.constant('moveItem' as const), itemId, toIndex: index }),
  fc.record({ type: fc.constant('adjustStock' as const), itemId, stock: fc.option(fc.nat({ max: 50 })) }),
  fc.record({ type: fc.constant('takeItem' as const), itemId }),
  fc.record({
    type: fc.constant('loadRunSheet' as const),
    items: fc.uniqueArray(number, { maxLength: 8 }).map((numbers) => numbers.map((n) => sheetItem(n))),
    from: fc.constant('import' as const),
  }),
  fc.record({ type: fc.constant('putItemOnAir' as const), item: number.map((n) => sheetItem(n)) }),
  fc.constant({ type: 'takeItemOffAir' as const }),
  fc.constant({ type: 'goLive' as const }),
  fc.constantFrom('next' as const, 'back' as const),
)
const steps = fc.array(fc.tuple(command, fc.nat({ max: 9_000 })), { maxLength: 40 })

function play(moves: readonly (readonly [Command | 'next' | 'back', number])[], check: (show: Show) => void) {
  const show = new Show()
  const items = [1, 2, 3, 4, 5].map((n) => sheetItem(n))
  show.command(HOST, { type: 'loadRunSheet', items, from: 'template' })
  for (const [move, waitMs] of moves) {
    const from = show.state.itemOnAir?.item.itemId || null
    const asked: Command = typeof move === 'string' ? { type: 'stepItem', direction: move, from } : move
    show.command(asked.type === 'goLive' ? HOST : XIAO_LIN, asked)
    check(show)
    show.wait(waitMs)
  }
}

test('numbers and ids stay unique, the place stays inside, and what is on air is what the sheet says of it', () => {
  fc.assert(
    fc.property(steps, (moves) =>
      play(moves, ({ state }) => {
        const ids = state.runSheet.map((item) => item.itemId)
        expect(new Set(ids).size).toBe(ids.length)
        expect(new Set(state.runSheet.map((item) => item.number)).size).toBe(ids.length)
        expect(state.resumeAt).toBeLessThanOrEqual(ids.length)
        const onAir = state.itemOnAir?.item
        const inSheet = state.runSheet.find((item) => item.itemId === onAir?.itemId)
        if (inSheet) expect(onAir).toEqual(inSheet)
      }),
    ),
  )
})

test('a move leaves the same items in another order, the moved one where it was sent', () => {
  fc.assert(
    fc.property(fc.uniqueArray(number, { minLength: 1 }), fc.nat(), index, (numbers, pick, toIndex) => {
      const show = new Show()
      show.command(HOST, {
        type: 'loadRunSheet',
        items: numbers.map((n) => sheetItem(n)),
        from: 'template',
      })
      const moved = show.state.runSheet[pick % numbers.length]
      if (!moved) return
      show.command(HOST, { type: 'moveItem', itemId: moved.itemId, toIndex })
      expect(show.state.runSheet.map((item) => item.number).toSorted((a, b) => a - b)).toEqual(
        numbers.toSorted((a, b) => a - b),
      )
      expect(show.state.runSheet[Math.min(toIndex, numbers.length - 1)]).toEqual(moved)
    }),
  )
})

test('items have never been on air longer than the show has been live, and the pace adds up', () => {
  fc.assert(
    fc.property(steps, (moves) =>
      play(moves, ({ state, nowMs }) => {
        const liveMs = state.liveAtMs === null ? 0 : nowMs - state.liveAtMs
        const pace = paceOf(state, nowMs)
        const aired = [...state.airedMs.values()].reduce((sum, ms) => sum + ms, 0)
        expect(aired).toBeLessThanOrEqual(liveMs)
        expect(pace.items.reduce((sum, item) => sum + item.actualMs, 0)).toBeLessThanOrEqual(liveMs)
        expect(pace.elapsedMs).toBe(liveMs)
        if (pace.projectedEndMs !== null && pace.plannedEndMs !== null) {
          expect(pace.projectedEndMs - pace.plannedEndMs).toBe(pace.overMs)
        }
      }),
    ),
  )
})

test('the pace is the same a moment later but for that moment', () => {
  fc.assert(
    fc.property(steps, fc.nat({ max: 5_000 }), (moves, laterMs) => {
      let last: Show | null = null
      play(moves, (show) => (last = show))
      const show = last as Show | null
      if (show?.state.phase !== 'live' || !show.state.itemOnAir) return
      const [now, later] = [paceOf(show.state, show.nowMs), paceOf(show.state, show.nowMs + laterMs)]
      expect(later.onAir?.actualMs).toBe((now.onAir?.actualMs ?? 0) + laterMs)
      expect(later.elapsedMs - now.elapsedMs).toBe(laterMs)
      const drift = (later.overMs ?? 0) - (now.overMs ?? 0)
      expect(drift).toBeGreaterThanOrEqual(0)
      expect(drift).toBeLessThanOrEqual(laterMs)
    }),
  )
})

test('the events alone, and a snapshot of the state, lead to the same state', () => {
  fc.assert(
    fc.property(steps, (moves) => {
      let last: Show | null = null
      play(moves, (show) => (last = show))
      const show = last as Show | null
      if (!show) return
      expect(evolveAll(EMPTY_STATE, show.events)).toEqual(show.state)
      expect(fromSnapshot(snapshotSchema.parse(JSON.parse(JSON.stringify(toSnapshot(show.state)))))).toEqual(
        show.state,
      )
    }),
  )
})

test('stepping next from anywhere reaches the end without showing an item twice', () => {
  fc.assert(
    fc.property(steps, (moves) => {
      let last: Show | null = null
      play(moves, (show) => (last = show))
      const show = last as Show | null
      if (!show) return
      const shown: string[] = []
      for (let item = stepTarget(show.state, 'next'); item; item = stepTarget(show.state, 'next')) {
        expect(shown).not.toContain(item.itemId)
        shown.push(item.itemId)
        show.command(HOST, { type: 'takeItem', itemId: item.itemId })
      }
    }),
  )
})
