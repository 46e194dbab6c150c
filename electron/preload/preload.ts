import { contextBridge, ipcRenderer } from 'electron'
import {
  APP_VERSION_ARGUMENT,
  SERVICE_PORT_MESSAGE,
  SHELL_CHANNELS,
} from '#shared/protocol/shell-channels.ts'
import type { StudioShellApi } from '#shared/protocol/shell.ts'

const version = process.argv.find((argument) => argument.startsWith(APP_VERSION_ARGUMENT))

const api: StudioShellApi = {
  shell: 'electron',
  versions: {
    app: version?.slice(APP_VERSION_ARGUMENT.length) ?? '',
    electron: process.versions['electron'] ?? '',
    chrome: process.versions['chrome'] ?? '',
  },
  requestServicePort: () => ipcRenderer.invoke(SHELL_CHANNELS.requestServicePort),
  revealSessionFolder: (sessionId) => ipcRenderer.invoke(SHELL_CHANNELS.revealSessionFolder, sessionId),
}

contextBridge.exposeInMainWorld('studio', api)

// Ports cannot cross the context bridge, so they are handed over as a window message. The target origin is the
// one the shell meant the port for: should another document be loaded by now, the browser drops the message.
ipcRenderer.on(SHELL_CHANNELS.servicePort, (event, serviceOrigin: string) => {
  window.postMessage(SERVICE_PORT_MESSAGE, serviceOrigin, [...event.ports])
})
