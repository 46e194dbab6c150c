import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import type { SourceHealth } from '#shared/protocol/down.ts'

/** What a chat source is called on the screens. */
export function useSourceName(): (source: string) => string {
  const { t } = useTranslation('chatSources')
  return useCallback(
    (source) => {
      if (source === 'room' || source === 'rehearsal' || source === 'agora') return t(`source_${source}`)
      return t('source_other', { source })
    },
    [t],
  )
}

/** How a chat source fares, in one line; `problem` in words stands beside it where there is room. */
export function SourceHealthText({ health }: { health: SourceHealth }) {
  const { t } = useTranslation('chatSources')
  const parts = [t(`state_${health.state}`), t('perMinute', { count: health.perMinute })]
  if (health.online !== null) parts.push(t('onlineCount', { count: health.online }))
  if (health.dropped > 0) parts.push(t('droppedCount', { count: health.dropped }))
  if (health.unsentReplies > 0) parts.push(t('unsentCount', { count: health.unsentReplies }))
  return parts.join(' · ')
}
