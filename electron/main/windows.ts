import { join } from 'node:path'
import { app, BrowserWindow, dialog, screen } from 'electron'
import type { BrowserWindowConstructorOptions, WebContents, WebPreferences } from 'electron'
import { AGORA_STAND_IN_ARGUMENT, APP_VERSION_ARGUMENT } from '#shared/protocol/shell-channels.ts'
import icon from '../../resources/icons/512x512.png?asset'
import { MINIMUM_SIZE, placeWindow, readWindowState, writeWindowState } from './window-state.ts'
import type { ShellTexts } from './texts.ts'

/** The page colour of the dark theme: what is seen before the page has painted. */
const BACKGROUND = '#101316'

const SHOW_WITHIN_MS = 2_000

function webPreferences(): WebPreferences {
  return {
    preload: join(import.meta.dirname, '../preload/preload.cjs'),
    contextIsolation: true,
    nodeIntegration: false,
    sandbox: true,
    webSecurity: true,
    // A spell checker would fetch dictionaries from the network.
    spellcheck: false,
    // The host window composes the pictures on air and must do so while it is covered or minimised.
    backgroundThrottling: false,
    autoplayPolicy: 'no-user-gesture-required',
    additionalArguments: [`${APP_VERSION_ARGUMENT}${app.getVersion()}`],
  }
}

/** A window a studio page opens for another one: prompter, console, viewer page. */
export function childWindowOptions(): BrowserWindowConstructorOptions {
  return {
    backgroundColor: BACKGROUND,
    autoHideMenuBar: true,
    webPreferences: webPreferences(),
    ...(process.platform === 'linux' ? { icon } : {}),
  }
}

/** What the host window is made for, decided before it is made. */
export interface NativeWindow {
  /** The Agora engine is on: the preload loads a native addon, which no sandbox allows. Isolation stays. */
  readonly agora: boolean
  readonly standIn: string | undefined
}

function hostPreferences({ agora, standIn }: NativeWindow): WebPreferences {
  const usual = webPreferences()
  if (!agora) return usual
  return {
    ...usual,
    preload: join(import.meta.dirname, '../preload/native-preload.cjs'),
    sandbox: false,
    additionalArguments: [
      ...(usual.additionalArguments ?? []),
      ...(standIn === undefined ? [] : [`${AGORA_STAND_IN_ARGUMENT}${standIn}`]),
    ],
  }
}

/** Opens the host window, empty, where it was last time. `shown` is called once it is on the screen: when its first page has
 * painted, at the latest after `SHOW_WITHIN_MS`. */
export function createHostWindow(stateFile: string, native: NativeWindow, shown: () => void): BrowserWindow {
  const remembered = readWindowState(stateFile)
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id)
  const window = new BrowserWindow({
    ...childWindowOptions(),
    webPreferences: hostPreferences(native),
    ...placeWindow(remembered?.bounds, [primary.workArea, ...others.map((display) => display.workArea)]),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    title: app.name,
    show: false,
  })
  const show = (): void => {
    clearTimeout(patience)
    if (window.isDestroyed() || window.isVisible()) return
    if (remembered?.maximized) window.maximize()
    if (remembered?.fullScreen) window.setFullScreen(true)
    window.show()
    shown()
  }
  // A painted page looks best, but a slow machine must not look dead.
  const patience = setTimeout(show, SHOW_WITHIN_MS)
  window.once('ready-to-show', show)
  window.on('close', () => {
    const [bounds, maximized, fullScreen] = [
      window.getNormalBounds(),
      window.isMaximized(),
      window.isFullScreen(),
    ]
    try {
      writeWindowState(stateFile, { bounds, maximized, fullScreen })
    } catch (error) {
      console.error(`The window's place could not be remembered: ${String(error)}`)
    }
  })
  return window
}

/** A page that objects to being left (a show on air, a half-written reply) is asked about, in words that fit. */
export function confirmLeaving(contents: WebContents, texts: ShellTexts, isHost: () => boolean): void {
  contents.on('will-prevent-unload', (event) => {
    const window = BrowserWindow.fromWebContents(contents)
    const question = {
      type: 'warning' as const,
      message: isHost() ? texts.leaveLiveTitle : texts.leavePageTitle,
      detail: isHost() ? texts.leaveLiveDetail : texts.leavePageDetail,
      buttons: [texts.stay, texts.leaveAnyway],
      defaultId: 0,
      cancelId: 0,
    }
    const answer = window ? dialog.showMessageBoxSync(window, question) : dialog.showMessageBoxSync(question)
    // Preventing this event lets the page go.
    if (answer === 1) event.preventDefault()
  })
}
