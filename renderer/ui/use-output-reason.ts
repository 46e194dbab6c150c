import { useTranslation } from 'react-i18next'

import type { MediaError } from '#renderer/media/media-error.ts'
import type { OutputKind } from '#renderer/media/media-state.ts'

/** What means something else, and wants something else done, where Agora is at the other end. */
const AGORA_REASONS = [
  'outputTokenRefused',
  'outputAddressWrong',
  'outputBusy',
  'outputUnreachable',
  'outputLost',
] as const

/** Why an output of this kind is in trouble, and what to do, as a sentence. */
export function useOutputReason(): (kind: OutputKind, error: MediaError) => string {
  const { t } = useTranslation('media')
  return (kind, error) => {
    const own = AGORA_REASONS.find((reason) => reason === error.kind)
    return own && (kind === 'agora' || kind === 'cdn') ? t(`${kind}.${own}`) : t(error.messageKey)
  }
}
