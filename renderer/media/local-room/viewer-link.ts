import type { Signal } from '#shared/protocol/signal.ts'
import { withStartBitrate } from './start-bitrate.ts'

interface ViewerLinkOptions {
  readonly attemptId: string
  readonly video: MediaStreamTrack
  readonly audio: MediaStreamTrack
  readonly maxVideoKbps: number
  readonly send: (signal: Signal) => void
  readonly onChange: () => void
  /** The connection is beyond repair; the viewer will join anew. */
  readonly onDead: () => void
}

const AUDIO_BITRATE = 96_000
/** How much of the permitted bitrate a connection begins with: a local network carries it, or soon says no. */
const START_SHARE = 0.6
/** Phones change cells and access points: a short break mends itself. */
const RESTART_AFTER_MS = 2000
const GIVE_UP_AFTER_MS = 15_000

/** The host's end of one viewer's connection: offers, takes the answer, restarts ICE when the path breaks. */
export class ViewerLink {
  readonly #options: ViewerLinkOptions
  readonly #peer: RTCPeerConnection
  #earlyCandidates: RTCIceCandidateInit[] = []
  #orphaned = false
  #restartTimer: ReturnType<typeof setTimeout> | undefined
  #giveUpTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: ViewerLinkOptions) {
    this.#options = options
    const peer = new RTCPeerConnection({ bundlePolicy: 'max-bundle' })
    this.#peer = peer
    peer.addEventListener('negotiationneeded', () => void this.#offer())
    peer.addEventListener('icecandidate', ({ candidate }) => this.#sendCandidate(candidate))
    peer.addEventListener('connectionstatechange', this.#watch)
    const video = peer.addTransceiver(options.video, {
      direction: 'sendonly',
      sendEncodings: [{ maxBitrate: options.maxVideoKbps * 1000, maxFramerate: 30 }],
    })
    video.setCodecPreferences(hardwareFriendly(RTCRtpReceiver.getCapabilities('video')?.codecs ?? []))
    peer.addTransceiver(options.audio, {
      direction: 'sendonly',
      sendEncodings: [{ maxBitrate: AUDIO_BITRATE }],
    })
    this.#armGiveUp()
  }

  get connected(): boolean {
    return this.#peer.connectionState === 'connected'
  }

  /** Takes what the viewer says; what belongs to an earlier attempt is ignored. */
  async handle(signal: Extract<Signal, { kind: 'answer' | 'candidate' }>): Promise<void> {
    if (signal.attemptId !== this.#options.attemptId) return
    if (signal.kind === 'candidate') {
      const { candidate, sdpMid, sdpMLineIndex } = signal
      const init = { candidate, sdpMid, sdpMLineIndex }
      if (this.#peer.remoteDescription === null) this.#earlyCandidates.push(init)
      else await this.#addCandidate(init)
      return
    }
    if (this.#peer.signalingState !== 'have-local-offer') return
    try {
      const startKbps = Math.round(this.#options.maxVideoKbps * START_SHARE)
      await this.#peer.setRemoteDescription({ type: 'answer', sdp: withStartBitrate(signal.sdp, startKbps) })
    } catch {
      this.#options.onDead()
      return
    }
    const early = this.#earlyCandidates
    this.#earlyCandidates = []
    for (const candidate of early) await this.#addCandidate(candidate)
  }

  /**
   * The viewer can no longer be reached by signals. Media that still flows goes on; once it breaks nothing can
   * mend it any more.
   */
  orphan(): void {
    this.#orphaned = true
    if (!this.connected) this.#options.onDead()
  }

  close(): void {
    clearTimeout(this.#restartTimer)
    clearTimeout(this.#giveUpTimer)
    this.#peer.removeEventListener('connectionstatechange', this.#watch)
    this.#peer.close()
  }

  async #offer(): Promise<void> {
    try {
      await this.#peer.setLocalDescription()
    } catch {
      if (this.#peer.signalingState !== 'closed') this.#options.onDead()
      return
    }
    const { attemptId, send } = this.#options
    send({ kind: 'offer', attemptId, sdp: this.#peer.localDescription?.sdp ?? '' })
  }

  #sendCandidate(candidate: RTCIceCandidate | null): void {
    if (!candidate?.candidate) return
    const { sdpMid, sdpMLineIndex } = candidate
    const { attemptId, send } = this.#options
    send({ kind: 'candidate', attemptId, candidate: candidate.candidate, sdpMid, sdpMLineIndex })
  }

  /** A candidate that cannot be used is one path less, not a failure. */
  async #addCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    await this.#peer.addIceCandidate(candidate).catch(() => undefined)
  }

  #watch = () => {
    clearTimeout(this.#restartTimer)
    if (this.#orphaned && !this.connected) {
      this.#options.onDead()
      return
    }
    switch (this.#peer.connectionState) {
      case 'connected':
        clearTimeout(this.#giveUpTimer)
        this.#giveUpTimer = undefined
        break
      case 'disconnected':
        this.#armGiveUp()
        this.#restartTimer = setTimeout(() => this.#peer.restartIce(), RESTART_AFTER_MS)
        break
      case 'failed':
        this.#armGiveUp()
        this.#peer.restartIce()
        break
      case 'new':
      case 'connecting':
      case 'closed':
        break
      default:
        throw new Error(`Unknown state ${String(this.#peer.connectionState satisfies never)}`)
    }
    this.#options.onChange()
  }

  #armGiveUp(): void {
    this.#giveUpTimer ??= setTimeout(() => this.#options.onDead(), GIVE_UP_AFTER_MS)
  }
}

/** H.264 first: every phone decodes it in hardware, and most studio PCs encode it so. */
function hardwareFriendly(codecs: readonly RTCRtpCodec[]): RTCRtpCodec[] {
  const isH264 = (codec: RTCRtpCodec) => codec.mimeType.toLowerCase() === 'video/h264'
  return [...codecs.filter(isH264), ...codecs.filter((codec) => !isH264(codec))]
}
