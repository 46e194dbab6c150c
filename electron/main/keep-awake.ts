import type { PowerSaveBlocker } from 'electron'

/** The part of a page's WebContents that is needed here. */
export interface AskingPage {
  once(event: 'destroyed', listener: () => void): unknown
  once(event: 'did-navigate', listener: () => void): unknown
}

/**
 * Holds the display and the machine awake for as long as a page asks for it, and no longer than that page lives.
 * Returns what a page calls; it is told whether the hold stands.
 */
export function createKeepAwake(
  blocker: Pick<PowerSaveBlocker, 'start' | 'stop' | 'isStarted'>,
): (page: AskingPage, on: boolean) => boolean {
  const asking = new Set<AskingPage>()
  let id: number | null = null

  const settle = (): boolean => {
    if (asking.size > 0) id ??= blocker.start('prevent-display-sleep')
    else if (id !== null) {
      blocker.stop(id)
      id = null
    }
    return id !== null && blocker.isStarted(id)
  }
  return (page, on) => {
    if (!on) asking.delete(page)
    else if (!asking.has(page)) {
      asking.add(page)
      const forget = (): void => {
        asking.delete(page)
        settle()
      }
      page.once('destroyed', forget)
      // A page that loads anew asks again; one that has crashed or gone elsewhere never lets go by itself.
      page.once('did-navigate', forget)
    }
    return settle()
  }
}
