import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import { useSignalingSource } from '#renderer/chat-sources/signaling-context.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'

/** Says when a reply did not reach the channel: the asker has not seen it. */
export function useUnsentReplies(): void {
  const { t } = useTranslation('chatSources')
  const source = useSignalingSource()
  const { failed } = useToasts()
  useEffect(() => {
    const words = { tooMany: t('replyTooMany'), notConnected: t('replyNotConnected') }
    return source.onUnsent(({ name, reason, detail }) =>
      failed(t('replyFailed', { name, reason: reason === 'failed' ? detail : words[reason] })),
    )
  }, [source, failed, t])
}
