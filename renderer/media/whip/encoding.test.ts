import { describe, expect, it } from 'vitest'
import { defaultVideoKbps, prepareAnswer, sendEncodings, videoPreferences, withShowOpus } from './encoding.ts'
import { offerSdp } from './testing/fake-peer.ts'

describe('the sound', () => {
  it('is stereo Opus at 128 kbit/s with error correction and without silence suppression', () => {
    const sdp = withShowOpus(offerSdp('u'))
    expect(/^a=fmtp:111 (.*)\r$/m.exec(sdp)?.[1]?.split(';')).toEqual([
      'minptime=10',
      ...['stereo=1', 'sprop-stereo=1', 'maxaveragebitrate=128000', 'useinbandfec=1', 'usedtx=0'],
    ])
    expect(withShowOpus(sdp)).toBe(sdp)
    const bare = offerSdp('u').replace(/a=fmtp:111.*\r\n/, '')
    expect(withShowOpus(bare)).toContain('a=rtpmap:111 opus/48000/2\r\na=fmtp:111 stereo=1;')
    expect(withShowOpus('v=0\r\nm=video 9 X 96\r\n')).toBe('v=0\r\nm=video 9 X 96\r\n')
  })
})

describe('the picture', () => {
  it('is offered as H.264 constrained baseline, then VP8, and as nothing else', () => {
    const h264 = (profile: string, mode: number) => ({
      mimeType: 'video/H264',
      sdpFmtpLine: `level-asymmetry-allowed=1;packetization-mode=${mode};profile-level-id=${profile}`,
    })
    const known = [
      { mimeType: 'video/VP8' },
      { mimeType: 'video/rtx' },
      { mimeType: 'video/VP9', sdpFmtpLine: 'profile-id=0' },
      h264('42001f', 1),
      h264('42e01f', 0),
      h264('42e01f', 1),
      h264('64001f', 1),
      { mimeType: 'video/AV1' },
    ]
    expect(videoPreferences(known)).toEqual([h264('42e01f', 1), h264('42001f', 1), known[0], known[1]])
  })

  it('gets a bitrate from the size of the canvas', () => {
    expect(defaultVideoKbps({ width: 720, height: 1280 })).toBe(3000)
    expect(defaultVideoKbps({ width: 1920, height: 1080 })).toBe(5500)
    expect(defaultVideoKbps({ width: 64, height: 64 })).toBe(300)
    expect(defaultVideoKbps({ width: 4096, height: 4096 })).toBe(12_000)
  })

  it('comes in one size, or in three of which the largest has the full bitrate', () => {
    expect(sendEncodings(3000, false)).toEqual([{ maxBitrate: 3_000_000, maxFramerate: 30 }])
    expect(
      sendEncodings(3000, true).map(({ rid, scaleResolutionDownBy }) => [rid, scaleResolutionDownBy]),
    ).toEqual([
      ['q', 4],
      ['h', 2],
      ['f', 1],
    ])
    expect(sendEncodings(3000, true).at(-1)?.maxBitrate).toBe(3_000_000)
  })
})

it('takes blanks off the ends of an answer’s lines', () => {
  const answer = offerSdp('u').replace('a=mid:1', 'a=simulcast:recv q;h;f \r\na=mid:1')
  expect(prepareAnswer(answer, 3000)).toContain('a=simulcast:recv q;h;f\r\n')
  expect(prepareAnswer(answer, 3000)).toContain('x-google-start-bitrate=1500')
})
