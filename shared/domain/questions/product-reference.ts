import { normaliseText } from './normalise-text.ts'

/** `link`: the numbered item of the run-sheet; `onAir`: the item being shown when the message was written. */
export type ProductReference = { kind: 'link'; number: number } | { kind: 'onAir' }

/** The product that `text` points at, or null when it names none. */
export function productReference(text: string): ProductReference | null {
  const plain = normaliseText(text)
  const match = /(\d{1,3})号?链|链接(\d{1,3})|(\d{1,3})号|#(\d{1,3})|(?:link|item|number) ?(\d{1,3})/.exec(
    plain,
  )
  const number = match?.slice(1).find((part) => part !== undefined)
  if (number !== undefined) return { kind: 'link', number: Number(number) }
  return /这个|这款|身上|this one/.test(plain) ? { kind: 'onAir' } : null
}
