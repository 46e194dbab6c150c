import type { AgoraApi } from '#shared/protocol/agora.ts'
import type { Enhancement, EnhancementControl } from '../port.ts'
import { expectDone } from './codes.ts'

const OFF: Enhancement = {
  smooth: 0,
  whiten: 0,
  lowLight: false,
  denoise: false,
  color: false,
  background: 'none',
}

/** Beauty and repair of cameras 1 and 2; the SDK has no source value for the third and fourth. */
export class NativeEnhancement implements EnhancementControl {
  readonly cameraSlots = [1, 2] as const
  readonly #api: AgoraApi<HTMLElement>
  #wanted = OFF
  #original = false

  constructor(api: AgoraApi<HTMLElement>) {
    this.#api = api
  }

  async set(enhancement: Enhancement): Promise<void> {
    const clamp = (share: number) => Math.max(0, Math.min(1, share))
    this.#wanted = {
      ...enhancement,
      smooth: clamp(enhancement.smooth),
      whiten: clamp(enhancement.whiten),
    }
    if (!this.#original) this.#apply(this.#wanted)
  }

  async showOriginal(on: boolean): Promise<void> {
    this.#original = on
    this.#apply(on ? OFF : this.#wanted)
  }

  #apply(enhancement: Enhancement): void {
    for (const slot of this.cameraSlots) {
      expectDone(this.#api.enhance(slot, enhancement), `Enhancing camera ${slot}`, 'notSupported')
    }
  }
}
