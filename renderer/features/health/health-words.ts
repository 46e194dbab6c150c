import type { useTranslation } from 'react-i18next'

import type { HealthSample, OutputSample } from '#shared/domain/health/health-sample.ts'
import type { TimedSample } from './health-monitor.ts'

type Translate = ReturnType<typeof useTranslation<'health'>>['t']

/** One figure of the dock: where it comes from, how it is written, and what height its line is drawn against. */
export interface Figure {
  readonly name:
    | 'frameRate'
    | 'renderTime'
    | 'skipped'
    | 'bitrate'
    | 'roundTrip'
    | 'loss'
    | 'linkQuality'
    | 'sound'
    | 'cpu'
    | 'memory'
  readonly read: (sample: HealthSample) => number | null
  readonly write: (value: number, t: Translate) => string
  /** What stands at the top at least, so that small noise is drawn small. */
  readonly top: number
  readonly bottom: number
}

const GB = 1_000_000_000

const ofOutputs = (
  sample: HealthSample,
  value: (output: OutputSample) => number | null,
  join: (values: readonly number[]) => number,
): number | null => {
  const values = sample.outputs.map(value).filter((one) => one !== null)
  return values.length === 0 ? null : join(values)
}
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const worst = (values: readonly number[]): number => Math.max(...values)

export const FIGURES: readonly Figure[] = [
  {
    name: 'frameRate',
    read: ({ fps }) => fps,
    write: (fps, t) => t('fps', { fps: Math.round(fps) }),
    top: 33,
    bottom: 0,
  },
  {
    name: 'renderTime',
    read: ({ renderMs }) => renderMs,
    write: (ms, t) => t('ms', { ms: ms.toFixed(1) }),
    top: 33,
    bottom: 0,
  },
  {
    name: 'skipped',
    read: ({ skipped, recording }) => skipped + (recording?.dropped ?? 0),
    write: (count, t) => t('perSecond', { count }),
    top: 10,
    bottom: 0,
  },
  {
    name: 'bitrate',
    read: (sample) => ofOutputs(sample, ({ kbps }) => kbps, sum),
    write: (kbps, t) => t('mbps', { mbps: (kbps / 1_000).toFixed(1) }),
    top: 4_000,
    bottom: 0,
  },
  {
    name: 'roundTrip',
    read: (sample) => ofOutputs(sample, ({ roundTripMs }) => roundTripMs, worst),
    write: (ms, t) => t('ms', { ms: Math.round(ms) }),
    top: 300,
    bottom: 0,
  },
  {
    name: 'loss',
    read: (sample) => ofOutputs(sample, ({ loss }) => loss, worst),
    write: (loss, t) => t('percent', { percent: (loss * 100).toFixed(1) }),
    top: 0.1,
    bottom: 0,
  },
  {
    name: 'linkQuality',
    read: (sample) => ofOutputs(sample, ({ quality }) => (quality === 0 ? null : quality), worst),
    write: (quality, t) => t(`quality_${QUALITIES.find((one) => one === quality) ?? 0}`),
    top: 6,
    bottom: 1,
  },
  {
    name: 'sound',
    read: ({ peakDb }) => peakDb,
    write: (db, t) => (db <= -99 ? t('silence') : t('db', { db: Math.round(db) })),
    top: 0,
    bottom: -60,
  },
  {
    name: 'cpu',
    read: ({ cpu }) => cpu,
    write: (load, t) => t('percent', { percent: Math.round(load * 100) }),
    top: 1,
    bottom: 0,
  },
  {
    name: 'memory',
    read: ({ memory }) => memory?.usedBytes ?? null,
    write: (bytes, t) => t('gb', { gb: (bytes / GB).toFixed(1) }),
    top: 4 * GB,
    bottom: 0,
  },
]
const QUALITIES = [0, 1, 2, 3, 4, 5, 6] as const

/** How long the disk lasts at the rate of the recording in this window, in minutes; null when nothing is recorded. */
export function diskMinutesLeft(samples: readonly TimedSample[]): number | null {
  const written = samples.filter(({ sample }) => sample.recording !== null)
  const [first, last] = [written[0], written.at(-1)]
  const free = samples.at(-1)?.sample.diskBytes ?? null
  if (!first?.sample.recording || !last?.sample.recording || free === null) return null
  const bytes = last.sample.recording.bytes - first.sample.recording.bytes
  const ms = last.atMs - first.atMs
  return bytes <= 0 || ms <= 0 ? null : Math.floor(free / (bytes / ms) / 60_000)
}
