import { randomUUID } from 'node:crypto'

import type { Item } from '#shared/domain/run-sheet/item.ts'
import { matchSheet } from '#shared/domain/run-sheet/match-sheet.ts'
import type { RunSheetOrigin } from '#shared/domain/run-sheet/run-sheet.ts'
import type { Actor } from '#shared/domain/session/actor.ts'
import type { Command } from '#shared/domain/session/command.ts'
import type { Request } from '#shared/protocol/up.ts'
import type { RunSheets } from '../library/run-sheets.ts'
import type { LoadedSheets } from '../session/loaded-sheets.ts'
import type { RunningSession } from '../session/running-session.ts'
import type { Served } from './serve-request.ts'

export type RunSheetRequest = Extract<
  Request,
  {
    type:
      | 'listRunSheets'
      | 'saveRunSheet'
      | 'loadRunSheet'
      | 'undoRunSheetLoad'
      | 'renameRunSheet'
      | 'deleteRunSheet'
  }
>

export interface RunSheetContext {
  readonly running: () => RunningSession
  readonly runSheets: RunSheets
  readonly loaded: LoadedSheets
}

/** Keeps run-sheets by name and loads them into the show. @throws StorageError when the library cannot be used. */
export async function serveRunSheet(
  request: RunSheetRequest,
  actor: Actor,
  { running, runSheets, loaded }: RunSheetContext,
): Promise<Served> {
  const list = (): Served => ({ ok: true, body: { type: 'runSheets', sheets: runSheets.list() } })
  const after = (outcome: 'saved' | 'nameTaken' | 'notFound'): Served => {
    if (outcome === 'saved') return list()
    return outcome === 'notFound'
      ? NOT_FOUND
      : { ok: false, problem: 'invalid', message: 'another run-sheet has this name' }
  }
  switch (request.type) {
    case 'listRunSheets':
      return list()
    case 'saveRunSheet':
      return after(runSheets.save(request.sheetId, request.name, running().state().runSheet))
    case 'renameRunSheet':
      return after(runSheets.rename(request.sheetId, request.name))
    case 'deleteRunSheet':
      return runSheets.remove(request.sheetId) ? list() : NOT_FOUND
    case 'loadRunSheet': {
      const items = runSheets.items(request.sheetId)
      return items ? loadSheet(running(), actor, items, 'template') : NOT_FOUND
    }
    case 'undoRunSheetLoad': {
      const items = loaded.before()
      if (!items) return { ok: false, problem: 'notFound', message: 'no run-sheet has been loaded' }
      return loadSheet(running(), actor, withStockOf(running().state().runSheet, items), 'undo')
    }
    default:
      return request satisfies never
  }
}

/** Replaces the sheet of the session in one event. What is the same item in both keeps its id and its time on air. */
async function loadSheet(
  session: RunningSession,
  actor: Actor,
  items: readonly Item[],
  from: RunSheetOrigin,
): Promise<Served> {
  const loaded =
    from === 'undo'
      ? [...items]
      : matchSheet(session.state().runSheet, items, () => `i${randomUUID().slice(0, 13)}`)
  const command: Command = { type: 'loadRunSheet', items: [...loaded], from }
  const outcome = await session.command(actor, `load-${randomUUID()}`, command)
  if (outcome.ok) return { ok: true, body: { type: 'done' } }
  return outcome.refusal.kind === 'wrongPhase'
    ? { ok: false, problem: 'wrongPhase', message: 'the show is over' }
    : { ok: false, problem: 'invalid', message: outcome.refusal.kind }
}

/** Pieces sold meanwhile stay sold: the stock of the sheet that goes counts on in the one that comes back. */
function withStockOf(current: readonly Item[], items: readonly Item[]): readonly Item[] {
  const now = new Map(current.map((item) => [item.itemId, item]))
  return items.map((item) => {
    const same = now.get(item.itemId)
    return same && same.productId === item.productId && same.number === item.number && same.stock !== null
      ? { ...item, stock: same.stock }
      : item
  })
}

const NOT_FOUND: Served = { ok: false, problem: 'notFound', message: 'there is no such run-sheet' }
