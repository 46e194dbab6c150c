const CLOSING = /^[\p{Pe}\p{Pf},.!?;:，。！？；：、）」』】》…～%]$/u
const LATIN = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}'’_-]$/u
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/**
 * Cuts a text into lines no wider than `maxWidth` by `widthOf`. Chinese may break anywhere except before
 * closing punctuation, Latin words stay whole unless one alone is too wide. What is over `maxLines` is cut
 * with an ellipsis.
 */
export function wrapText(
  text: string,
  maxWidth: number,
  maxLines: number,
  widthOf: (text: string) => number,
): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of unbreakablePieces(text, (candidate) => widthOf(candidate) <= maxWidth)) {
    if (line === '' || widthOf((line + piece).trimEnd()) <= maxWidth) {
      line += line === '' ? piece.trimStart() : piece
      continue
    }
    lines.push(line.trimEnd())
    line = piece.trimStart()
    if (lines.length > maxLines) break
  }
  if (line.trimEnd() !== '') lines.push(line.trimEnd())
  return lines.length <= maxLines ? lines : ellipsed(lines.slice(0, maxLines), maxWidth, widthOf)
}

function ellipsed(lines: string[], maxWidth: number, widthOf: (text: string) => number): string[] {
  const last = [...graphemes.segment(lines.at(-1) ?? '')].map(({ segment }) => segment)
  while (last.length > 0 && widthOf(`${last.join('')}…`) > maxWidth) last.pop()
  return [...lines.slice(0, -1), `${last.join('').trimEnd()}…`]
}

function unbreakablePieces(text: string, fits: (piece: string) => boolean): string[] {
  const pieces: string[] = []
  let previous = ''
  for (const { segment } of graphemes.segment(text.replace(/\s+/gu, ' ').trim())) {
    const last = pieces.at(-1)
    const joins = CLOSING.test(segment) || (LATIN.test(segment) && LATIN.test(previous))
    if (last !== undefined && joins && fits(last + segment)) pieces[pieces.length - 1] = last + segment
    else pieces.push(segment)
    previous = segment
  }
  return pieces
}
