import {
  RTCPeerConnection,
  useH264,
  useNACK,
  useOPUS,
  usePLI,
  useSdesMid,
  useSdesRTPStreamId,
  useVP8,
  MediaStreamTrack,
} from 'werift'
import { MediaRecorder } from 'werift/nonstandard'

const PLI_EVERY_MS = 2000
/** One of pictures and one of sound. */
const TRACKS_RECORDED = 2

interface WhipPeerOptions {
  readonly codec: 'H264' | 'VP8'
  readonly simulcast: boolean
  readonly recordTo: string | null
}

/** The receiving end of one session: a WebRTC implementation this project did not write, which counts what arrives. */
export class WhipPeer {
  readonly #connection: RTCPeerConnection
  readonly #offer: string
  readonly #timers: ReturnType<typeof setInterval>[] = []
  readonly #tracks: MediaStreamTrack[] = []
  #recorder: MediaRecorder | null = null
  #deaf = false
  packets = { audio: 0, video: 0 }
  /** The sizes of the picture that arrive, by name; empty without simulcast. */
  readonly layers = new Set<string>()

  constructor(offer: string, { codec, simulcast, recordTo }: WhipPeerOptions) {
    this.#offer = simulcast ? offer : offer.replace(/^a=(?:rid|simulcast):.*\r\n/gm, '')
    const video = codec === 'H264' ? useH264() : useVP8()
    video.rtcpFeedback = [useNACK(), usePLI()]
    this.#connection = new RTCPeerConnection({
      codecs: { video: [video], audio: [useOPUS()] },
      headerExtensions: { video: [useSdesMid(), useSdesRTPStreamId()], audio: [useSdesMid()] },
      iceServers: [],
      iceUseIpv6: false,
      iceFilterStunResponse: () => !this.#deaf,
    })
    if (recordTo !== null)
      this.#recorder = new MediaRecorder({
        path: recordTo,
        numOfTracks: TRACKS_RECORDED,
        disableLipSync: true,
      })
    this.#connection.onTrack.subscribe((track) => this.#receive(track))
  }

  /** Answers the offer, with all candidates in the answer (RFC 9725 §4.3.2). */
  async answer(): Promise<string> {
    await this.#connection.setRemoteDescription({ type: 'offer', sdp: this.#offer })
    return this.#complete()
  }

  /** Takes new user name, password and candidates of the other end, and gives new ones of this (§4.3.3). */
  async restart(fragment: string): Promise<string> {
    this.#deaf = false
    const [ufrag, pwd] = ['ice-ufrag', 'ice-pwd'].map((name) =>
      new RegExp(`^a=${name}:(.*)$`, 'm').exec(fragment)?.[1]?.trim(),
    )
    const candidates = fragment.split(/\r?\n/).filter((line) => line.startsWith('a=candidate:'))
    const offer = this.#offer
      .split('\r\n')
      .filter((line) => !line.startsWith('a=candidate:') && line !== 'a=end-of-candidates')
      .flatMap((line) => {
        if (line.startsWith('a=ice-ufrag:')) return [`a=ice-ufrag:${ufrag}`]
        if (line.startsWith('a=ice-pwd:')) return [`a=ice-pwd:${pwd}`, ...candidates]
        return [line]
      })
      .join('\r\n')
    await this.#connection.setRemoteDescription({ type: 'offer', sdp: offer })
    const answer = await this.#complete()
    const wanted = /^a=(ice-ufrag|ice-pwd|candidate|end-of-candidates)/
    const first = answer.split(/^m=/m).slice(0, 2).join('m=').split('\r\n')
    return `${first.filter((line) => wanted.test(line)).join('\r\n')}\r\n`
  }

  async addCandidates(fragment: string): Promise<void> {
    for (const line of fragment.split(/\r?\n/).filter((text) => text.startsWith('a=candidate:'))) {
      await this.#connection.addIceCandidate({ candidate: line.slice(2), sdpMid: '0', sdpMLineIndex: 0 })
    }
  }

  /** The path goes dead without a word, as when a cable is pulled. */
  goDeaf(): void {
    this.#deaf = true
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    await this.#recorder?.stop().catch(() => undefined)
    await this.#connection.close()
  }

  async #complete(): Promise<string> {
    await this.#connection.setLocalDescription(await this.#connection.createAnswer())
    if (this.#connection.iceGatheringState !== 'complete') {
      await this.#connection.iceGatheringStateChange.watch((state) => state === 'complete')
    }
    return this.#connection.localDescription?.sdp ?? ''
  }

  #receive(track: MediaStreamTrack): void {
    this.#tracks.push(track)
    track.onReceiveRtp.subscribe(() => {
      if (this.#deaf) return
      if (track.rid !== undefined) this.layers.add(track.rid)
      this.packets[track.kind === 'audio' ? 'audio' : 'video'] += 1
    })
    if (track.kind === 'video') {
      track.onReceiveRtp.once(() => this.#askForPicture(track))
    }
    if (this.#recorder && this.#tracks.length === TRACKS_RECORDED) void this.#record(this.#recorder)
  }

  /**
   * The recorder listens only once its file is open, which may be in the middle of a frame, and takes the tail of a whole
   * picture for a whole picture, without what is needed to decode it. So it hears copies of the tracks, which begin once
   * it listens, the one of the pictures with the first packet after the end of a frame.
   */
  async #record(recorder: MediaRecorder): Promise<void> {
    const copies = this.#tracks.map(
      ({ kind, codec }) => new MediaStreamTrack({ kind, ...(codec && { codec }) }),
    )
    for (const copy of copies) await recorder.addTrack(copy)
    for (const [index, copy] of copies.entries()) {
      const track = this.#tracks[index]
      let whole = copy.kind === 'audio'
      track?.onReceiveRtp.subscribe((packet) => {
        if (whole) copy.onReceiveRtp.execute(packet)
        whole ||= packet.header.marker
      })
      track?.onReceiveRtcp.subscribe((report) => copy.onReceiveRtcp.execute(report))
    }
  }

  /** A recording can begin with a whole picture only. */
  #askForPicture(track: MediaStreamTrack): void {
    const receiver = this.#connection.getReceivers().find((candidate) => candidate.tracks.includes(track))
    const ask = (): void => {
      if (receiver && track.ssrc !== undefined) void receiver.sendRtcpPLI(track.ssrc)
    }
    ask()
    this.#timers.push(setInterval(ask, PLI_EVERY_MS))
  }
}
