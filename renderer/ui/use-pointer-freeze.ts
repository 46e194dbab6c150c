import { useCallback, useMemo, useRef, useState, type PointerEvent } from 'react'

/** How long a list stays as it is after a finger has left it: the tap's click comes after the finger is up. */
const AFTER_TOUCH_MS = 500

export interface PointerFreeze {
  /** True while a person is about to press something in the list: rows must stay where they are. */
  readonly frozen: boolean
  readonly handlers: {
    readonly onPointerMove: (event: PointerEvent) => void
    readonly onPointerLeave: (event: PointerEvent) => void
    readonly onPointerDown: (event: PointerEvent) => void
    readonly onPointerUp: (event: PointerEvent) => void
    readonly onPointerCancel: (event: PointerEvent) => void
  }
  /** Lets go until the pointer moves again: somebody who works by keys leaves the pointer lying anywhere. */
  readonly release: () => void
}

/** Whether a list is under the pointer, for lists in which nothing may jump away from it. */
export function usePointerFreeze(): PointerFreeze {
  const [frozen, setFrozen] = useState(false)
  const afterTouch = useRef<ReturnType<typeof setTimeout>>(undefined)
  const release = useCallback(() => setFrozen(false), [])
  const handlers = useMemo(() => {
    const letGo = (event: PointerEvent): void => {
      clearTimeout(afterTouch.current)
      if (event.pointerType === 'touch') afterTouch.current = setTimeout(release, AFTER_TOUCH_MS)
      else if (event.type === 'pointerleave') release()
    }
    return {
      onPointerMove: (event: PointerEvent) => {
        // A row that moves under a resting mouse makes a move event too, without movement.
        if (event.pointerType !== 'touch' && (event.movementX !== 0 || event.movementY !== 0)) setFrozen(true)
      },
      onPointerLeave: letGo,
      onPointerDown: () => {
        clearTimeout(afterTouch.current)
        setFrozen(true)
      },
      onPointerUp: letGo,
      onPointerCancel: letGo,
    }
  }, [release])
  return { frozen, handlers, release }
}
