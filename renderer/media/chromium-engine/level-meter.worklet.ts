/** Measures loudness in the audio thread, so that no peak is missed however busy the page is. */

declare const sampleRate: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

const REPORT_SECONDS = 0.05

class LevelMeter extends AudioWorkletProcessor {
  #peak = 0
  #squares = 0
  #count = 0

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
    const frames = channels[0]?.length ?? 128
    this.#count += frames * Math.max(1, channels.length)
    if (this.#count >= REPORT_SECONDS * sampleRate * Math.max(1, channels.length)) {
      this.port.postMessage([this.#peak, Math.sqrt(this.#squares / this.#count)])
      this.#peak = 0
      this.#squares = 0
      this.#count = 0
    }
    return true
  }
}

registerProcessor('level-meter', LevelMeter)
