import { powerSaveBlocker } from 'electron'
import type { WebContents } from 'electron'

/**
 * Holds the display and the machine awake for as long as one page asks for it, and no longer than that page lives.
 * Returns what a page calls; it is told whether the hold stands.
 */
export function createKeepAwake(): (page: WebContents, on: boolean) => boolean {
  const asking = new Set<WebContents>()
  let blocker: number | null = null

  const settle = (): boolean => {
    if (asking.size > 0) blocker ??= powerSaveBlocker.start('prevent-display-sleep')
    else if (blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
    return blocker !== null && powerSaveBlocker.isStarted(blocker)
  }
  return (page, on) => {
    if (!on) asking.delete(page)
    else if (!asking.has(page)) {
      asking.add(page)
      page.once('destroyed', () => {
        asking.delete(page)
        settle()
      })
      // A reloaded page asks again; one that has gone elsewhere never lets go.
      page.once('did-navigate', () => {
        asking.delete(page)
        settle()
      })
    }
    return settle()
  }
}
