import { unreachable } from '#shared/lib/unreachable.ts'
import type { KnownEvent } from '../session/event.ts'
import type { SessionDraft } from '../session/state.ts'
import type { Item } from './item.ts'
import { itemById } from './run-sheet.ts'

type RunSheetEvent = Extract<
  KnownEvent,
  {
    type:
      | 'runSheetLoaded'
      | 'itemAdded'
      | 'itemChanged'
      | 'itemRemoved'
      | 'itemMoved'
      | 'stockAdjusted'
      | 'itemPutOnAir'
      | 'itemTakenOffAir'
  }
>

/** Moves the sheet, what of it is on air, and how long each item has been. */
export function evolveRunSheet(draft: SessionDraft, event: RunSheetEvent): void {
  switch (event.type) {
    case 'runSheetLoaded':
      draft.runSheet = event.body.items
      for (const item of event.body.items) refreshOnAir(draft, item)
      return
    case 'itemAdded':
      draft.runSheet = draft.runSheet.toSpliced(event.body.index, 0, event.body.item)
      return
    case 'itemChanged':
      replace(draft, event.body.item)
      return
    case 'itemRemoved':
      draft.runSheet = draft.runSheet.filter(({ itemId }) => itemId !== event.body.itemId)
      return
    case 'itemMoved':
      move(draft, event.body.itemId, event.body.toIndex)
      return
    case 'stockAdjusted': {
      const item = itemById(draft.runSheet, event.body.itemId)
      if (item) replace(draft, { ...item, stock: event.body.stock })
      return
    }
    case 'itemPutOnAir':
      stopAiring(draft, event.atMs)
      draft.itemOnAir = { item: event.body.item, sinceMs: event.atMs }
      return
    case 'itemTakenOffAir':
      stopAiring(draft, event.atMs)
      draft.itemOnAir = null
      return
    default:
      unreachable(event)
  }
}

/** Adds what the item on air has been shown for; time before the show went live does not count. */
export function stopAiring(draft: SessionDraft, atMs: number): void {
  if (!draft.itemOnAir || draft.phase !== 'live') return
  const { item, sinceMs } = draft.itemOnAir
  if (item.itemId === '') return
  draft.airedMs.set(item.itemId, (draft.airedMs.get(item.itemId) ?? 0) + Math.max(0, atMs - sinceMs))
}

/** An item put on air while preparing counts from the moment the show is live. */
export function restartAiring(draft: SessionDraft, atMs: number): void {
  if (draft.itemOnAir) draft.itemOnAir = { ...draft.itemOnAir, sinceMs: atMs }
}

function replace(draft: SessionDraft, item: Item): void {
  draft.runSheet = draft.runSheet.map((other) => (other.itemId === item.itemId ? item : other))
  refreshOnAir(draft, item)
}

/** A price or stock changed while its item is on air is another one everywhere at once. */
function refreshOnAir(draft: SessionDraft, item: Item): void {
  if (draft.itemOnAir?.item.itemId === item.itemId) draft.itemOnAir = { ...draft.itemOnAir, item }
}

function move(draft: SessionDraft, itemId: string, toIndex: number): void {
  const item = itemById(draft.runSheet, itemId)
  if (!item) return
  draft.runSheet = draft.runSheet.filter((other) => other !== item).toSpliced(toIndex, 0, item)
}
