import type { ChatLine } from '#shared/protocol/down.ts'

/** One row of the chat feed: a line, or the place where `count` lines were left out under load. */
export type ChatRow =
  | { readonly kind: 'line'; readonly key: string; readonly line: ChatLine }
  | { readonly kind: 'gap'; readonly key: string; readonly count: number }

/** Rows kept in the window; older ones are in the log and come back by search. */
const CHAT_ROWS_KEPT = 1_000

/** The feed with new lines at its end, oldest rows dropped, doubled lines (after a reconnect) left out. */
export function appendToFeed(
  rows: readonly ChatRow[],
  lines: readonly ChatLine[],
  skipped: number,
): readonly ChatRow[] {
  const lastSeq = lastSeqOf(rows)
  const fresh = lines
    .filter((line) => line.seq > lastSeq)
    .map((line): ChatRow => ({ kind: 'line', key: line.danmakuId, line }))
  if (fresh.length === 0 && skipped === 0) return rows
  return [...withGap(rows, lastSeq, skipped), ...fresh].slice(-CHAT_ROWS_KEPT)
}

/** Two gaps in a row are one, so that a long flood does not fill the feed with markers. */
function withGap(rows: readonly ChatRow[], lastSeq: number, skipped: number): readonly ChatRow[] {
  if (skipped === 0) return rows
  const last = rows.at(-1)
  const before = last?.kind === 'gap' ? last.count : 0
  const gap: ChatRow = { kind: 'gap', key: `gap-${lastSeq}`, count: before + skipped }
  return before > 0 ? [...rows.slice(0, -1), gap] : [...rows, gap]
}

function lastSeqOf(rows: readonly ChatRow[]): number {
  const last = rows.findLast((row) => row.kind === 'line')
  return last?.kind === 'line' ? last.line.seq : 0
}
