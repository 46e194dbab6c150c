import { z } from 'zod'
import type { Signal } from '#shared/protocol/signal.ts'

const inboundVideo = z.object({
  type: z.literal('inbound-rtp'),
  kind: z.literal('video'),
  framesDecoded: z.number(),
})

/** The viewer's end of one attempt: answers the host's offers and collects the tracks. */
export class RoomConnection {
  readonly attemptId: string
  readonly stream = new MediaStream()
  readonly #peer = new RTCPeerConnection({ bundlePolicy: 'max-bundle' })
  readonly #send: (signal: Signal) => void
  #queue: Promise<void> = Promise.resolve()
  #earlyCandidates: RTCIceCandidateInit[] = []

  constructor(
    attemptId: string,
    send: (signal: Signal) => void,
    on: { readonly track: () => void; readonly failed: () => void },
  ) {
    this.attemptId = attemptId
    this.#send = send
    this.#peer.addEventListener('track', ({ track }) => {
      this.stream.addTrack(track)
      on.track()
    })
    this.#peer.addEventListener('icecandidate', ({ candidate }) => {
      if (!candidate?.candidate) return
      const { sdpMid, sdpMLineIndex } = candidate
      send({ kind: 'candidate', attemptId, candidate: candidate.candidate, sdpMid, sdpMLineIndex })
    })
    this.#peer.addEventListener('connectionstatechange', () => {
      if (this.#peer.connectionState === 'failed') on.failed()
    })
  }

  /** Answers an offer; a later one restarts ICE on the same connection. Rejects if it makes no sense. */
  answer(sdp: string): Promise<void> {
    const work = this.#queue.then(async () => {
      await this.#peer.setRemoteDescription({ type: 'offer', sdp })
      await this.#peer.setLocalDescription()
      const { attemptId } = this
      this.#send({ kind: 'answer', attemptId, sdp: this.#peer.localDescription?.sdp ?? '' })
      const early = this.#earlyCandidates
      this.#earlyCandidates = []
      for (const candidate of early) await this.#peer.addIceCandidate(candidate).catch(() => undefined)
    })
    this.#queue = work.catch(() => undefined)
    return work
  }

  addCandidate(candidate: RTCIceCandidateInit): void {
    if (this.#peer.remoteDescription === null) this.#earlyCandidates.push(candidate)
    else void this.#peer.addIceCandidate(candidate).catch(() => undefined)
  }

  /** Pictures decoded since the connection began. */
  async framesDecoded(): Promise<number> {
    let frames = 0
    const report = await this.#peer.getStats()
    report.forEach((value: unknown) => {
      const parsed = inboundVideo.safeParse(value)
      if (parsed.success) frames += parsed.data.framesDecoded
    })
    return frames
  }

  close(): void {
    this.#peer.close()
    for (const track of this.stream.getTracks()) track.stop()
  }
}
