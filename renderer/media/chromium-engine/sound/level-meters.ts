import type { AudioLevel } from '../../media-state.ts'
import levelMeterUrl from '../level-meter.worklet.ts?worker&url'

export const SILENCE: AudioLevel = { peakDb: -100, rmsDb: -100 }

/** One report of a meter: linear amplitudes over the last `durationMs` of sound. */
interface Report {
  readonly peak: number
  readonly rms: number
  readonly durationMs: number
}

/** Measures loudness at any number of places of the mix, in the audio thread. */
export class LevelMeters {
  readonly #context: AudioContext
  readonly #sink: AudioNode

  /** `sink` is where the meters' silence goes: being connected is what makes them run. */
  constructor(context: AudioContext, sink: AudioNode) {
    this.#context = context
    this.#sink = sink
  }

  /** Rejects where worklets cannot load. */
  async load(): Promise<void> {
    await this.#context.audioWorklet.addModule(levelMeterUrl)
  }

  add(node: AudioNode, onReport: (level: AudioLevel, report: Report) => void): void {
    if (this.#context.state === 'closed') return
    const meter = new AudioWorkletNode(this.#context, 'level-meter')
    meter.port.addEventListener('message', ({ data }: MessageEvent<Report>) => {
      onReport({ peakDb: toDb(data.peak), rmsDb: toDb(data.rms) }, data)
    })
    meter.port.start()
    node.connect(meter).connect(this.#sink)
  }
}

/** dBFS of a linear amplitude, not below -100. */
function toDb(amplitude: number): number {
  return Math.max(-100, 20 * Math.log10(amplitude))
}
