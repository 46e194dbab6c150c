import { join } from 'node:path'
import { app, dialog, session } from 'electron'
import type { BrowserWindow } from 'electron'
import { isHostPage } from './page-policy.ts'
import { fill } from './texts.ts'
import type { ShellTexts } from './texts.ts'
import { confirmLeaving, createHostWindow } from './windows.ts'
import type { NativeWindow } from './windows.ts'

export interface HostScreenOptions {
  readonly dataDir: string
  readonly texts: ShellTexts
  readonly serviceOrigin: () => string | undefined
  readonly native: NativeWindow
  /** Called once, when the host window is on the screen. */
  readonly shown: () => void
}

export interface HostScreen {
  /**
   * Shows the host page at the service's entry address (with the host's token). A window that already shows a page of
   * that origin keeps it, and a show on air goes on: only its cookie is renewed. Resolves when page and cookie are there.
   */
  readonly show: (entryUrl: string) => Promise<void>
  /** Says what went wrong; resolves when the person wants another try, ends the application when not. */
  readonly askToRetry: (message: string, detail: string) => Promise<void>
}

/** A page that crashes more often than this within a minute is not reloaded unasked. */
const CRASHES_PER_MINUTE = 3

/** The host window and what may befall its page. The studio ends when this window is closed. */
export function createHostScreen(options: HostScreenOptions): HostScreen {
  const { dataDir, texts, serviceOrigin, native, shown } = options
  app.on('web-contents-created', (_event, contents) => {
    confirmLeaving(contents, texts, () => {
      const origin = serviceOrigin()
      return origin !== undefined && isHostPage(contents.getURL(), origin)
    })
  })
  const window = createHostWindow(join(dataDir, 'window-state.json'), native, shown)
  let entry: string | undefined
  let crashTimesMs: number[] = []

  app.on('second-instance', () => focus(window))
  window.on('closed', () => app.quit())
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || entry === undefined) return
    console.error(`The host page's process ended (${reason}); the page is opened again.`)
    const nowMs = Date.now()
    crashTimesMs = [...crashTimesMs.filter((time) => nowMs - time < 60_000), nowMs]
    const again =
      crashTimesMs.length <= CRASHES_PER_MINUTE
        ? Promise.resolve()
        : askToRetry(texts.pageCrashedTitle, texts.pageCrashedDetail)
    void again.then(() => (entry === undefined ? undefined : load(entry)))
  })

  async function show(entryUrl: string): Promise<void> {
    const shownBefore = entry !== undefined && new URL(entry).origin === new URL(entryUrl).origin
    entry = entryUrl
    if (!shownBefore) return load(entryUrl)
    try {
      await session.defaultSession.fetch(entryUrl)
    } catch (error) {
      console.error(`The host's cookie could not be renewed: ${String(error)}`)
    }
  }

  async function load(url: string): Promise<void> {
    for (;;) {
      try {
        await window.loadURL(url)
        return
      } catch (error) {
        // The error's own message repeats the address, token and all; people need neither.
        const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
        // A page that went on to another one while it was loading has loaded something.
        if (code === 'ERR_ABORTED' || window.isDestroyed() || entry !== url) return
        await askToRetry(
          texts.serviceUnreachableTitle,
          fill(texts.serviceUnreachableDetail, { url: new URL(url).origin, reason: code }),
        )
      }
    }
  }

  async function askToRetry(message: string, detail: string): Promise<void> {
    console.error(`${message}: ${detail}`)
    const question = {
      type: 'warning' as const,
      message,
      detail,
      buttons: [texts.tryAgain, texts.quit],
      defaultId: 0,
      cancelId: 1,
    }
    const { response } = await (window.isVisible()
      ? dialog.showMessageBox(window, question)
      : dialog.showMessageBox(question))
    if (response !== 0) {
      app.quit()
      return new Promise(() => {})
    }
  }

  return { show, askToRetry }
}

function focus(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
