import { useTranslation } from 'react-i18next'

import type { OutputState } from '#renderer/media/media-state.ts'
import { useOutputReason } from '#renderer/ui/use-output-reason.ts'

/** What a destination does now, as one sentence. `seconds` is how long until the next attempt. */
export function useOutputWords(): (output: OutputState, seconds: number) => string {
  const { t } = useTranslation(['outputs', 'media'])
  const reason = useOutputReason()
  return ({ kind, status, stats, attempt, retryAtMs, error }, seconds) => {
    switch (status) {
      case 'connecting':
        return retryAtMs === null ? t('connecting') : t('notConnected', { attempt, seconds })
      case 'live':
        // Of a push nothing is measured here: the channel's own servers make it.
        if (kind === 'cdn') return t('pushLive')
        return stats === null ? t('connecting') : words(stats)
      case 'reconnecting':
        return retryAtMs === null ? t('trying', { attempt }) : t('waiting', { attempt, seconds })
      case 'failed':
        return error === null ? t('error.unknown', { ns: 'media' }) : reason(kind, error)
      default:
        return status satisfies never
    }
  }

  function words(stats: NonNullable<OutputState['stats']>): string {
    const { roundTripMs, packetLoss, quality, limitedBy = 'none' } = stats
    return [
      t('live', { rate: t('mbps', { value: megabits(stats.videoKbps + stats.audioKbps) }) }),
      ...(roundTripMs === null ? [] : [t('roundTrip', { ms: roundTripMs })]),
      ...(packetLoss === null ? [] : [t('loss', { percent: percent(packetLoss) })]),
      ...(quality === null || quality === 0 ? [] : [t(`quality_${quality}`)]),
      ...(limitedBy === 'none' ? [] : [t(`limited_${limitedBy}`)]),
    ].join(' · ')
  }
}

const megabits = (kbps: number): string => (kbps / 1000).toFixed(1)
const percent = (fraction: number): string => (fraction * 100).toFixed(1)
