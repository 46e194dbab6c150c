import { z } from 'zod'
import type { AgoraShellApi } from './agora.ts'

/** What the service process tells the desktop shell over the utility process's parent port. */
export const serviceToShellSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), url: z.url(), hostToken: z.string() }),
  z.object({ type: z.literal('failed'), message: z.string() }),
])
export type ServiceToShell = z.infer<typeof serviceToShellSchema>

/** What the desktop shell tells the service process. `connect` carries one transferred MessagePort. */
export const shellToServiceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connect') }),
  z.object({ type: z.literal('stop') }),
])
export type ShellToService = z.infer<typeof shellToServiceSchema>

/** Secrets of this user on this computer, encrypted by the system. Only the host page is answered. */
export interface SecretsApi {
  /** False: the system encrypts nothing, and `set` is refused. */
  readonly available: () => Promise<boolean>
  readonly get: (name: string) => Promise<string | null>
  readonly set: (name: string, value: string) => Promise<void>
  readonly delete: (name: string) => Promise<void>
}

/** The whole of what the preload exposes, as `window.studio`. */
export interface StudioShellApi {
  readonly shell: 'electron'
  readonly versions: { readonly app: string; readonly electron: string; readonly chrome: string }
  /**
   * Asks the shell for a port to the service. True: it arrives as a window message, SERVICE_PORT_MESSAGE, and so does
   * each later one after the service was restarted. False: none will come, use the WebSocket.
   */
  readonly requestServicePort: () => Promise<boolean>
  /** Shows the session's folder in the file manager. Refused for anything outside the data folder. */
  readonly revealSessionFolder: (sessionId: string) => Promise<void>
  /** Keeps display and machine awake while this page asks for it. Resolves to whether that holds. */
  readonly keepAwake: (on: boolean) => Promise<boolean>
  /** What the shell keeps for the Agora engine; the engine itself is `window.studioAgora`, where it can be had. */
  readonly agora: AgoraShellApi
  readonly secrets: SecretsApi
}
