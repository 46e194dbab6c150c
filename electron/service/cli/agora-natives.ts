import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const manifestSchema = z.object({ version: z.string() })

/** Whether the Agora engine could run here. Its App ID and token are another matter. */
export type AgoraNatives =
  | { readonly available: true; readonly version: string }
  | { readonly available: false; readonly reason: string }

export function agoraNatives(platform: NodeJS.Platform = process.platform): AgoraNatives {
  if (platform !== 'win32' && platform !== 'darwin') {
    return {
      available: false,
      reason: `Agora has no native SDK for ${platform}; the built-in engine does the show`,
    }
  }
  try {
    const require = createRequire(import.meta.url)
    const manifest = require.resolve('agora-electron-sdk/package.json')
    const addon = join(dirname(manifest), 'build', 'Release', 'agora_node_ext.node')
    if (!existsSync(addon)) {
      return { available: false, reason: 'its native parts are not here; `npm run natives` fetches them' }
    }
    const { version } = manifestSchema.parse(JSON.parse(readFileSync(manifest, 'utf8')))
    return { available: true, version }
  } catch {
    return { available: false, reason: 'agora-electron-sdk is not installed; `npm install` brings it' }
  }
}
