import { stepDuck, UNDUCKED } from './duck-envelope.ts'

/**
 * Turns its first input (the music) down while its second (the microphones) carries a voice. It runs in the audio
 * thread, so that the music gives way in time however busy the page is.
 */

declare const sampleRate: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

const BLOCK_FRAMES = 128

class Ducker extends AudioWorkletProcessor {
  #envelope = UNDUCKED
  #gain = 1

  static get parameterDescriptors() {
    return [{ name: 'depthDb', defaultValue: 0, minValue: 0, maxValue: 60, automationRate: 'k-rate' }]
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][], parameters: Record<string, Float32Array>) {
    const [music = [], voices = []] = inputs
    const [output = []] = outputs
    const frames = output[0]?.length ?? BLOCK_FRAMES
    this.#envelope = stepDuck(
      this.#envelope,
      meanDb(voices),
      parameters['depthDb']?.[0] ?? 0,
      (frames / sampleRate) * 1000,
    )
    const from = this.#gain
    const to = 10 ** (-this.#envelope.reductionDb / 20)
    this.#gain = to
    output.forEach((channel, index) => {
      // A mono file is heard on both sides.
      const source = music[Math.min(index, music.length - 1)]
      if (!source) return
      for (let frame = 0; frame < frames; frame += 1) {
        channel[frame] = (source[frame] ?? 0) * (from + ((to - from) * (frame + 1)) / frames)
      }
    })
    return true
  }
}

/** Mean loudness of the louder channel, dBFS. */
function meanDb(channels: readonly Float32Array[]): number {
  let loudest = 0
  for (const channel of channels) {
    let squares = 0
    for (const sample of channel) squares += sample * sample
    loudest = Math.max(loudest, squares / channel.length)
  }
  return loudest === 0 ? -Infinity : 10 * Math.log10(loudest)
}

registerProcessor('ducker', Ducker)
