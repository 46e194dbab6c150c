import type { TFunction } from 'i18next'

import type { PreflightLine } from '#shared/domain/preflight/preflight-line.ts'
import { MEDIA_ERROR_KINDS } from '#renderer/media/media-error.ts'

/** One line of the pre-flight check as a sentence on its own: with the name of what it is about, where it has one. */
export function lineSentence(
  t: TFunction<['preflight', 'media']>,
  { reason, values }: PreflightLine,
): string {
  const kind = MEDIA_ERROR_KINDS.find((one) => one === values['problem'])
  const problem = kind ? t(`error.${kind}`, { ns: 'media' }) : ''
  const says = t(`say_${reason}`, { ...values, problem })
  const { name } = values
  return typeof name === 'string' ? `${name}: ${says}` : says
}
