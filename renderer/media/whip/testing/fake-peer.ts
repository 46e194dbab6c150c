import type { WhipPeer } from '../whip-client.ts'

/** The session description of a sender with one bundle. */
export const offerSdp = (ufrag: string, candidates: readonly string[] = []): string =>
  [
    ...['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0 1'],
    ...[
      'm=audio 9 UDP/TLS/RTP/SAVPF 111',
      'c=IN IP4 0.0.0.0',
      `a=ice-ufrag:${ufrag}`,
      `a=ice-pwd:${ufrag}-password`,
    ],
    ...['a=mid:0', 'a=sendonly', 'a=rtpmap:111 opus/48000/2', 'a=fmtp:111 minptime=10;useinbandfec=1'],
    ...candidates.map((candidate) => `a=${candidate}`),
    ...[
      'm=video 9 UDP/TLS/RTP/SAVPF 96',
      'c=IN IP4 0.0.0.0',
      `a=ice-ufrag:${ufrag}`,
      `a=ice-pwd:${ufrag}-password`,
    ],
    ...['a=mid:1', 'a=sendonly', 'a=rtpmap:96 VP8/90000', ''],
  ].join('\r\n')

/** As much of a connection as a session needs: it gathers on demand, and sends what a test says. */
export class FakePeer implements WhipPeer {
  readonly configurations: RTCConfiguration[]
  readonly #listeners = new Map<string, Set<() => void>>()
  localDescription: { sdp: string } | null = null
  remoteDescription: { sdp: string } | null = null
  iceGatheringState: RTCIceGatheringState = 'new'
  connectionState: RTCPeerConnectionState = 'new'
  closed = false
  rollbacks = 0
  #restarts = 0
  #candidates: string[] = ['candidate:1 1 udp 1 192.0.2.1 50000 typ host']
  /** What was sent so far, and whether the other end reports. */
  sent = { bytes: 0, frames: 0 }
  reports: number | null = 1
  /** Sends 30 frames between two looks. */
  sending = true

  readonly #gathers: boolean

  constructor(configuration: RTCConfiguration, gathers: boolean) {
    this.#gathers = gathers
    this.configurations = [configuration]
  }

  async createOffer(options?: { iceRestart?: boolean }): Promise<{ sdp: string }> {
    if (options?.iceRestart === true) this.#restarts += 1
    return { sdp: offerSdp(`local${this.#restarts}`) }
  }

  async setLocalDescription({ type, sdp = '' }: { type: 'offer' | 'rollback'; sdp?: string }): Promise<void> {
    if (type === 'rollback') {
      this.rollbacks += 1
      return
    }
    this.localDescription = { sdp }
    this.iceGatheringState = 'gathering'
    this.#write()
    if (this.#gathers) this.endGathering()
  }

  async setRemoteDescription({ sdp }: { sdp: string }): Promise<void> {
    if (!sdp.includes('m=video')) throw new Error('no media in it')
    this.remoteDescription = { sdp }
    this.become('connected')
  }

  setConfiguration(configuration: RTCConfiguration): void {
    this.configurations.push(configuration)
  }

  async getStats() {
    if (this.sending) {
      this.sent.bytes += 100_000
      this.sent.frames += 30
      if (this.reports !== null) this.reports += 1
    }
    const { bytes, frames } = this.sent
    const entries: unknown[] = [
      { type: 'outbound-rtp', kind: 'video', bytesSent: bytes, framesSent: frames, framesPerSecond: 30 },
      { type: 'outbound-rtp', kind: 'audio', bytesSent: bytes / 10 },
      { type: 'transport', selectedCandidatePairId: 'p' },
      { type: 'candidate-pair', id: 'p', currentRoundTripTime: 0.038, availableOutgoingBitrate: 3_000_000 },
      { type: 'codec', id: 'c', mimeType: 'video/VP8' },
    ]
    if (this.reports !== null) {
      entries.push({
        type: 'remote-inbound-rtp',
        kind: 'video',
        timestamp: this.reports,
        fractionLost: 0.002,
      })
    }
    return { forEach: (callback: (value: unknown) => void) => entries.forEach((entry) => callback(entry)) }
  }

  close(): void {
    this.closed = true
    this.connectionState = 'closed'
  }

  addEventListener(type: string, listener: () => void): void {
    const known = this.#listeners.get(type) ?? new Set()
    this.#listeners.set(type, known.add(listener))
  }

  removeEventListener(type: string, listener: () => void): void {
    this.#listeners.get(type)?.delete(listener)
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state
    this.#tell('connectionstatechange')
  }

  /** A candidate found late, as from a slow STUN server. */
  find(candidate: string): void {
    this.#candidates.push(candidate)
    this.#write()
    this.#tell('icecandidate')
  }

  endGathering(): void {
    this.iceGatheringState = 'complete'
    this.#tell('icegatheringstatechange')
    this.#tell('icecandidate')
  }

  #write(): void {
    const ufrag = /^a=ice-ufrag:(.*)$/m.exec(this.localDescription?.sdp ?? '')?.[1]?.trim() ?? ''
    this.localDescription = { sdp: offerSdp(ufrag, this.#candidates) }
  }

  #tell(type: string): void {
    for (const listener of [...(this.#listeners.get(type) ?? [])]) listener()
  }
}
