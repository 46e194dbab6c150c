import { useMediaQuery } from '@mantine/hooks'
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { Item } from '#shared/domain/run-sheet/item.ts'
import type { ItemPace } from '#shared/domain/run-sheet/pace.ts'
import { usePace } from '#renderer/session-client/use-pace.ts'
import { usePointerFreeze } from '#renderer/ui/use-pointer-freeze.ts'
import { useReorder } from '#renderer/ui/use-reorder.ts'
import { useStudioKeys } from '#renderer/ui/use-studio-keys.ts'
import { filterRows, holdOrder, moveHeld } from './hold-order.ts'
import classes from './run-sheet.module.css'
import { NarrowRow, WideRow } from './SheetRow.tsx'
import { nameOf, type SheetActions } from './use-sheet-actions.ts'

const HEIGHT_PX = { narrow: 72, wide: 64, touch: 96 } as const

interface SheetListProps {
  readonly sheet: readonly Item[]
  readonly actions: SheetActions
  /** Across the whole window instead of in a column. */
  readonly wide: boolean
  readonly filter: string
  readonly onEdit: (item: Item) => void
}

/**
 * The sheet as rows that stay where they are under the pointer. Alt+↑/↓ selects, Alt+Ctrl+↑/↓ moves what is selected,
 * Enter on it puts it on air; dragging moves too.
 */
