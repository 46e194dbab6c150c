import { unreachable } from '#shared/lib/unreachable.ts'
import type { KnownEvent } from '../session/event.ts'
import type { SessionDraft } from '../session/state.ts'
import type { Item } from './item.ts'
import { indexOnAir, itemById } from './run-sheet.ts'

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
      draft.resumeAt = resumeIn(draft, event.body.items)
      for (const { itemId, stock } of event.body.items) {
        if (itemById(draft.runSheet, itemId)?.stock !== stock) draft.oversold.delete(itemId)
      }
      draft.runSheet = event.body.items
      for (const item of event.body.items) refreshOnAir(draft, item)
      return
    case 'itemAdded':
      if (event.body.index < draft.resumeAt) draft.resumeAt += 1
      draft.runSheet = draft.runSheet.toSpliced(event.body.index, 0, event.body.item)
      // Removed while on air and put back: what is on air is this one again.
      refreshOnAir(draft, event.body.item)
      return
    case 'itemChanged':
      if (itemById(draft.runSheet, event.body.item.itemId)?.stock !== event.body.item.stock) {
        draft.oversold.delete(event.body.item.itemId)
      }
      replaceItem(draft, event.body.item)
      return
    case 'itemRemoved':
      remove(draft, event.body.itemId)
      return
    case 'itemMoved':
      move(draft, event.body.itemId, event.body.toIndex)
      return
    case 'stockAdjusted': {
      const item = itemById(draft.runSheet, event.body.itemId)
      // Whoever counts the shelf counts what was sold beyond it, too.
      draft.oversold.delete(event.body.itemId)
      if (item) replaceItem(draft, { ...item, stock: event.body.stock })
      return
    }
    case 'itemPutOnAir':
      stopAiring(draft, event.atMs)
      keepPlace(draft)
      draft.itemOnAir = { item: event.body.item, sinceMs: event.atMs }
      return
    case 'itemTakenOffAir':
      stopAiring(draft, event.atMs)
      keepPlace(draft)
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

/** Puts the item in the place of the one with its id, on air too. */
export function replaceItem(draft: SessionDraft, item: Item): void {
  draft.runSheet = draft.runSheet.map((other) => (other.itemId === item.itemId ? item : other))
  refreshOnAir(draft, item)
}

/** A price or stock changed while its item is on air is another one everywhere at once. */
function refreshOnAir(draft: SessionDraft, item: Item): void {
  if (draft.itemOnAir?.item.itemId === item.itemId) draft.itemOnAir = { ...draft.itemOnAir, item }
}

function remove(draft: SessionDraft, itemId: string): void {
  const index = draft.runSheet.findIndex((item) => item.itemId === itemId)
  if (index < 0) return
  // Still on air, it leaves its place to the item behind it.
  if (draft.itemOnAir?.item.itemId === itemId) draft.resumeAt = index
  else if (index < draft.resumeAt) draft.resumeAt -= 1
  draft.runSheet = draft.runSheet.toSpliced(index, 1)
}

function move(draft: SessionDraft, itemId: string, toIndex: number): void {
  const index = draft.runSheet.findIndex((item) => item.itemId === itemId)
  const item = draft.runSheet[index]
  if (!item) return
  // What has gone stays gone and what comes stays to come, unless it is moved across the place itself.
  const resumeAt = index < draft.resumeAt ? draft.resumeAt - 1 : draft.resumeAt
  draft.resumeAt = toIndex < resumeAt ? resumeAt + 1 : resumeAt
  draft.runSheet = draft.runSheet.toSpliced(index, 1).toSpliced(toIndex, 0, item)
}

/** What was on air from the sheet is behind us once it goes. */
function keepPlace(draft: SessionDraft): void {
  const index = indexOnAir(draft)
  if (index >= 0) draft.resumeAt = index + 1
}

/** The place in another sheet: behind the last item before the old place that is in both. */
function resumeIn(draft: SessionDraft, items: readonly Item[]): number {
  const onAir = indexOnAir(draft)
  const gone = draft.runSheet.slice(0, onAir < 0 ? draft.resumeAt : onAir)
  const last = gone.findLast(({ itemId }) => itemById(items, itemId) !== null)
  return last ? items.findIndex(({ itemId }) => itemId === last.itemId) + 1 : 0
}
