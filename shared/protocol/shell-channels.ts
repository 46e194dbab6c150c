// Kept apart from the schemas: a sandboxed preload can load no library.

/** `window.postMessage` data with which the preload hands the page its service port. */
export const SERVICE_PORT_MESSAGE = 'huitou:service-port'

/** Electron IPC channels between the preload and the shell. */
export const SHELL_CHANNELS = {
  /** Page → shell, invoke: is there a port to come? */
  requestServicePort: 'shell:request-service-port',
  /** Shell → page: carries one transferred port and the origin it is meant for. */
  servicePort: 'shell:service-port',
  /** Page → shell, invoke: session id. */
  revealSessionFolder: 'shell:reveal-session-folder',
} as const

/** Name of the process argument by which the preload learns the application's version. */
export const APP_VERSION_ARGUMENT = '--studio-version='
