import { useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'

/** Whether the page is being put on paper; what is drawn then is all of it, since nobody scrolls paper. */
export function usePrinting(): boolean {
  return useSyncExternalStore(follow, isPrinting)
}

const isPrinting = (): boolean => matchMedia('print').matches

function follow(changed: () => void): () => void {
  const media = matchMedia('print')
  // The picture of the page is taken as soon as the listeners have run.
  const now = (): void => flushSync(changed)
  media.addEventListener('change', now)
  return () => media.removeEventListener('change', now)
}
