import { browserTimers } from '#renderer/timing/timers.ts'
import { toMediaError, type MediaError } from '../media-error.ts'
import { videoPreferences, withShowOpus } from './encoding.ts'
import { NOTHING_KNOWN, WhipSession } from './whip-client.ts'

/** `connected` false: the server answered, yet no path for pictures was found. */
export type WhipTest =
  | { readonly ok: true; readonly connected: boolean; readonly codec: string | null; readonly tookMs: number }
  | { readonly ok: false; readonly error: MediaError }

const CONNECT_WAIT_MS = 8000

/**
 * Goes through everything but the pictures: address, token, answer and path are tried, nothing is sent, and the session
 * is deleted at once. Never rejects.
 */
export async function testWhip(url: string, token: string | null): Promise<WhipTest> {
  const sinceMs = performance.now()
  const session = new WhipSession({
    url,
    token,
    known: NOTHING_KNOWN,
    fetch: (address, init) => fetch(address, init),
    timers: browserTimers,
    createPeer: (configuration) => {
      const peer = new RTCPeerConnection(configuration)
      const streams = [new MediaStream()]
      peer.addTransceiver('audio', { direction: 'sendonly', streams })
      const video = peer.addTransceiver('video', { direction: 'sendonly', streams })
      const preferences = videoPreferences(RTCRtpSender.getCapabilities('video')?.codecs ?? [])
      if (preferences.length > 0) video.setCodecPreferences(preferences)
      return peer
    },
    prepareOffer: withShowOpus,
    prepareAnswer: withShowOpus,
  })
  try {
    await session.open()
    const connected = await isConnected(session)
    const codec = codecOf(session.peer?.remoteDescription?.sdp ?? '')
    return { ok: true, connected, codec, tookMs: Math.round(performance.now() - sinceMs) }
  } catch (error) {
    return { ok: false, error: toMediaError(error, 'outputUnreachable') }
  } finally {
    await session.close()
  }
}

function isConnected({ peer }: WhipSession): Promise<boolean> {
  return new Promise((resolve) => {
    if (!peer) {
      resolve(false)
      return
    }
    const done = (connected: boolean): void => {
      cancel()
      peer.removeEventListener('connectionstatechange', look)
      resolve(connected)
    }
    const look = (): void => {
      if (peer.connectionState === 'connected') done(true)
      else if (peer.connectionState === 'failed' || peer.connectionState === 'closed') done(false)
    }
    const cancel = browserTimers.after(CONNECT_WAIT_MS, () => done(false))
    peer.addEventListener('connectionstatechange', look)
    look()
  })
}

/** The first codec of the video section of an answer: the one that will be sent. */
function codecOf(answer: string): string | null {
  const section = answer.split(/^m=/m).find((part) => part.startsWith('video')) ?? ''
  const payload = /^video \d+ \S+ (\d+)/.exec(section)?.[1]
  return (payload && new RegExp(`^a=rtpmap:${payload} ([^/\\r\\n]+)`, 'm').exec(section)?.[1]) ?? null
}
