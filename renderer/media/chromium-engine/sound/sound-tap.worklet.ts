/** Passes what it hears on to the page, block by block, mixed to one channel. */

declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void
declare const currentFrame: number

/** One block of mono samples and its place on the context's clock. */
export interface TappedBlock {
  readonly frame: number
  readonly samples: Float32Array
}

class SoundTap extends AudioWorkletProcessor {
  process(inputs: Float32Array[][]): boolean {
    const [block] = inputs[0] ?? []
    if (block) this.port.postMessage({ frame: currentFrame, samples: block.slice() } satisfies TappedBlock)
    return true
  }
}

registerProcessor('sound-tap', SoundTap)
