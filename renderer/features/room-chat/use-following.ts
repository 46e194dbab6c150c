import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'

import type { RoomLine } from '#shared/protocol/down.ts'

/** This close to the end (px) counts as at the end. */
const END_PX = 24

export interface Following {
  readonly listRef: RefObject<HTMLDivElement | null>
  readonly onScroll: () => void
  /** The lines to draw: the latest, or those that stood there when the viewer began to scroll. */
  readonly shown: readonly RoomLine[]
  /** New lines since then; null while following. */
  readonly waiting: number | null
  readonly follow: () => void
}

/** Keeps the latest line in sight, and stands still as soon as the viewer scrolls back. */
export function useFollowing(lines: readonly RoomLine[]): Following {
  const listRef = useRef<HTMLDivElement>(null)
  const [frozen, setFrozen] = useState<readonly RoomLine[] | null>(null)
  const lastTop = useRef(0)

  const toEnd = useCallback(() => {
    const list = listRef.current
    if (!list) return
    list.scrollTop = list.scrollHeight
    lastTop.current = list.scrollTop
  }, [])

  // After every drawing: what was drawn may be a new line, or an old one that wraps anew.
  useLayoutEffect(() => {
    if (frozen === null) toEnd()
  })

  // The keyboard or another card takes room away without any scrolling by the viewer.
  useEffect(() => {
    if (frozen !== null || !listRef.current) return
    const observer = new ResizeObserver(toEnd)
    observer.observe(listRef.current)
    return () => observer.disconnect()
  }, [frozen, toEnd])

  const onScroll = useCallback(() => {
    const list = listRef.current
    if (!list) return
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight <= END_PX
    const wentBack = list.scrollTop < lastTop.current - 2
    lastTop.current = list.scrollTop
    if (atEnd) setFrozen(null)
    else if (wentBack) setFrozen((known) => known ?? lines)
  }, [lines])

  return {
    listRef,
    onScroll,
    shown: frozen ?? lines,
    waiting: frozen && linesAfter(lines, frozen.at(-1)?.danmakuId),
    follow: useCallback(() => setFrozen(null), []),
  }
}

/** How many lines came after the one with that id; all of them when it has been let go since. */
export function linesAfter(lines: readonly RoomLine[], danmakuId: string | undefined): number {
  return lines.length - 1 - lines.findLastIndex((line) => line.danmakuId === danmakuId)
}
