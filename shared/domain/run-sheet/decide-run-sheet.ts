import { unreachable } from '#shared/lib/unreachable.ts'
import type { Command } from '../session/command.ts'
import { accept, refuse, type Decision } from '../session/decision.ts'
import type { SessionState } from '../session/state.ts'
import { RUN_SHEET_MAX, type Item } from './item.ts'
import { itemById, itemByNumber, stepTarget } from './run-sheet.ts'

type RunSheetCommand = Extract<
  Command,
  {
    type:
      | 'loadRunSheet'
      | 'addItem'
      | 'changeItem'
      | 'removeItem'
      | 'moveItem'
      | 'adjustStock'
      | 'takeItem'
      | 'stepItem'
  }
>

/** Edits of the run-sheet and steps through it, by host and moderators alike, before and during the show. */
export function decideRunSheet(state: SessionState, command: RunSheetCommand): Decision {
  if (state.phase === 'ended') return refuse({ kind: 'wrongPhase', phase: 'ended' })
  const sheet = state.runSheet
  switch (command.type) {
    case 'loadRunSheet':
      return decideLoad(command.items, command.from)
    case 'addItem':
      if (sheet.length >= RUN_SHEET_MAX) return refuse('runSheetFull')
      if (command.item.itemId === '' || itemById(sheet, command.item.itemId))
        return refuse('itemChangedSince')
      return (
        numberTaken(sheet, command.item) ??
        accept({
          type: 'itemAdded',
          body: { item: command.item, index: Math.min(command.index, sheet.length) },
        })
      )
    case 'changeItem': {
      const current = itemById(sheet, command.item.itemId)
      if (!current) return refuse('unknownItem')
      // Stock is counted by orders and adjusted by others meanwhile; an editor that did not touch it keeps its hands off.
      const item =
        command.item.stock === command.before.stock ? { ...command.item, stock: current.stock } : command.item
      if (!same({ ...current, stock: null }, { ...command.before, stock: null })) {
        return refuse('itemChangedSince')
      }
      if (same(current, item)) return refuse('nothingToDo')
      return numberTaken(sheet, item) ?? accept({ type: 'itemChanged', body: { item } })
    }
    case 'removeItem':
      if (!itemById(sheet, command.itemId)) return refuse('unknownItem')
      return accept({ type: 'itemRemoved', body: { itemId: command.itemId } })
    case 'moveItem': {
      const index = sheet.findIndex(({ itemId }) => itemId === command.itemId)
      if (index < 0) return refuse('unknownItem')
      const toIndex = Math.min(command.toIndex, sheet.length - 1)
      if (toIndex === index) return refuse('nothingToDo')
      return accept({ type: 'itemMoved', body: { itemId: command.itemId, toIndex } })
    }
    case 'adjustStock': {
      const item = itemById(sheet, command.itemId)
      if (!item) return refuse('unknownItem')
      if (item.stock === command.stock) return refuse('nothingToDo')
      return accept({ type: 'stockAdjusted', body: { itemId: command.itemId, stock: command.stock } })
    }
    case 'takeItem': {
      const item = itemById(sheet, command.itemId)
      if (!item) return refuse('unknownItem')
      if (state.itemOnAir?.item.itemId === item.itemId) return refuse('nothingToDo')
      return accept({ type: 'itemPutOnAir', body: { item } })
    }
    case 'stepItem': {
      // An item beside the sheet has no id: from there, too, the command says null.
      if (command.from !== (state.itemOnAir?.item.itemId || null)) return refuse('itemChangedSince')
      const item = stepTarget(state, command.direction)
      return item ? accept({ type: 'itemPutOnAir', body: { item } }) : refuse('nothingToDo')
    }
    default:
      return unreachable(command)
  }
}

function decideLoad(
  items: readonly Item[],
  from: Extract<RunSheetCommand, { type: 'loadRunSheet' }>['from'],
): Decision {
  if (items.length > RUN_SHEET_MAX) return refuse('runSheetFull')
  const numbers = new Set<number>()
  const ids = new Set<string>()
  for (const item of items) {
    if (item.itemId === '' || ids.has(item.itemId)) return refuse('itemChangedSince')
    if (numbers.has(item.number)) {
      return refuse({ kind: 'numberTaken', number: item.number, title: item.title })
    }
    ids.add(item.itemId)
    numbers.add(item.number)
  }
  return accept({ type: 'runSheetLoaded', body: { items: [...items], from } })
}

/** Viewers name items by number: no two may have the same. */
function numberTaken(sheet: readonly Item[], item: Item): Decision | null {
  const other = itemByNumber(
    sheet.filter(({ itemId }) => itemId !== item.itemId),
    item.number,
  )
  return other ? refuse({ kind: 'numberTaken', number: item.number, title: other.title }) : null
}

/** Items are plain data with their keys in the schema's order. */
const same = (a: Item, b: Item): boolean => JSON.stringify(a) === JSON.stringify(b)
