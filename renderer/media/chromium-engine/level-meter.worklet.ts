/** Measures loudness in the audio thread, so that no peak is missed however busy the page is. */

declare const sampleRate: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

const REPORT_SECONDS = 0.05
const BLOCK_FRAMES = 128

class LevelMeter extends AudioWorkletProcessor {
  #peak = 0
  #squares = 0
  #samples = 0
  #frames = 0

  process(inputs: Float32Array[][]): boolean {
    const channels = inputs[0] ?? []
    for (const channel of channels) {
      for (const sample of channel) {
        const size = Math.abs(sample)
        if (size > this.#peak) this.#peak = size
        this.#squares += sample * sample
      }
    }
    // Without input there are no channels, yet time passes: one render quantum.
    const frames = channels[0]?.length ?? BLOCK_FRAMES
    this.#frames += frames
    this.#samples += frames * Math.max(1, channels.length)
    if (this.#frames >= REPORT_SECONDS * sampleRate) {
      const rms = Math.sqrt(this.#squares / this.#samples)
      this.port.postMessage({ peak: this.#peak, rms, durationMs: (this.#frames / sampleRate) * 1000 })
      this.#peak = 0
      this.#squares = 0
      this.#samples = 0
      this.#frames = 0
    }
    return true
  }
}

registerProcessor('level-meter', LevelMeter)
