import type { PixelSize } from '#shared/domain/scenes/layout.ts'
import { browserTimers } from '#renderer/timing/timers.ts'
import {
  createSendingPeer,
  defaultVideoKbps,
  prepareAnswer,
  settleEncodings,
  withShowOpus,
  type SendingMedia,
} from './encoding.ts'
import { WhipPublisher } from './whip-publisher.ts'
import type { WhipState } from './whip-state.ts'

interface WhipOutputOptions {
  readonly url: string
  readonly bearerToken: string | null
  readonly maxVideoKbps?: number | undefined
  readonly simulcast?: boolean | undefined
  readonly video: MediaStreamTrack
  readonly audio: MediaStreamTrack
  readonly canvas: PixelSize
  readonly onChange: (state: WhipState) => void
}

export interface WhipOutput {
  readonly retryNow: () => void
  /** Never rejects; calling it again is harmless. */
  readonly stop: () => Promise<void>
}

/** A publisher at work in this page, with its own copies of the tracks, so that their hints concern nobody else. */
export function openWhip(options: WhipOutputOptions): WhipOutput {
  const video = options.video.clone()
  const audio = options.audio.clone()
  // People who talk and move, not slides: smoothness is to be kept as well as sharpness.
  video.contentHint = 'motion'
  const media: SendingMedia = {
    video,
    audio,
    videoKbps: options.maxVideoKbps ?? defaultVideoKbps(options.canvas),
    simulcast: options.simulcast ?? false,
  }
  const publisher = new WhipPublisher({
    url: options.url,
    token: options.bearerToken,
    fetch: (url, init) => fetch(url, init),
    timers: browserTimers,
    random: Math.random,
    createSender: (configuration) => {
      const peer = createSendingPeer(configuration, media)
      return { peer, answered: () => settleEncodings(peer, media) }
    },
    prepareOffer: withShowOpus,
    prepareAnswer: (sdp) => prepareAnswer(sdp, media.videoKbps),
    onLeave: (listener) => {
      addEventListener('pagehide', listener)
      return () => removeEventListener('pagehide', listener)
    },
    onChange: options.onChange,
  })
  publisher.start()
  return {
    retryNow: () => publisher.retryNow(),
    stop: async () => {
      await publisher.stop()
      video.stop()
      audio.stop()
    },
  }
}
