import type { Item } from '#shared/domain/run-sheet/item.ts'
import type { Studio } from './studio.ts'

/** The sheet that a load has replaced, for taking the load back. */
export interface LoadedSheets {
  /** Null when nothing has been loaded into the running session since the service started. */
  readonly before: () => readonly Item[] | null
  readonly close: () => void
}

/** Watches the studio for sheets that replace others; edits of single items are not its business. */
export function watchLoadedSheets(studio: Studio): LoadedSheets {
  let sheet = studio.running().state().runSheet
  let before: readonly Item[] | null = null
  const stopCommits = studio.onCommit(({ state, events }) => {
    // A session begins with the sheet of the last one: there is nothing to go back to.
    const replaced = events.some(({ type, body }) => type === 'runSheetLoaded' && body.from !== 'lastShow')
    if (replaced && state.runSheet !== sheet) before = sheet
    sheet = state.runSheet
  })
  const stopSwitches = studio.onSwitch(() => {
    before = null
    sheet = studio.running().state().runSheet
  })
  return {
    before: () => before,
    close: () => {
      stopCommits()
      stopSwitches()
    },
  }
}
