import { homedir } from 'node:os'
import { join } from 'node:path'

/** Electron names its data folder after the product. */
const PRODUCT_NAME = 'Huitou Studio'

/**
 * Where the studio keeps its data when nobody says otherwise: the folder that Electron calls `userData`, so that the
 * desktop app, the browser mode and the command line see the same shows.
 */
export function dataDirectory(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), PRODUCT_NAME)
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', PRODUCT_NAME)
  return join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), PRODUCT_NAME)
}
