import { useHotkeys } from '@mantine/hooks'
import { useEffect } from 'react'

export interface StudioKey {
  /** Physical keys in Mantine's spelling: `J`, `shift+Slash`, `mod+F`, `Digit1`. */
  readonly keys: string
  readonly run: (event: KeyboardEvent) => void
  /** Holding the key repeats it. Off for everything that acts, so that a heavy finger acts once. */
  readonly repeats?: boolean
  /** Also while a field has the focus (for keys with a modifier). */
  readonly inFields?: boolean
  /** Where the key belongs: it also works while the dialog around this is the one in front. */
  readonly home?: () => Element | null
}

/**
 * The keys of a screen, by their place on the keyboard. Silent while an input method composes, while a field,
 * menu or dialog has the focus, and when an element closer to the focus has used the key itself.
 */
export function useStudioKeys(keys: readonly StudioKey[]): void {
  useEffect(watchFocus, [])
  useHotkeys(
    keys.map(({ keys: spelling, run, repeats = false, inFields = false, home }) => [
      spelling,
      (event) => {
        if (event.defaultPrevented || isComposing(event) || isTakenByDialog(event, home?.() ?? null)) return
        if (!inFields && isInField(event)) return
        if (isForControl(event)) return
        event.preventDefault()
        if (repeats || !event.repeat) run(event)
      },
      { usePhysicalKeys: true, preventDefault: false },
    ]),
    [],
    true,
  )
}

/** `keyCode` 229 is how browsers mark keys an input method has taken where `isComposing` is not yet set. */
export function isComposing(event: KeyboardEvent): boolean {
  // oxlint-disable-next-line typescript/no-deprecated -- Safari ends a composition before its last keydown
  return event.isComposing || event.keyCode === 229
}

const FIELDS = 'input, textarea, select, [contenteditable=""], [contenteditable="true"]'
const TAKES_KEYS = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'

const isInField = (event: KeyboardEvent): boolean =>
  event.target instanceof Element && event.target.closest(FIELDS) !== null

/** Enter and Space work the button that was reached by keyboard; one merely clicked earlier does not hold on to them. */
const isForControl = (event: KeyboardEvent): boolean =>
  reachedByTab &&
  ['Enter', 'NumpadEnter', 'Space'].includes(event.code) &&
  event.target instanceof Element &&
  event.target.closest('button, a[href], [role="button"], [role="tab"], [role="slider"], summary') !== null

/**
 * How people move about on this page: by Tab since they last pressed the pointer. `:focus-visible` does not tell, since
 * Chromium lets a clicked button match it from the first key on.
 */
let reachedByTab = false
let watchers = 0
const onKey = (event: KeyboardEvent): void => {
  if (event.code === 'Tab') reachedByTab = true
}
const onPointer = (): void => {
  reachedByTab = false
}

function watchFocus(): () => void {
  if (watchers === 0) {
    addEventListener('keydown', onKey, true)
    addEventListener('pointerdown', onPointer, true)
  }
  watchers += 1
  return () => {
    watchers -= 1
    if (watchers > 0) return
    removeEventListener('keydown', onKey, true)
    removeEventListener('pointerdown', onPointer, true)
  }
}

/** A modal dialog takes all keys but its own, even when a click has left the focus outside of it. */
function isTakenByDialog(event: KeyboardEvent, home: Element | null): boolean {
  const front = [...document.querySelectorAll('[aria-modal="true"]')].at(-1)
  if (front && !front.contains(home)) return true
  const taker = event.target instanceof Element ? event.target.closest(TAKES_KEYS) : null
  return taker !== null && !(home !== null && taker.contains(home))
}
