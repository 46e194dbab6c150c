import { UnstyledButton } from '@mantine/core'
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'

import classes from './go-live.module.css'

/**
 * A button that must be held, by pointer, Space or Enter, for `holdMs` before it acts; letting go earlier does
 * nothing. A bar shows how far it is. Esc lets go.
 */
export function HoldButton(props: {
  holdMs: number
  disabled?: boolean
  onHeld: () => void
  children: ReactNode
}) {
  const { holdMs, disabled = false, onHeld, children } = props
  const [held, setHeld] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const letGo = useCallback(() => {
    clearTimeout(timer.current)
    setHeld(false)
  }, [])
  useEffect(() => letGo, [letGo])

  const press = (): void => {
    if (disabled || held) return
    setHeld(true)
    timer.current = setTimeout(() => {
      setHeld(false)
      onHeld()
    }, holdMs)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') return letGo()
    if (event.key !== ' ' && event.key !== 'Enter') return
    event.preventDefault()
    if (!event.repeat) press()
  }

  return (
    <UnstyledButton
      className={classes.hold}
      data-held={held || undefined}
      style={{ '--hold-ms': `${holdMs}ms` }}
      disabled={disabled}
      onPointerDown={(event) => {
        if (event.button === 0) press()
      }}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      onBlur={letGo}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
      onKeyUp={letGo}
    >
      <span className={classes.holdText}>{children}</span>
    </UnstyledButton>
  )
}
