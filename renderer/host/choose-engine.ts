import type { AgoraAbsence, AgoraAvailability, AgoraSettings } from '#shared/protocol/agora.ts'

/** Which engine makes the pictures, and why not the native one; `noShell`: the page is open in a browser. */
export type EngineChoice =
  | { readonly kind: 'agora'; readonly appId: string }
  | { readonly kind: 'chromium'; readonly why: AgoraAbsence | 'noShell' | 'startFailed' }

interface Findings {
  readonly settings: AgoraSettings
  /** What the window was made for. */
  readonly window: AgoraAvailability
  /** What the engine in the preload says of itself; null where there is none. */
  readonly engine: AgoraAvailability | null
}

/** Chooses the native engine where it is wanted and can be had, and the Chromium engine, which always can, elsewhere. */
export function chooseEngine(found: Findings | null): EngineChoice {
  if (!found) return { kind: 'chromium', why: 'noShell' }
  const { settings, window, engine } = found
  if (!window.available) return { kind: 'chromium', why: window.why }
  if (!engine) return { kind: 'chromium', why: 'nativesMissing' }
  if (!engine.available) return { kind: 'chromium', why: engine.why }
  if (settings.appId === '' || settings.channel === '') return { kind: 'chromium', why: 'notSetUp' }
  return { kind: 'agora', appId: settings.appId }
}
