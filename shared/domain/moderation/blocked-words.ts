/** Folds case, full-width forms and white space, so that "Ｖ Ｘ" does not slip past a blocked "vx". */
export const foldForMatching = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, '')

/** True when the text holds any of the blocked words (already folded with `foldForMatching`). */
export function holdsBlockedWord(text: string, foldedWords: readonly string[]): boolean {
  if (foldedWords.length === 0) return false
  const folded = foldForMatching(text)
  return foldedWords.some((word) => folded.includes(word))
}
