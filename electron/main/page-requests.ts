import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ipcMain, MessageChannelMain, powerSaveBlocker, shell } from 'electron'
import type { IpcMainInvokeEvent, MessagePortMain, WebContents } from 'electron'
import type { AgoraAvailability } from '#shared/protocol/agora.ts'
import { SHELL_CHANNELS } from '#shared/protocol/shell-channels.ts'
import { answerAgoraRequests } from './agora/answer-agora-requests.ts'
import { createKeepAwake } from './keep-awake.ts'
import { isHostPage } from './page-policy.ts'
import type { SecretVault } from './secrets.ts'

export interface PageRequestsOptions {
  readonly serviceOrigin: () => string | undefined
  /** Hands one end of a channel to the service; false when it is not ready. Undefined where the shell is attached to a
   * service it did not start and has no port to it. */
  readonly connect: ((end: MessagePortMain) => boolean) | undefined
  /** The data folder; undefined when it belongs to a service the shell is attached to. */
  readonly dataDir: string | undefined
  readonly secrets: SecretVault
  readonly agora: {
    readonly availability: AgoraAvailability
    /** The shell's own folder, for what it keeps itself. */
    readonly folder: string
  }
}

export interface PageRequests {
  /** Gives every host page that asked before a fresh port, after the service came up. */
  readonly serviceReady: () => void
}

/** Answers what the preload's API asks. Only the host page's main frame, on the service's own origin, is listened to. */
export function answerPageRequests(options: PageRequestsOptions): PageRequests {
  const { serviceOrigin, connect, dataDir, secrets, agora } = options
  const asking = new Set<WebContents>()

  function fromHostPage(event: IpcMainInvokeEvent): boolean {
    const origin = serviceOrigin()
    const frame = event.senderFrame
    return (
      origin !== undefined &&
      frame !== null &&
      frame === event.sender.mainFrame &&
      isHostPage(frame.url, origin)
    )
  }

  function givePort(contents: WebContents): void {
    const origin = serviceOrigin()
    if (origin === undefined || contents.isDestroyed() || !isHostPage(contents.getURL(), origin)) return
    const { port1, port2 } = new MessageChannelMain()
    if (connect?.(port1)) contents.postMessage(SHELL_CHANNELS.servicePort, origin, [port2])
  }

  ipcMain.handle(SHELL_CHANNELS.requestServicePort, (event) => {
    if (connect === undefined || !fromHostPage(event)) return false
    const contents = event.sender
    if (!asking.has(contents)) {
      asking.add(contents)
      contents.once('destroyed', () => asking.delete(contents))
    }
    givePort(contents)
    return true
  })

  ipcMain.handle(SHELL_CHANNELS.revealSessionFolder, (event, sessionId: unknown) => {
    if (!fromHostPage(event)) throw new Error('Only the host page may open a session folder.')
    const folder = sessionFolder(dataDir, sessionId)
    if (folder === undefined) throw new Error('There is no folder of that session on this computer.')
    shell.showItemInFolder(folder)
  })

  const keepAwake = createKeepAwake(powerSaveBlocker)
  ipcMain.handle(SHELL_CHANNELS.keepAwake, (event, on: unknown) => {
    if (!fromHostPage(event)) throw new Error('Only the host page may keep the computer awake.')
    return keepAwake(event.sender, on === true)
  })

  const forHostPage = (event: IpcMainInvokeEvent): SecretVault => {
    if (!fromHostPage(event)) throw new Error('Only the host page may use secrets.')
    return secrets
  }
  ipcMain.handle(SHELL_CHANNELS.secretsAvailable, (event) => forHostPage(event).available())
  ipcMain.handle(SHELL_CHANNELS.getSecret, (event, name: unknown) => forHostPage(event).get(name))
  ipcMain.handle(SHELL_CHANNELS.setSecret, (event, name: unknown, value: unknown) =>
    forHostPage(event).set(name, value),
  )
  ipcMain.handle(SHELL_CHANNELS.deleteSecret, (event, name: unknown) => forHostPage(event).delete(name))

  answerAgoraRequests({ ...agora, fromHostPage })

  return {
    serviceReady: () => {
      for (const contents of asking) givePort(contents)
    },
  }
}

/** Where a session keeps its recordings: `sessions/<id>/`, or its log file while there is no such folder. */
function sessionFolder(dataDir: string | undefined, sessionId: unknown): string | undefined {
  if (dataDir === undefined || typeof sessionId !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(sessionId)) {
    return undefined
  }
  const folder = join(dataDir, 'sessions', sessionId)
  return [folder, `${folder}.db`].find((path) => existsSync(path))
}