export function SheetList({ sheet, actions, wide, filter, onEdit }: SheetListProps) {
  const { t } = useTranslation('runSheet')
  const pace = usePace()
  const scroller = useRef<HTMLDivElement>(null)
  const freeze = usePointerFreeze()
  const [held, setHeld] = useState<readonly Item[] | null>(null)
  if (freeze.frozen && held === null) setHeld(sheet)
  if (!freeze.frozen && held !== null) setHeld(null)
  const [selectedId, setSelectedId] = useState<string | null>(null)

  const rows = filterRows(holdOrder(held, sheet), filter)
  const indexOf = (itemId: string | null): number => rows.findIndex(({ item }) => item.itemId === itemId)
  const selected = indexOf(selectedId)
  const paceById = new Map(pace?.items.map((one) => [one.itemId, one]))
  const onAirId = pace?.onAir?.itemId ?? null

  /** Takes the place of the row at `to`, wherever that one stands by now. */
  const moveTo = (from: number, to: number): void => {
    const [item, target] = [rows[from]?.item, rows[to]?.item]
    if (!item || !target) return
    const toIndex = sheet.findIndex(({ itemId }) => itemId === target.itemId)
    if (toIndex < 0) return
    if (held !== null) setHeld(moveHeld(held, item.itemId, target.itemId))
    void actions.move(item.itemId, toIndex).then((moved) => {
      if (!moved) freeze.release()
    })
  }
  const { rowProps, dragged } = useReorder(rows.length, moveTo, { byKeys: false })

  const touch = useMediaQuery('(pointer: coarse)', false, { getInitialValueInEffect: false })
  const height = HEIGHT_PX[touch ? 'touch' : wide ? 'wide' : 'narrow']
  // oxlint-disable-next-line react/incompatible-library -- nothing memoised hangs on the virtualiser's functions
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.item.itemId ?? index,
    overscan: 6,
    // What has the focus or is being dragged keeps its element when it is scrolled out of sight.
    rangeExtractor: (range: Range) =>
      [...new Set([...defaultRangeExtractor(range), selected, dragged ?? -1])]
        .filter((index) => index >= 0 && index < rows.length)
        .toSorted((a, b) => a - b),
  })

  const showOnAir = useEffectEvent((asked: boolean) => {
    const index = indexOf(onAirId)
    if (index >= 0 && (asked || !freeze.frozen)) virtualizer.scrollToIndex(index, { align: 'center' })
  })
  useEffect(() => {
    if (onAirId !== null) showOnAir(false)
  }, [onAirId])
  const finding = filter.trim() !== ''
  useEffect(() => {
    if (!finding) showOnAir(true)
  }, [finding])

  const select = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))]
    if (!row) return
    setSelectedId(row.item.itemId)
    virtualizer.scrollToIndex(indexOf(row.item.itemId), { align: 'auto' })
  }
  const focusSelected = useEffectEvent(() => {
    scroller.current?.querySelector<HTMLElement>('[data-selected]')?.focus({ preventScroll: true })
  })
  useEffect(() => {
    if (selectedId !== null) focusSelected()
  }, [selectedId])
  const from = selected < 0 ? indexOf(onAirId) : selected
  const home = (): Element | null => scroller.current
  useStudioKeys([
    { keys: 'alt+ArrowDown', home, repeats: true, run: () => select(from + 1) },
    { keys: 'alt+ArrowUp', home, repeats: true, run: () => select(from < 0 ? 0 : from - 1) },
    { keys: 'alt+ctrl+ArrowDown', home, repeats: true, run: () => moveTo(selected, selected + 1) },
    { keys: 'alt+ctrl+ArrowUp', home, repeats: true, run: () => moveTo(selected, selected - 1) },
  ])
  const onRowKey = (event: KeyboardEvent<HTMLElement>, item: Item): void => {
    if (event.target !== event.currentTarget) return
    if (event.code === 'Enter' || event.code === 'NumpadEnter') {
      event.preventDefault()
      if (!event.repeat) void actions.take(item.itemId)
    } else if (event.code === 'Escape') {
      setSelectedId(null)
      event.currentTarget.blur()
    } else if (event.code === 'F2') {
      event.preventDefault()
      onEdit(item)
    }
  }

  // What one does to the list oneself is meant to be seen at once, under the pointer too.
  const own: SheetActions = {
    ...actions,
    remove: async (item) => {
      const removed = await actions.remove(item)
      if (removed) setHeld((before) => before?.filter(({ itemId }) => itemId !== item.itemId) ?? null)
      return removed
    },
    duplicate: (item) => {
      freeze.release()
      return actions.duplicate(item)
    },
  }

  const Row = wide ? WideRow : NarrowRow
  return (
    <div ref={scroller} className={classes.scroller} {...freeze.handlers}>
      <ol className={classes.rows} style={{ height: virtualizer.getTotalSize() }} aria-label={t('title')}>
        {virtualizer.getVirtualItems().map(({ key, index, start }) => {
          const row = rows[index]
          if (!row) return null
          const { item, gone } = row
          const itemPace = paceById.get(item.itemId) ?? unpaced(item)
          return (
            <li
              key={key}
              className={classes.row}
              data-wide={wide || undefined}
              data-progress={itemPace.progress}
              data-selected={item.itemId === selectedId || undefined}
              data-gone={gone || undefined}
              aria-current={itemPace.progress === 'onAir'}
              aria-label={nameOf(item)}
              tabIndex={item.itemId === selectedId ? 0 : -1}
              style={{ height, transform: `translateY(${start}px)` }}
              {...(!finding && !gone ? rowProps(index) : {})}
              onFocus={(event) => {
                if (event.target === event.currentTarget) setSelectedId(item.itemId)
              }}
              onDoubleClick={(event) => {
                if (event.target instanceof Element && !event.target.closest('button')) onEdit(item)
              }}
              onKeyDown={(event) => onRowKey(event, item)}
            >
              <span className={classes.colour} data-colour={item.colour ?? undefined} />
              <Row
                item={item}
                pace={itemPace}
                gone={gone}
                actions={own}
                onAir={itemPace.progress === 'onAir'}
                first={index === 0}
                last={index === rows.length - 1}
                onEdit={() => onEdit(item)}
                onMove={(by) => moveTo(index, index + by)}
              />
            </li>
          )
        })}
      </ol>
    </div>
  )
}

/** An item that has been removed stands for a moment without a pace. */
const unpaced = ({ itemId, plannedMs }: Item): ItemPace => ({
  itemId,
  progress: 'passed',
  plannedMs,
  actualMs: 0,
  overMs: null,
})
