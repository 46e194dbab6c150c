import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AgoraAvailability, AgoraSettings } from '#shared/protocol/agora.ts'

interface NativesQuestion {
  readonly settings: AgoraSettings
  readonly platform: NodeJS.Platform
  /** The application's folder; packaged, `app.asar`. */
  readonly appPath: string
  /** A stand-in for the addon, in development only. */
  readonly standIn: string | undefined
}

const ADDON = join('node_modules', 'agora-electron-sdk', 'build', 'Release', 'agora_node_ext.node')

/**
 * Decides, before there is a window, whether the host window is made for the native engine: only then does it run
 * without Chromium's sandbox, because an addon cannot be loaded inside it.
 */
export function nativeEngine({ settings, platform, appPath, standIn }: NativesQuestion): AgoraAvailability {
  if (standIn !== undefined) return { available: true, version: 'stand-in' }
  if (!settings.enabled) return absent('notEnabled', 'The Agora engine is switched off')
  if (platform !== 'win32' && platform !== 'darwin') {
    return absent('unsupportedSystem', `Agora has no native SDK for ${platform}`)
  }
  if (settings.appId === '' || settings.channel === '') {
    return absent('notSetUp', 'App ID or channel is missing')
  }
  // A native module is never inside the archive but beside it.
  const addon = join(appPath.replace(/app\.asar$/, 'app.asar.unpacked'), ADDON)
  return existsSync(addon)
    ? { available: true, version: '' }
    : absent('nativesMissing', `There is no ${ADDON}; npm run natives fetches it`)
}

const absent = (
  why: Extract<AgoraAvailability, { available: false }>['why'],
  reason: string,
): AgoraAvailability => ({ available: false, why, reason })
