import type { PixelSize } from '#shared/domain/scenes/layout.ts'
import { withStartBitrate } from '../local-room/start-bitrate.ts'

const AUDIO_BITRATE = 128_000
/** How much of the permitted bitrate a connection begins with; the estimator takes it from there. */
const START_SHARE = 0.5
const HD_PIXELS = 1280 * 720
const HD_KBPS = 3000
const LEAST_KBPS = 300
const MOST_KBPS = 12_000

/**
 * The video bitrate for a canvas when nobody asks for another, in kbit/s: 3 Mbit/s for 720p30, which keeps fabric
 * legible, and less than in proportion for larger pictures, because detail does not grow with the area.
 */
export function defaultVideoKbps({ width, height }: PixelSize): number {
  const kbps = HD_KBPS * ((width * height) / HD_PIXELS) ** 0.75
  return Math.round(Math.min(MOST_KBPS, Math.max(LEAST_KBPS, kbps)) / 50) * 50
}

/** A codec as `RTCRtpReceiver.getCapabilities` lists it. */
type Codec = Pick<RTCRtpCodec, 'mimeType'> & { readonly sdpFmtpLine?: string | undefined }

/**
 * Codecs in the order to offer them: H.264 constrained baseline first, which every server relays and every phone
 * decodes, then VP8, each with the helpers (rtx, red, ulpfec) behind. Others are not offered: a server that picks one
 * of them leaves most viewers without a picture.
 */
export function videoPreferences<Known extends Codec>(codecs: readonly Known[]): Known[] {
  const rank = ({ mimeType, sdpFmtpLine = '' }: Known): number => {
    switch (mimeType.toLowerCase()) {
      case 'video/h264':
        if (!sdpFmtpLine.includes('packetization-mode=1')) return -1
        return /profile-level-id=42e0/i.test(sdpFmtpLine)
          ? 0
          : /profile-level-id=42/i.test(sdpFmtpLine)
            ? 1
            : -1
      case 'video/vp8':
        return 2
      case 'video/rtx':
      case 'video/red':
      case 'video/ulpfec':
        return 3
      default:
        return -1
    }
  }
  return codecs.filter((codec) => rank(codec) >= 0).toSorted((a, b) => rank(a) - rank(b))
}

/**
 * What to encode. Simulcast gives the server a half and a quarter size beside the whole picture (RFC 9725 §4.8); the
 * small ones come first, as encoders fill up their bitrate in that order.
 */
export function sendEncodings(videoKbps: number, simulcast: boolean): RTCRtpEncodingParameters[] {
  const most = videoKbps * 1000
  if (!simulcast) return [{ maxBitrate: most, maxFramerate: 30 }]
  return [
    { rid: 'q', scaleResolutionDownBy: 4, maxBitrate: Math.round(most / 12), maxFramerate: 30 },
    { rid: 'h', scaleResolutionDownBy: 2, maxBitrate: Math.round(most / 4), maxFramerate: 30 },
    { rid: 'f', scaleResolutionDownBy: 1, maxBitrate: most, maxFramerate: 30 },
  ]
}

/**
 * Opus as a show needs it: stereo, 128 kbit/s, with forward error correction, without going silent between words
 * (RFC 7587 §6.1). A browser encodes as the other end asks, so this is written into the offer, for a server that
 * echoes it, and into the answer, for one that does not; every Opus decoder takes it.
 */
export function withShowOpus(sdp: string): string {
  const payload = /^a=rtpmap:(\d+) opus\//im.exec(sdp)?.[1]
  if (payload === undefined) return sdp
  const wanted: Readonly<Record<string, string>> = {
    stereo: '1',
    'sprop-stereo': '1',
    maxaveragebitrate: String(AUDIO_BITRATE),
    useinbandfec: '1',
    usedtx: '0',
  }
  const prefix = `a=fmtp:${payload} `
  const written = Object.entries(wanted).map(([name, value]) => `${name}=${value}`)
  if (!sdp.includes(`\n${prefix}`)) {
    return sdp.replace(
      new RegExp(`^(a=rtpmap:${payload} [^\\r\\n]*)`, 'm'),
      `$1\r\n${prefix}${written.join(';')}`,
    )
  }
  return sdp.replace(new RegExp(`^${prefix}([^\\r\\n]*)`, 'm'), (_line, given: string) => {
    const kept = given.split(';').filter((part) => !Object.hasOwn(wanted, part.split('=')[0]?.trim() ?? ''))
    return prefix + [...kept, ...written].join(';')
  })
}

/**
 * The answer as this browser should take it: how to encode sound, and with how much to begin. Blanks at the end of a
 * line, which some servers leave there, make Chromium refuse the whole.
 */
export const prepareAnswer = (sdp: string, videoKbps: number): string =>
  withShowOpus(
    withStartBitrate(
      sdp.replace(/[ \t]+$/gm, '').replace(/[ \t]+\r/g, '\r'),
      Math.round(videoKbps * START_SHARE),
    ),
  )

export interface SendingMedia {
  readonly video: MediaStreamTrack
  readonly audio: MediaStreamTrack
  readonly videoKbps: number
  readonly simulcast: boolean
}

/**
 * Makes a connection that sends the program, in one stream, as RFC 9725 §4.4.2 asks. Talking people over fabric:
 * when the path or the machine cannot follow, `balanced` gives up some sharpness and some smoothness in turn, since a
 * slide show costs the host's trust and a blur costs the goods' looks.
 */
export function createSendingPeer(
  configuration: RTCConfiguration,
  { video, audio, videoKbps, simulcast }: SendingMedia,
): RTCPeerConnection {
  const peer = new RTCPeerConnection(configuration)
  const streams = [new MediaStream([video, audio])]
  peer.addTransceiver(audio, {
    direction: 'sendonly',
    streams,
    sendEncodings: [{ maxBitrate: AUDIO_BITRATE }],
  })
  const transceiver = peer.addTransceiver(video, {
    direction: 'sendonly',
    streams,
    sendEncodings: sendEncodings(videoKbps, simulcast),
  })
  // What this browser can encode; what it can only decode is not listed here.
  const preferences = videoPreferences(RTCRtpSender.getCapabilities('video')?.codecs ?? [])
  if (preferences.length > 0) transceiver.setCodecPreferences(preferences)
  return peer
}

/**
 * After the answer: the trade-off under pressure, and, where the server took one size only, that the one is the whole
 * picture (the browser keeps the first, which is the smallest).
 */
export async function settleEncodings(peer: RTCPeerConnection, media: SendingMedia): Promise<void> {
  const sender = peer.getSenders().find(({ track }) => track?.kind === 'video')
  if (!sender) return
  const parameters = sender.getParameters()
  const [only, ...others] = parameters.encodings
  if (only && others.length === 0) {
    only.scaleResolutionDownBy = 1
    only.maxBitrate = media.videoKbps * 1000
  }
  await sender.setParameters({ ...parameters, degradationPreference: 'balanced' }).catch(() => undefined)
}
