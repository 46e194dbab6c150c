import { normaliseText } from '#shared/domain/questions/normalise-text.ts'
import { REPLY_VARIABLES } from '#shared/domain/replies/canned-reply.ts'

/** Whether `sent` is `written` with its variables filled in. Blanks and punctuation do not count. */
export function saysTheSame(written: string, sent: string): boolean {
  if (normaliseText(written) === normaliseText(sent)) return true
  const pieces = written.split(VARIABLE)
  if (pieces.length === 1) return false
  const words = pieces.map(squeezed)
  return (
    words.some((word) => word !== '') && new RegExp(`^${words.join('.{0,80}?')}$`, 'u').test(squeezed(sent))
  )
}

const VARIABLE = new RegExp(`\\{\\s*(?:${REPLY_VARIABLES.join('|')})\\s*\\}`, 'u')

/** Letters and digits alone. */
const squeezed = (text: string): string =>
  text
    .replaceAll('{viewer}', '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase()
