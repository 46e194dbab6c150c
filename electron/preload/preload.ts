import { contextBridge, ipcRenderer } from 'electron'
import {
  AGORA_CHANNELS,
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
  keepAwake: (on) => ipcRenderer.invoke(SHELL_CHANNELS.keepAwake, on),
  agora: {
    availability: () => ipcRenderer.invoke(AGORA_CHANNELS.availability),
    settings: () => ipcRenderer.invoke(AGORA_CHANNELS.settings),
    saveSettings: (settings) => ipcRenderer.invoke(AGORA_CHANNELS.saveSettings, settings),
    trialCertificate: () => ipcRenderer.invoke(AGORA_CHANNELS.trialCertificate),
    importTrialCertificate: () => ipcRenderer.invoke(AGORA_CHANNELS.importTrialCertificate),
    forgetTrialCertificate: () => ipcRenderer.invoke(AGORA_CHANNELS.forgetTrialCertificate),
    token: (request) => ipcRenderer.invoke(AGORA_CHANNELS.token, request),
  },
  secrets: {
    available: () => ipcRenderer.invoke(SHELL_CHANNELS.secretsAvailable),
    get: (name) => ipcRenderer.invoke(SHELL_CHANNELS.getSecret, name),
    set: (name, value) => ipcRenderer.invoke(SHELL_CHANNELS.setSecret, name, value),
    delete: (name) => ipcRenderer.invoke(SHELL_CHANNELS.deleteSecret, name),
  },
}

contextBridge.exposeInMainWorld('studio', api)

// Ports cannot cross the context bridge, so they are handed over as a window message. The target origin is the
// one the shell meant the port for: should another document be loaded by now, the browser drops the message.
ipcRenderer.on(SHELL_CHANNELS.servicePort, (event, serviceOrigin: string) => {
  window.postMessage(SERVICE_PORT_MESSAGE, serviceOrigin, [...event.ports])
})
