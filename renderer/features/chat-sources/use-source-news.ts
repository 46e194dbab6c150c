import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useSourceName } from '#renderer/ui/SourceHealthText.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { sourceNews } from './source-news.ts'

/** Tells a moderator when chat stops coming, and when a reply did not reach who asked. */
export function useSourceNews(): void {
  const { t } = useTranslation('chatSources')
  const nameOf = useSourceName()
  const client = useStaffClient()
  const { failed } = useToasts()
  useEffect(
    () =>
      client.store.subscribe((state, before) => {
        if (state.sources === before.sources) return
        for (const news of sourceNews(before.sources, state.sources)) {
          const source = nameOf(news.source)
          failed(
            news.kind === 'down' ? t('newsDown', { source }) : t('newsUnsent', { source, count: news.count }),
          )
        }
      }),
    [client, failed, nameOf, t],
  )
}
