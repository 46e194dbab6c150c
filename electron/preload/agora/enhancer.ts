import type { AgoraCode, AgoraEnhancement } from '#shared/protocol/agora.ts'
import type { RtcEngine } from './sdk.ts'

/** MediaSourceType of the cameras the SDK can enhance; it has none for the third and fourth. */
const MEDIA_SOURCE = { 1: 2, 2: 3 } as const
const NORMAL_CONTRAST = 1
const AUTO = 0
const HIGH_QUALITY = 0
const BLUR = 3
const MEDIUM_BLUR = 2
const AI_SEGMENTATION = 1
/** A touch of colour and edge, so that a smoothed face does not look washed out. */
const [REDNESS, SHARPNESS] = [0.1, 0.3] as const

const NOTHING: AgoraEnhancement = {
  smooth: 0,
  whiten: 0,
  lowLight: false,
  denoise: false,
  color: false,
  background: 'none',
}

/** Makes the calls for what changed only: each of them can make the picture stop for a moment. */
export class Enhancer {
  /** Null: after a refusal nobody knows what holds, and the next wish is sent in full. */
  readonly #applied = new Map<1 | 2, AgoraEnhancement | null>()

  set(engine: RtcEngine, slot: 1 | 2, wanted: AgoraEnhancement): AgoraCode {
    const known = this.#applied.get(slot)
    const applied = known === undefined ? NOTHING : known
    const source = MEDIA_SOURCE[slot]
    const codes: AgoraCode[] = []
    if (wanted.smooth !== applied?.smooth || wanted.whiten !== applied.whiten) {
      codes.push(
        engine.setBeautyEffectOptions(
          wanted.smooth > 0 || wanted.whiten > 0,
          {
            lighteningContrastLevel: NORMAL_CONTRAST,
            lighteningLevel: wanted.whiten,
            smoothnessLevel: wanted.smooth,
            rednessLevel: REDNESS,
            sharpnessLevel: SHARPNESS,
          },
          source,
        ),
      )
    }
    if (wanted.lowLight !== applied?.lowLight) {
      codes.push(
        engine.setLowlightEnhanceOptions(wanted.lowLight, { mode: AUTO, level: HIGH_QUALITY }, source),
      )
    }
    if (wanted.denoise !== applied?.denoise) {
      codes.push(engine.setVideoDenoiserOptions(wanted.denoise, { mode: AUTO, level: HIGH_QUALITY }, source))
    }
    if (wanted.color !== applied?.color) {
      codes.push(
        engine.setColorEnhanceOptions(wanted.color, { strengthLevel: 0.5, skinProtectLevel: 1 }, source),
      )
    }
    if (wanted.background !== applied?.background) {
      codes.push(
        engine.enableVirtualBackground(
          wanted.background === 'blur',
          { background_source_type: BLUR, blur_degree: MEDIUM_BLUR },
          { modelType: AI_SEGMENTATION, greenCapacity: 0.5 },
          source,
        ),
      )
    }
    const refused = codes.find((code) => code !== 0)
    this.#applied.set(slot, refused === undefined ? wanted : null)
    return refused ?? 0
  }

  forget(): void {
    this.#applied.clear()
  }
}
