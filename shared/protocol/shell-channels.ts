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
  /** Page → shell, invoke: on or off. */
  keepAwake: 'shell:keep-awake',
  /** Page → shell, invoke: may secrets be kept here? */
  secretsAvailable: 'shell:secrets-available',
  /** Page → shell, invoke: name; with `set` also the value. */
  getSecret: 'shell:get-secret',
  setSecret: 'shell:set-secret',
  deleteSecret: 'shell:delete-secret',
} as const

/** Page → shell, invoke: what the shell keeps for the Agora engine, by the name it has in the preload's API. */
export const AGORA_CHANNELS = {
  availability: 'agora:availability',
  settings: 'agora:settings',
  saveSettings: 'agora:save-settings',
  trialCertificate: 'agora:trial-certificate',
  importTrialCertificate: 'agora:import-trial-certificate',
  forgetTrialCertificate: 'agora:forget-trial-certificate',
  token: 'agora:token',
} as const

/** Name of the process argument that names a stand-in for the Agora addon; a packaged studio is never given it. */
export const AGORA_STAND_IN_ARGUMENT = '--studio-agora-stand-in='

/** Name of the process argument by which the preload learns the application's version. */
export const APP_VERSION_ARGUMENT = '--studio-version='
