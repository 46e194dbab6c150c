import { join } from 'node:path'
import { app, dialog, Menu, session, utilityProcess } from 'electron'
import type { MessagePortMain } from 'electron'
import type { AgoraAvailability } from '#shared/protocol/agora.ts'
import { createHostScreen } from './host-screen.ts'
import { menuTemplate } from './menu.ts'
import { parseServiceUrl } from './page-policy.ts'
import { answerPageRequests } from './page-requests.ts'
import { createServiceHost } from './service-host.ts'
import type { RunningService } from './service-host.ts'
import { createSecretVault } from './secrets.ts'
import { guardNavigation, guardSession } from './session-guards.ts'
import { systemEncryption } from './system-encryption.ts'
import { fill, shellTexts } from './texts.ts'
import { childWindowOptions } from './windows.ts'

/**
 * Runs the desktop shell: its own session service in a utility process, or, with `STUDIO_SERVICE_URL`, a window onto a
 * service that runs already. Pages come from the service over loopback; live data goes through ports the service and
 * the page share, never through this process.
 */
export async function runStudio(
  dataDir: string,
  native: { readonly availability: AgoraAvailability; readonly standIn: string | undefined },
): Promise<void> {
  await app.whenReady()
  const texts = shellTexts(app.getPreferredSystemLanguages()[0] ?? app.getLocale())
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(texts, process.platform, !app.isPackaged)))

  const attachTo = process.env['STUDIO_SERVICE_URL'] || undefined
  if (attachTo !== undefined && parseServiceUrl(attachTo) === undefined) {
    const refusal = fill(texts.attachAddressRefused, { url: attachTo })
    console.error(refusal)
    dialog.showErrorBox(texts.serviceUnreachableTitle, refusal)
    app.exit(1)
    return
  }

  let service: RunningService | undefined
  const serviceOrigin = (): string | undefined => service && new URL(service.url).origin
  guardSession(session.defaultSession, serviceOrigin, texts)
  guardNavigation(app, serviceOrigin, childWindowOptions)
  const screen = createHostScreen({
    dataDir,
    texts,
    serviceOrigin,
    native: { agora: native.availability.available, standIn: native.standIn },
    shown: () => process.send?.('host-window-shown'),
  })

  // They belong to the person at this computer, so to the shell's own folder, whatever service it is attached to.
  const secrets = createSecretVault(join(dataDir, 'secrets.json'), systemEncryption)
  const agora = { availability: native.availability, folder: dataDir }
  if (attachTo === undefined) startOwnService()
  else {
    answerPageRequests({ serviceOrigin, connect: undefined, dataDir: undefined, secrets, agora })
    service = { url: attachTo }
    void screen.show(service.url)
  }

  function startOwnService(): void {
    const host = createServiceHost<MessagePortMain>({
      fork: (port) =>
        utilityProcess.fork(
          serviceEntry(),
          ['--data', dataDir, ...(port === undefined ? [] : ['--port', port])],
          { serviceName: 'Huitou Studio session service', stdio: 'inherit' },
        ),
      onReady: (ready) => {
        service = ready
        void screen.show(ready.url).then(pages.serviceReady)
      },
      onFailed: (reason) => {
        const detail = fill(texts.serviceFailedDetail, { reason })
        void screen.askToRetry(texts.serviceFailedTitle, detail).then(host.start)
      },
      after: (delayMs, action) => {
        const timer = setTimeout(action, delayMs)
        return () => clearTimeout(timer)
      },
      now: Date.now,
      log: (message) => console.error(message),
    })
    const pages = answerPageRequests({ serviceOrigin, connect: host.connect, dataDir, secrets, agora })
    let stopped = false
    app.on('will-quit', (event) => {
      if (stopped) return
      event.preventDefault()
      void host.stop().then(() => {
        stopped = true
        app.quit()
      })
    })
    host.start()
  }
}

/** The bundled service. Development and tests may put another program in its place, a packaged studio never does. */
function serviceEntry(): string {
  const override = app.isPackaged ? undefined : process.env['STUDIO_SERVICE_ENTRY']
  return override || join(import.meta.dirname, 'service.cjs')
}
