import { z } from 'zod'
import type { OutputStats } from '../media-state.ts'
import type { FlowSample } from './flow-watch.ts'

const outboundSchema = z.object({
  type: z.literal('outbound-rtp'),
  kind: z.enum(['audio', 'video']),
  bytesSent: z.number(),
  framesSent: z.number().optional(),
  framesPerSecond: z.number().optional(),
  qualityLimitationReason: z.enum(['none', 'cpu', 'bandwidth', 'other']).optional(),
  active: z.boolean().optional(),
})
const remoteInboundSchema = z.object({
  type: z.literal('remote-inbound-rtp'),
  kind: z.enum(['audio', 'video']),
  timestamp: z.number(),
  roundTripTime: z.number().optional(),
  fractionLost: z.number().optional(),
})
const pairSchema = z.object({
  type: z.literal('candidate-pair'),
  id: z.string(),
  nominated: z.boolean().optional(),
  currentRoundTripTime: z.number().optional(),
  availableOutgoingBitrate: z.number().optional(),
  responsesReceived: z.number().optional(),
})
const transportSchema = z.object({
  type: z.literal('transport'),
  selectedCandidatePairId: z.string().optional(),
})
const entrySchema = z.discriminatedUnion('type', [
  outboundSchema,
  remoteInboundSchema,
  pairSchema,
  transportSchema,
])
type Entry = z.infer<typeof entrySchema>

/** What one reading of a connection's statistics holds that matters here. */
export interface SenderReading {
  readonly flow: FlowSample
  readonly audioBytes: number
  readonly framesPerSecond: number
  readonly roundTripMs: number | null
  readonly packetLoss: number | null
  readonly limitedBy: NonNullable<OutputStats['limitedBy']> | null
  readonly availableKbps: number | null
}

/** Reads `getStats` (webrtc-stats); entries of other kinds, or of a shape we do not know, are left out. */
export function readSender(
  report: { forEach(callback: (value: unknown) => void): void },
  atMs: number,
): SenderReading {
  const entries: Entry[] = []
  report.forEach((value) => {
    const parsed = entrySchema.safeParse(value)
    if (parsed.success) entries.push(parsed.data)
  })
  const outbound = entries.filter((entry) => entry.type === 'outbound-rtp')
  const video = outbound.filter(({ kind }) => kind === 'video')
  const audio = outbound.filter(({ kind }) => kind === 'audio')
  const remote = entries.filter((entry) => entry.type === 'remote-inbound-rtp')
  const remoteVideo = remote.filter(({ kind }) => kind === 'video')
  const selected = entries.find((entry) => entry.type === 'transport')?.selectedCandidatePairId
  const pairs = entries.filter((entry) => entry.type === 'candidate-pair')
  const pair = pairs.find(({ id }) => id === selected) ?? pairs.find(({ nominated }) => nominated === true)
  const roundTrip = pair?.currentRoundTripTime ?? remoteVideo[0]?.roundTripTime
  const losses = remoteVideo.flatMap(({ fractionLost }) => (fractionLost === undefined ? [] : [fractionLost]))
  const available = pair?.availableOutgoingBitrate
  // Of all pairs: after an ICE restart another one is selected and counts from 0.
  const answers = pairs.flatMap(({ responsesReceived: count }) => (count === undefined ? [] : [count]))
  return {
    flow: {
      atMs,
      videoBytes: sum(video.map(({ bytesSent }) => bytesSent)),
      videoFrames: sum(video.map(({ framesSent }) => framesSent ?? 0)),
      reportedAt:
        remoteVideo.length === 0 ? null : Math.max(...remoteVideo.map(({ timestamp }) => timestamp)),
      pathAnswers: answers.length === 0 ? null : sum(answers),
    },
    audioBytes: sum(audio.map(({ bytesSent }) => bytesSent)),
    framesPerSecond: Math.max(0, ...video.map(({ framesPerSecond }) => framesPerSecond ?? 0)),
    roundTripMs: roundTrip === undefined ? null : Math.round(roundTrip * 1000),
    packetLoss: losses.length === 0 ? null : Math.max(...losses),
    limitedBy:
      video.map(({ qualityLimitationReason }) => qualityLimitationReason).find((why) => why !== undefined) ??
      null,
    availableKbps: available === undefined ? null : Math.round(available / 1000),
  }
}

/** Rates between two readings. */
export function statsBetween(before: SenderReading, now: SenderReading): OutputStats {
  const seconds = Math.max(0.001, (now.flow.atMs - before.flow.atMs) / 1000)
  const kbps = (bytes: number): number => Math.max(0, Math.round((bytes * 8) / 1000 / seconds))
  return {
    videoKbps: kbps(now.flow.videoBytes - before.flow.videoBytes),
    audioKbps: kbps(now.audioBytes - before.audioBytes),
    framesPerSecond: Math.round(now.framesPerSecond),
    roundTripMs: now.roundTripMs,
    packetLoss: now.packetLoss,
    quality: null,
    ...(now.limitedBy === null ? {} : { limitedBy: now.limitedBy }),
    ...(now.availableKbps === null ? {} : { availableKbps: now.availableKbps }),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
