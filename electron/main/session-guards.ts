import { shell } from 'electron'
import type { App, BrowserWindowConstructorOptions, Session, WebContents } from 'electron'
import { chooseScreen } from './screen-chooser.ts'
import type { ShellTexts } from './texts.ts'
import {
  EXTERNAL_HOSTS,
  isPermitted,
  isStudioPage,
  mayOpenOutside,
  withContentSecurityPolicy,
} from './page-policy.ts'

/** The origin of the service the studio runs on now; undefined while there is none. */
export type ServiceOrigin = () => string | undefined

/** Permissions by allow-list, for the service's own pages; a strict policy for answers that bring none. */
export function guardSession(session: Session, serviceOrigin: ServiceOrigin, texts: ShellTexts): void {
  const permitted = (permission: string, requester: string | undefined): boolean => {
    const origin = serviceOrigin()
    return origin !== undefined && requester !== undefined && isPermitted(permission, requester, origin)
  }
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(permitted(permission, details.requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    permitted(permission, requestingOrigin),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler(
    (request, answer) => {
      if (!permitted('display-capture', request.securityOrigin)) {
        answer({})
        return
      }
      void chooseScreen(texts).then((video) => {
        if (video === undefined) answer({})
        else if (request.audioRequested && process.platform === 'win32') answer({ video, audio: 'loopback' })
        else answer({ video })
      })
    },
    { useSystemPicker: true },
  )
  session.webRequest.onHeadersReceived((details, answer) => {
    const isPage = details.resourceType === 'mainFrame' || details.resourceType === 'subFrame'
    const headers = details.responseHeaders ?? {}
    answer(isPage ? { responseHeaders: withContentSecurityPolicy(headers) } : {})
  })
}

/** No window leaves the studio: navigation, redirects and new windows stay on its own pages, webviews are refused. */
export function guardNavigation(
  app: App,
  serviceOrigin: ServiceOrigin,
  childWindow: () => BrowserWindowConstructorOptions,
): void {
  const isOurs = (address: string): boolean => {
    const origin = serviceOrigin()
    return origin !== undefined && isStudioPage(address, origin)
  }
  app.on('web-contents-created', (_created, contents: WebContents) => {
    contents.on('will-frame-navigate', (event) => {
      if (!isOurs(event.url)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      if (!isOurs(event.url)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (isOurs(url)) return { action: 'allow', overrideBrowserWindowOptions: childWindow() }
      if (mayOpenOutside(url, EXTERNAL_HOSTS)) void shell.openExternal(url)
      return { action: 'deny' }
    })
  })
}
