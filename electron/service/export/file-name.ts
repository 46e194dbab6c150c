import type { Review } from '#shared/domain/review/review.ts'
import type { ExportRequest } from '#shared/protocol/exports.ts'
import { dateText } from '../imports/sheet-out.ts'
import { wordsIn } from './words/words-in.ts'

const TITLE_MAX_CHARACTERS = 60

/**
 * What the file is called where it is saved: title, day, what it is. Without what some file system refuses, and
 * without marks of writing direction, behind which an ending can be hidden.
 */
export function exportFileName(
  { title, liveAtMs, createdAtMs }: Pick<Review['session'], 'title' | 'liveAtMs' | 'createdAtMs'>,
  { format, language, tables }: ExportRequest,
): string {
  const { fileNames, sheets } = wordsIn(language)
  const [only, ...others] = tables ?? []
  const isSingle = format === 'csv' && only !== undefined && others.length === 0
  const isEvents = format === 'jsonl' || format === 'parquet'
  const what = isSingle ? sheets[only] : isEvents ? fileNames.events : fileNames.review
  const day = dateText(liveAtMs ?? createdAtMs).slice(0, 10)
  return `${[plainName(title), day, what].filter((part) => part !== '').join(' ')}.${endingOf(format, isSingle)}`
}

function endingOf(format: ExportRequest['format'], isSingle: boolean): string {
  return format === 'csv' && !isSingle ? 'zip' : format
}

const plainName = (title: string): string =>
  Array.from(
    title
      .toWellFormed()
      .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\/:*?"<>|\uFFFD]+/gu, ' ')
      .replaceAll(/\s+/g, ' '),
  )
    .slice(0, TITLE_MAX_CHARACTERS)
    .join('')
    .replace(/^[\s.]+/, '')
    .trimEnd()

/** RFC 6266, with the name in UTF-8 by RFC 5987 and a plain one for whatever does not know that. */
export function attachment(fileName: string): string {
  const ending = fileName.slice(fileName.lastIndexOf('.'))
  const ascii = fileName
    .slice(0, -ending.length)
    .replaceAll(/[^\w -]+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const encoded = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii === '' ? 'review' : ascii}${ending}"; filename*=UTF-8''${encoded}`
}
