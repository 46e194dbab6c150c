/** What the browser says of its window at this moment, in CSS px. */
export interface ViewportReading {
  readonly width: number
  /** What is left above the on-screen keyboard. */
  readonly visibleHeight: number
  /** Whether a text field has the focus: without it nothing but the browser's own bars changes the height. */
  readonly typing: boolean
}

export interface Viewport {
  readonly width: number
  /** The height without a keyboard: the picture keeps it, so that nothing jumps when somebody starts to write. */
  readonly fullHeight: number
  readonly keyboardOpen: boolean
}

/** Browser bars that come and go take less than this; the lowest on-screen keyboards take more. */
const KEYBOARD_MIN_PX = 120

export function nextViewport(before: Viewport | null, now: ViewportReading): Viewport {
  const { width, visibleHeight, typing } = now
  const turned = before !== null && before.width !== width
  if (before === null || turned || !typing) {
    return { width, fullHeight: visibleHeight, keyboardOpen: false }
  }
  const fullHeight = Math.max(before.fullHeight, visibleHeight)
  return { width, fullHeight, keyboardOpen: fullHeight - visibleHeight >= KEYBOARD_MIN_PX }
}
