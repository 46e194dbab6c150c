import { Button } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { useEffect, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import type { EnhancementDesk } from './enhancement-desk.ts'

/** Shows the pictures without enhancement for as long as it is held, by pointer or by the space or enter key. */
export function OriginalButton({ desk, disabled }: { desk: EnhancementDesk; disabled: boolean }) {
  const { t } = useTranslation('enhancement')
  const original = useStore(desk.store, (state) => state.original)
  // Closed while held, the pictures must not stay bare.
  useEffect(() => () => desk.showOriginal(false), [desk])

  const letGo = (): void => desk.showOriginal(false)
  const press = (event: PointerEvent<HTMLButtonElement>): void => {
    if (event.button !== 0) return
    // Let go beside the button it ends as well.
    event.currentTarget.setPointerCapture(event.pointerId)
    desk.showOriginal(true)
  }
  const pressKey = (event: KeyboardEvent): void => {
    if (event.key !== ' ' && event.key !== 'Enter') return
    event.preventDefault()
    desk.showOriginal(true)
  }
  return (
    <Button
      variant="default"
      leftSection={<IconEye size={18} stroke={1.5} aria-hidden />}
      aria-pressed={original}
      disabled={disabled && !original}
      onPointerDown={press}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onLostPointerCapture={letGo}
      onKeyDown={pressKey}
      onKeyUp={letGo}
      onBlur={letGo}
      onContextMenu={(event) => event.preventDefault()}
    >
      {t('original')}
    </Button>
  )
}
