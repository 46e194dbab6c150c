import { useTranslation } from 'react-i18next'

import type { SourceState } from '#renderer/media/media-state.ts'
import { useDeviceTime } from './use-device-time.ts'

/** What keeps a source from working, in words, and what happens next; null when nothing does. */
export function useSourceProblem(source: SourceState): { text: string; hint: string } | null {
  const { t } = useTranslation(['devices', 'media'])
  const retryAtMs = source.status === 'failed' ? source.retryAtMs : null
  const seconds = useDeviceTime((nowMs) =>
    retryAtMs === null ? null : Math.max(0, Math.ceil((retryAtMs - nowMs) / 1000)),
  )
  if (source.status !== 'failed') return null
  return {
    text: t(source.error.messageKey, { ns: 'media' }),
    hint: seconds === null ? t('waitsForPlug') : t('retryIn', { seconds }),
  }
}
