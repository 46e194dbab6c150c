import { promises as fs } from 'node:fs'
import { join } from 'node:path'
import { BrowserWindow, dialog, ipcMain, net } from 'electron'
import type { IpcMainInvokeEvent } from 'electron'
import { agoraSettingsSchema } from '#shared/protocol/agora.ts'
import type { AgoraAvailability, AgoraShellApi } from '#shared/protocol/agora.ts'
import { AGORA_CHANNELS } from '#shared/protocol/shell-channels.ts'
import { systemEncryption } from '../system-encryption.ts'
import { TrialCertificate } from './certificate.ts'
import { readAgoraSettings, writeAgoraSettings } from './settings-file.ts'
import { getToken } from './tokens.ts'

interface AgoraRequestsOptions {
  readonly folder: string
  readonly availability: AgoraAvailability
  readonly fromHostPage: (event: IpcMainInvokeEvent) => boolean
}

export const agoraSettingsFile = (dataDir: string): string => join(dataDir, 'agora.json')

/** Answers what the host page asks about Agora. Secrets come in by files and go out as tokens only. */
export function answerAgoraRequests({ folder, availability, fromHostPage }: AgoraRequestsOptions): void {
  const file = agoraSettingsFile(folder)
  const certificate = new TrialCertificate(join(folder, 'agora-certificate.bin'), systemEncryption)

  function answer<Name extends keyof AgoraShellApi>(
    name: Name,
    reply: (argument: unknown, event: IpcMainInvokeEvent) => ReturnType<AgoraShellApi[Name]>,
  ): void {
    ipcMain.handle(AGORA_CHANNELS[name], (event, argument: unknown) => {
      if (!fromHostPage(event)) throw new Error('Only the host page may use Agora.')
      return reply(argument, event)
    })
  }

  answer('availability', async () => availability)
  answer('settings', async () => readAgoraSettings(file))
  answer('saveSettings', async (settings) => writeAgoraSettings(file, agoraSettingsSchema.parse(settings)))
  answer('trialCertificate', async () => certificate.state)
  answer('forgetTrialCertificate', () => certificate.forget())
  answer('importTrialCertificate', async (_argument, event) => {
    const window = BrowserWindow.fromWebContents(event.sender)
    const question = { properties: ['openFile' as const] }
    const { canceled, filePaths } = await (window
      ? dialog.showOpenDialog(window, question)
      : dialog.showOpenDialog(question))
    const [path] = filePaths
    if (canceled || path === undefined) return 'cancelled'
    return certificate.import(await fs.readFile(path, 'utf8'))
  })
  answer('token', (request) =>
    getToken(request, {
      settings: () => readAgoraSettings(file),
      certificate: () => certificate.read(),
      // Chromium's own, so that the system's proxy and certificates count.
      fetch: (url, init) => net.fetch(url, init),
    }),
  )
}
