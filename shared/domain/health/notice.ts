import type { HealthSample } from './health-sample.ts'

/** `info` stands in the dock alone; `attention` and `actNow` are also told under the title bar, without alarm. */
export type NoticeSeverity = 'info' | 'attention' | 'actNow'

/** Everything the studio may point out during a show; closed, so that screens have a sentence and an advice for each. */
export type NoticeKind =
  | 'pictureStopped'
  | 'pictureSlow'
  | 'framesSkipped'
  | 'recordingDrops'
  | 'cameraStalled'
  | 'outputFailed'
  | 'outputReconnecting'
  | 'outputThin'
  | 'packetLoss'
  | 'roundTrip'
  | 'linkPoor'
  | 'cpuHigh'
  | 'memoryLow'
  | 'diskLow'
  | 'diskAlmostFull'
  | 'soundSilent'
  | 'soundClipping'

export interface Notice {
  readonly kind: NoticeKind
  readonly severity: NoticeSeverity
  /** Which camera (its slot) or output (its id); null where there is one only. */
  readonly subject: string | null
}

interface Reading {
  readonly subject: string | null
  readonly value: number
}

/**
 * When a notice comes and goes. It comes once the value has been at `enter` or beyond for `enterAfter` samples in a
 * row, and goes once it has been at `leave` or on the good side of it for `leaveAfter` in a row; between the two levels
 * nothing changes, so noise around one of them cannot make it flicker. Samples are a second apart.
 */
export interface NoticeRule {
  readonly kind: NoticeKind
  readonly severity: NoticeSeverity
  readonly bad: 'above' | 'below'
  readonly enter: number
  readonly leave: number
  readonly enterAfter: number
  readonly leaveAfter: number
  /** What a sample says about it; what is unknown is left out. */
  readonly read: (sample: HealthSample) => readonly Reading[]
}

const one = (value: number | null | undefined): readonly Reading[] =>
  value === null || value === undefined ? [] : [{ subject: null, value }]

/** A level that is either there or not. */
const flag = (on: boolean): number => (on ? 1 : 0)

const ofOutputs =
  (value: (output: HealthSample['outputs'][number]) => number | null) =>
  (sample: HealthSample): readonly Reading[] =>
    sample.outputs.flatMap((output) => {
      const read = value(output)
      return read === null ? [] : [{ subject: output.id, value: read }]
    })

const MB = 1_000_000
const GB = 1_000 * MB

/** Most pressing first: the order in which notices are told. */
export const NOTICE_RULES: readonly NoticeRule[] = [
  {
    kind: 'pictureStopped',
    severity: 'actNow',
    bad: 'below',
    enter: 1,
    leave: 10,
    enterAfter: 3,
    leaveAfter: 3,
    read: ({ fps }) => one(fps),
  },
  {
    kind: 'outputFailed',
    severity: 'actNow',
    bad: 'above',
    enter: 1,
    leave: 0,
    enterAfter: 1,
    leaveAfter: 2,
    read: ofOutputs(({ status }) => flag(status === 'failed')),
  },
  {
    kind: 'diskAlmostFull',
    severity: 'actNow',
    bad: 'below',
    enter: 1 * GB,
    leave: 1.5 * GB,
    enterAfter: 2,
    leaveAfter: 5,
    read: ({ diskBytes }) => one(diskBytes),
  },
  {
    kind: 'outputReconnecting',
    severity: 'attention',
    bad: 'above',
    enter: 1,
    leave: 0,
    enterAfter: 2,
    leaveAfter: 3,
    read: ofOutputs(({ status }) => flag(status === 'reconnecting')),
  },
  {
    kind: 'soundSilent',
    severity: 'attention',
    bad: 'below',
    enter: -60,
    leave: -50,
    enterAfter: 15,
    leaveAfter: 1,
    read: ({ peakDb }) => one(peakDb),
  },
  {
    kind: 'cameraStalled',
    severity: 'attention',
    bad: 'below',
    enter: 2,
    leave: 8,
    enterAfter: 3,
    leaveAfter: 3,
    read: ({ cameras }) => cameras.map(({ slot, fps }) => ({ subject: String(slot), value: fps })),
  },
  {
    kind: 'pictureSlow',
    severity: 'attention',
    bad: 'below',
    enter: 22,
    leave: 25,
    enterAfter: 6,
    leaveAfter: 6,
    read: ({ fps }) => one(fps),
  },
  {
    kind: 'packetLoss',
    severity: 'attention',
    bad: 'above',
    enter: 0.05,
    leave: 0.02,
    enterAfter: 5,
    leaveAfter: 10,
    read: ofOutputs(({ loss }) => loss),
  },
  {
    kind: 'linkPoor',
    severity: 'attention',
    bad: 'above',
    enter: 4,
    leave: 3,
    enterAfter: 5,
    leaveAfter: 10,
    read: ofOutputs(({ quality }) => quality),
  },
  {
    kind: 'outputThin',
    severity: 'attention',
    bad: 'below',
    enter: 300,
    leave: 500,
    enterAfter: 8,
    leaveAfter: 8,
    // The local room has no rate of its own: nobody watching is no fault.
    read: ofOutputs(({ kind, status, kbps }) => (kind !== 'localRoom' && status === 'live' ? kbps : null)),
  },
  {
    kind: 'recordingDrops',
    severity: 'attention',
    bad: 'above',
    enter: 3,
    leave: 0,
    enterAfter: 5,
    leaveAfter: 8,
    read: ({ recording }) => one(recording?.dropped),
  },
  {
    kind: 'cpuHigh',
    severity: 'attention',
    bad: 'above',
    enter: 0.95,
    leave: 0.8,
    enterAfter: 10,
    leaveAfter: 10,
    read: ({ cpu }) => one(cpu),
  },
  {
    kind: 'memoryLow',
    severity: 'attention',
    bad: 'below',
    enter: 400 * MB,
    leave: 700 * MB,
    enterAfter: 5,
    leaveAfter: 10,
    read: ({ memory }) => one(memory?.freeBytes),
  },
  {
    kind: 'soundClipping',
    severity: 'info',
    bad: 'above',
    enter: -0.5,
    leave: -3,
    enterAfter: 3,
    leaveAfter: 6,
    read: ({ peakDb }) => one(peakDb),
  },
  {
    kind: 'roundTrip',
    severity: 'info',
    bad: 'above',
    enter: 400,
    leave: 250,
    enterAfter: 8,
    leaveAfter: 10,
    read: ofOutputs(({ roundTripMs }) => roundTripMs),
  },
  {
    kind: 'framesSkipped',
    severity: 'info',
    bad: 'above',
    enter: 3,
    leave: 1,
    enterAfter: 6,
    leaveAfter: 8,
    read: ({ skipped }) => one(skipped),
  },
  {
    kind: 'diskLow',
    severity: 'info',
    bad: 'below',
    enter: 5 * GB,
    leave: 6 * GB,
    enterAfter: 3,
    leaveAfter: 5,
    read: ({ diskBytes }) => one(diskBytes),
  },
]
