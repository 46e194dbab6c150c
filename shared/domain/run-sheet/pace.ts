import type { SessionState } from '../session/state.ts'
import { indexOnAir } from './run-sheet.ts'

/**
 * Where an item stands: `ahead` is still to come, `passed` lies behind without having been shown, `skipped` is marked
 * to be left out and has not been shown.
 */
export type ItemProgress = 'ahead' | 'onAir' | 'done' | 'passed' | 'skipped'

export interface ItemPace {
  readonly itemId: string
  readonly progress: ItemProgress
  readonly plannedMs: number | null
  /** All its times on air in this show together, up to now. */
  readonly actualMs: number
  /** Over (positive) or under its planned length; null without one. */
  readonly overMs: number | null
}

/** The whole show, in ms; times of day in ms since the epoch. What needs a plan is null while no item has a length. */
export interface ShowPace {
  /** In the order of the sheet. */
  readonly items: readonly ItemPace[]
  /** What is on air, of the sheet or beside it. `itemId` is empty for the latter. */
  readonly onAir: ItemPace | null
  /** Of all items that are not skipped. */
  readonly plannedTotalMs: number
  /** Items still to come that have no planned length: the projection knows nothing of them. */
  readonly unplannedAhead: number
  /** Since the show went live; 0 before. */
  readonly elapsedMs: number
  /** What is left of the item on air and of those to come, by their planned lengths. */
  readonly remainingMs: number
  /** How much later (positive) than planned the show will end, if all that is to come keeps its length. */
  readonly overMs: number | null
  /** Before the show: as if it went live now. */
  readonly plannedEndMs: number | null
  readonly projectedEndMs: number | null
}

type PacedState = Pick<
  SessionState,
  'phase' | 'runSheet' | 'airedMs' | 'itemOnAir' | 'resumeAt' | 'liveAtMs' | 'endedAtMs'
>

/**
 * Planned against actual, item by item and for the show, at `nowMs`. An item runs over once it has been on air longer
 * than planned, in all its turns together. Passing an item by gives its time back; a product beside the sheet, or one
 * without a planned length, costs the time it takes.
 */
export function paceOf(state: PacedState, nowMs: number): ShowPace {
  const at = indexOnAir(state)
  const over = state.phase === 'ended'
  /** The first index that is still to come. */
  const ahead = over ? Infinity : at < 0 ? state.resumeAt : at + 1
  const items = state.runSheet.map((item, index): ItemPace => {
    const onAir = index === at && !over
    const actualMs = (state.airedMs.get(item.itemId) ?? 0) + (onAir ? runningMs(state, nowMs) : 0)
    return paced(item, actualMs, onAir ? 'onAir' : progressOf(item, actualMs, index >= ahead))
  })

  const toCome = items.filter((item, index) => index >= ahead && item.progress !== 'skipped')
  const onAir = items[over ? -1 : at] ?? (over ? null : besideTheSheet(state, nowMs))
  const remainingMs = [...toCome, ...(onAir ? [onAir] : [])].reduce((sum, item) => sum + leftMs(item), 0)
  const plan = state.runSheet.filter((item) => !item.skip)
  const plannedTotalMs = plan.reduce((sum, item) => sum + (item.plannedMs ?? 0), 0)
  const elapsedMs = elapsedOf(state, nowMs)
  const startMs = state.phase === 'preparing' ? nowMs : (state.liveAtMs ?? nowMs)
  const planned = plan.some((item) => item.plannedMs !== null)
  return {
    items,
    onAir,
    plannedTotalMs,
    unplannedAhead: toCome.filter((item) => item.plannedMs === null).length,
    elapsedMs,
    remainingMs,
    overMs: planned ? elapsedMs + remainingMs - plannedTotalMs : null,
    plannedEndMs: planned ? startMs + plannedTotalMs : null,
    projectedEndMs: planned ? startMs + elapsedMs + remainingMs : null,
  }
}

/** How long (ms) what is on air has been so in this turn; 0 before the show. */
function runningMs({ phase, itemOnAir }: PacedState, nowMs: number): number {
  return phase === 'live' && itemOnAir ? Math.max(0, nowMs - itemOnAir.sinceMs) : 0
}

function elapsedOf({ phase, liveAtMs, endedAtMs }: PacedState, nowMs: number): number {
  if (phase === 'preparing' || liveAtMs === null) return 0
  return Math.max(0, (endedAtMs ?? nowMs) - liveAtMs)
}

type PlannedItem = Pick<SessionState['runSheet'][number], 'itemId' | 'plannedMs' | 'skip'>

function progressOf(item: PlannedItem, actualMs: number, isAhead: boolean): ItemProgress {
  // A key pressed by mistake shows an item for a moment: it is still to come while its time has not been used up.
  const used = actualMs > 0 && (!isAhead || item.plannedMs === null || actualMs >= item.plannedMs)
  if (used) return 'done'
  if (item.skip) return 'skipped'
  return isAhead ? 'ahead' : 'passed'
}

const paced = (item: PlannedItem, actualMs: number, progress: ItemProgress): ItemPace => ({
  itemId: item.itemId,
  progress,
  plannedMs: item.plannedMs,
  actualMs,
  overMs: item.plannedMs === null ? null : actualMs - item.plannedMs,
})

/** An item that is on air without being in the sheet; one removed while on air keeps the time it had. */
function besideTheSheet(state: PacedState, nowMs: number): ItemPace | null {
  if (!state.itemOnAir) return null
  const { item } = state.itemOnAir
  const before = item.itemId === '' ? 0 : (state.airedMs.get(item.itemId) ?? 0)
  return paced(item, before + runningMs(state, nowMs), 'onAir')
}

const leftMs = ({ plannedMs, actualMs }: ItemPace): number => Math.max(0, (plannedMs ?? 0) - actualMs)
