import { useTranslation } from 'react-i18next'

import type { SourceState } from '#renderer/media/media-state.ts'
import { useSecondsUntil } from '#renderer/ui/use-seconds-until.ts'

/** What keeps a source from working, in words, and what happens next; null when nothing does. */
export function useSourceProblem(source: SourceState): { text: string; hint: string } | null {
  const { t } = useTranslation(['devices', 'media'])
  const retryAtMs = source.status === 'failed' ? source.retryAtMs : null
  const seconds = useSecondsUntil(retryAtMs)
  if (source.status !== 'failed') return null
  return {
    text: t(source.error.messageKey, { ns: 'media' }),
    hint: retryAtMs === null ? t('waitsForPlug') : t('retryIn', { seconds }),
  }
}
