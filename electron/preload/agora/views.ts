import { AGORA_SOURCE } from '#shared/protocol/agora.ts'
import type { AgoraCode, AgoraViewSource } from '#shared/protocol/agora.ts'
import type { RtcEngine } from './sdk.ts'

const [ADD, REMOVE] = [1, 2] as const
const FIT = 2
const [MIRRORED, PLAIN] = [1, 2] as const
/** What a camera shows is seen right behind the capturer; nothing encodes a camera by itself here. */
const POST_CAPTURER = 1
const PRE_ENCODER = 4

interface View {
  readonly sourceType: number
  readonly position: number
}

/**
 * Which containers show which source. The SDK throws when a view is added twice and answers -1 when one was removed
 * as asked, so it is only ever called for what changes: React mounts, unmounts and mounts again.
 */
export class AgoraViews<Container> {
  readonly #views = new Map<Container, View>()

  attach(engine: RtcEngine, source: AgoraViewSource, container: Container, mirror: boolean): AgoraCode {
    this.detach(engine, container)
    const view: View =
      source === 'program'
        ? { sourceType: AGORA_SOURCE.transcoded, position: PRE_ENCODER }
        : {
            sourceType: source === 'screen' ? AGORA_SOURCE.screen : AGORA_SOURCE.camera[source],
            position: POST_CAPTURER,
          }
    const code = engine.setupLocalVideo({
      ...view,
      view: container,
      renderMode: FIT,
      mirrorMode: mirror ? MIRRORED : PLAIN,
      // Several containers may show one source, and replacing would take the others' picture.
      setupMode: ADD,
    })
    if (code === 0) this.#views.set(container, view)
    return code
  }

  detach(engine: RtcEngine | null, container: Container): void {
    const view = this.#views.get(container)
    if (!view) return
    this.#views.delete(container)
    engine?.setupLocalVideo({ ...view, view: container, setupMode: REMOVE })
  }

  /** The SDK's own release takes every picture away. */
  forget(): void {
    this.#views.clear()
  }
}
