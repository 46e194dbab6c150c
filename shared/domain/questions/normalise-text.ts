/** `text` with width, case, surrounding space and long repetitions folded away. */
export function normaliseText(text: string): string {
  return text
    .slice(0, 500)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/(\D)\1{2,}/gu, '$1')
    .trim()
}
