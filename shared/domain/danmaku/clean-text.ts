/**
 * Bidi marks, embeddings, overrides and isolates: they make a line read as something else than was written. With them
 * goes what shows nothing at all (zero-width space, word joiners, byte-order mark). The zero-width joiner stays: emoji
 * are made with it.
 */
const INVISIBLE = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{fff9}-\u{fffb}]/gu
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/gu
/** Text piled up with combining marks climbs over the lines beside it; no language needs more than these. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu

/** One line of text a screen can show: well-formed, without control or reordering characters, at most `max` UTF-16 units. */
export function cleanText(text: string, max: number): string {
  const oneLine = text
    // More than this is never shown; the rest need not be looked at.
    .slice(0, max * 8)
    .toWellFormed()
    .replaceAll(CONTROL, ' ')
    .replaceAll(INVISIBLE, '')
    .replaceAll(PILED_MARKS, '$1')
    .replaceAll(/\s+/gu, ' ')
    .trim()
  return cut(oneLine, max).trimEnd()
}

/** The beginning of a text, never half a character. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text
  const last = text.charCodeAt(max - 1)
  const splitsPair = last >= 0xd800 && last <= 0xdbff
  return text.slice(0, splitsPair ? max - 1 : max)
}

/** 32 bits of FNV-1a over UTF-16 units, as 8 hexadecimal digits: tells texts apart, keeps no secret. */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
