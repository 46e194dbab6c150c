import Module, { createRequire } from 'node:module'
import { join } from 'node:path'
import type * as Sdk from 'agora-electron-sdk'
import type { AgoraAvailability } from '#shared/protocol/agora.ts'

export type AgoraSdk = Pick<typeof Sdk, 'createAgoraRtcEngine' | 'AgoraEnv'>
export type RtcEngine = ReturnType<AgoraSdk['createAgoraRtcEngine']>

export type LoadedSdk =
  | { readonly sdk: AgoraSdk; readonly availability: Extract<AgoraAvailability, { available: true }> }
  | { readonly sdk: null; readonly availability: Extract<AgoraAvailability, { available: false }> }

/** The SDK requires its native addon while it is imported, so it is asked for only when somebody wants it. */
const load = createRequire(join(import.meta.dirname, 'preload.cjs'))

/** Loads the SDK; where that fails it says why instead of throwing. `find` is there for tests. */
export function loadSdk(find: (name: string) => unknown = load): LoadedSdk {
  try {
    const sdk = find('agora-electron-sdk')
    const about = find('agora-electron-sdk/package.json')
    if (!isSdk(sdk)) return unavailable('sdkBroken', 'agora-electron-sdk has no createAgoraRtcEngine')
    return { sdk, availability: { available: true, version: versionOf(about) } }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return unavailable(
      /agora_node_ext|agora-electron-sdk/.test(reason) ? 'nativesMissing' : 'sdkBroken',
      reason,
    )
  }
}

/**
 * Has the SDK find another module where it looks for its addon: how the whole path is exercised where there is no
 * addon. Call before the SDK is loaded. Only a studio that is not packaged asks for it.
 */
export function putAddonInPlace(path: string): void {
  const original: unknown = Reflect.get(Module, '_load')
  if (typeof original !== 'function') throw new Error('This Node has no Module._load')
  Reflect.set(Module, '_load', (request: string, ...rest: unknown[]): unknown => {
    const wanted = /build[\\/]Release[\\/]agora_node_ext$/.test(request) ? path : request
    const loaded: unknown = Reflect.apply(original, Module, [wanted, ...rest])
    return loaded
  })
}

function unavailable(why: 'nativesMissing' | 'sdkBroken', reason: string): LoadedSdk {
  // The rest of Node's message is the list of files that asked.
  return { sdk: null, availability: { available: false, why, reason: reason.split('\n')[0] ?? reason } }
}

function isSdk(module: unknown): module is AgoraSdk {
  return (
    typeof module === 'object' &&
    module !== null &&
    'createAgoraRtcEngine' in module &&
    typeof module.createAgoraRtcEngine === 'function' &&
    'AgoraEnv' in module
  )
}

function versionOf(about: unknown): string {
  return typeof about === 'object' &&
    about !== null &&
    'version' in about &&
    typeof about.version === 'string'
    ? about.version
    : ''
}
