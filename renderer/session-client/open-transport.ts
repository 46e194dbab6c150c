import type { StudioShellApi } from '#shared/protocol/shell.ts'
import { openPortTransport } from './port-transport.ts'
import type { FrameTransport } from './transport.ts'
import { openWebSocketTransport } from './websocket-transport.ts'

declare global {
  interface Window {
    /** Present in the desktop shell only; see electron/preload. */
    readonly studio?: StudioShellApi
  }
}

/** The host page talks through the shell's port when the shell runs the service, else through a WebSocket. */
export async function openHostTransport(): Promise<FrameTransport> {
  if (!window.studio) return openWebSocketTransport('host')
  const throughPort = openPortTransport()
  if (await window.studio.requestServicePort()) return throughPort
  throughPort.close()
  return openWebSocketTransport('host')
}
