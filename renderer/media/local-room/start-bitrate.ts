const VIDEO_CODEC = /^a=rtpmap:(\d+) (?:H264|VP8|VP9|AV1)\//i

/**
 * Writes into an answer with how much the sender should begin. Chromium otherwise starts at 300 kbit/s and
 * shows a viewer in the same room a tiny picture for the first quarter of a minute. There is no API for it;
 * the `x-google-start-bitrate` parameter of the remote description is read by every Chromium.
 */
export function withStartBitrate(answerSdp: string, kbps: number): string {
  const parameter = `x-google-start-bitrate=${kbps}`
  const lines = answerSdp.split('\r\n')
  const described = new Set(lines.flatMap((line) => /^a=fmtp:(\d+) /.exec(line)?.[1] ?? []))
  const codecs = new Set(lines.flatMap((line) => VIDEO_CODEC.exec(line)?.[1] ?? []))
  return lines
    .flatMap((line) => {
      const payload = /^a=fmtp:(\d+) /.exec(line)?.[1]
      if (payload !== undefined && codecs.has(payload)) return [`${line};${parameter}`]
      const mapped = VIDEO_CODEC.exec(line)?.[1]
      if (mapped !== undefined && !described.has(mapped)) return [line, `a=fmtp:${mapped} ${parameter}`]
      return [line]
    })
    .join('\r\n')
}
