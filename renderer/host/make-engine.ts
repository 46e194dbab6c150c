import { chooseScreen } from '#renderer/features/engine/choose-screen.tsx'
import { agoraToken } from '#renderer/media/agora-engine/agora-token.ts'
import { AgoraEngine } from '#renderer/media/agora-engine/engine.ts'
import { measureImage, paintStill } from '#renderer/media/agora-engine/still-painter.ts'
import { ChromiumEngine } from '#renderer/media/chromium-engine/engine.ts'
import type { MediaEngine } from '#renderer/media/port.ts'
import type { CameraSlot } from '#shared/domain/scenes/scene.ts'
import type { AgoraApi, AgoraShellApi } from '#shared/protocol/agora.ts'
import { chooseEngine } from './choose-engine.ts'
import type { EngineChoice } from './choose-engine.ts'

declare global {
  interface Window {
    /** The native engine; present in a host window that was made for it. See electron/preload/native-preload.ts. */
    readonly studioAgora?: AgoraApi<HTMLElement>
  }
}

/** Asks the shell and the preload what there is. A shell that does not answer counts as none. */
export async function findEngine(): Promise<EngineChoice> {
  const shell = window.studio?.agora
  if (!shell) return chooseEngine(null)
  try {
    return chooseEngine({
      settings: await shell.settings(),
      window: await shell.availability(),
      engine: window.studioAgora?.availability() ?? null,
    })
  } catch {
    return chooseEngine(null)
  }
}

export interface EngineWishes {
  readonly choice: EngineChoice
  /** What the Chromium engine's preview says where there is no picture. */
  readonly noticeFor: (input: CameraSlot | 'screen') => string
  /** Told when another engine than the chosen one was made. */
  readonly fellBack: (choice: EngineChoice) => void
}

/**
 * Makes the chosen engine, or the Chromium engine when the native one does not start. Throws MediaError when there is
 * none at all.
 */
export function makeEngine({ choice, noticeFor, fellBack }: EngineWishes): MediaEngine {
  const native = window.studioAgora
  const shell = window.studio?.agora
  if (choice.kind === 'chromium' || !native || !shell) return new ChromiumEngine({ noticeFor })
  try {
    return new AgoraEngine({
      api: native,
      appId: choice.appId,
      chooseScreen,
      paint: paintStill,
      measure: measureImage,
      echo: echoTest(shell),
    })
  } catch {
    native.release()
    fellBack({ kind: 'chromium', why: 'startFailed' })
    return new ChromiumEngine({ noticeFor })
  }
}

/** The echo test needs a channel of its own, where nobody else is. */
function echoTest(shell: AgoraShellApi) {
  const channel = `echo-${crypto.randomUUID()}`
  return { channel, token: () => agoraToken(shell, { channel, uid: 0 }) }
}
