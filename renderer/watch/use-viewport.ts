import { useLayoutEffect, useState, type RefObject } from 'react'

import { nextViewport, type Viewport } from './viewport.ts'

/**
 * Fits the page into what is visible above the on-screen keyboard, whether the browser shrinks the page for it
 * (`interactive-widget=resizes-content`) or lays it over (Safari). Writes `--visible-top`, `--visible-height` and
 * `--full-height` onto the element and returns whether the keyboard is open.
 */
export function useViewport(rootRef: RefObject<HTMLElement | null>): boolean {
  const [keyboardOpen, setKeyboardOpen] = useState(false)
  useLayoutEffect(() => {
    const view = window.visualViewport
    let known: Viewport | null = null
    const read = (): void => {
      const root = rootRef.current
      if (!root || !view) return
      // Pinching in is looking closer, not a smaller page.
      if (view.scale > 1.01) return
      const typing =
        document.activeElement instanceof HTMLTextAreaElement ||
        document.activeElement instanceof HTMLInputElement
      known = nextViewport(known, { width: view.width, visibleHeight: view.height, typing })
      root.style.setProperty('--visible-top', `${Math.round(view.offsetTop)}px`)
      root.style.setProperty('--visible-height', `${Math.round(view.height)}px`)
      root.style.setProperty('--full-height', `${Math.round(known.fullHeight)}px`)
      setKeyboardOpen(known.keyboardOpen)
    }
    read()
    view?.addEventListener('resize', read)
    view?.addEventListener('scroll', read)
    document.addEventListener('focusout', read)
    return () => {
      view?.removeEventListener('resize', read)
      view?.removeEventListener('scroll', read)
      document.removeEventListener('focusout', read)
    }
  }, [rootRef])
  return keyboardOpen
}
