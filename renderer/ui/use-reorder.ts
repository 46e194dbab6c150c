import { useState, type DragEvent, type KeyboardEvent } from 'react'

/**
 * Reordering a list of rows by dragging, or with Alt+↑ and Alt+↓ on a row unless `byKeys` is off because the list has
 * keys of its own. `onMove` gets the row's new index. The row props go on each row; `over` is the row the dragged one
 * would take the place of. `dragged` is the row under way: a virtual list must not let go of its element meanwhile.
 */
export function useReorder(
  count: number,
  onMove: (from: number, to: number) => void,
  { byKeys = true } = {},
) {
  const [from, setFrom] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const stop = (): void => {
    setFrom(null)
    setOver(null)
  }
  const rowProps = (index: number) => ({
    draggable: true,
    'data-drop':
      from !== null && over === index && over !== from ? (over < from ? 'before' : 'after') : undefined,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = 'move'
      setFrom(index)
    },
    onDragOver: (event: DragEvent) => {
      if (from === null) return
      event.preventDefault()
      setOver(index)
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      if (from !== null && from !== index) onMove(from, index)
      stop()
    },
    onDragEnd: stop,
    onKeyDown: (event: KeyboardEvent) => {
      if (!byKeys || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
      event.preventDefault()
      event.stopPropagation()
      const to = index + (event.key === 'ArrowUp' ? -1 : 1)
      if (to >= 0 && to < count) onMove(index, to)
    },
  })
  return { rowProps, dragged: from }
}
