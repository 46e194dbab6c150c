import { useCallback, useEffect, useState } from 'react'

export type FoldedView = 'queue' | 'thread' | 'chat'

/** What a narrow screen shows; the device's own back gesture leaves a thread for the queue. */
export function useFoldedView(): readonly [FoldedView, (view: FoldedView) => void] {
  const [view, setView] = useState<FoldedView>('queue')
  useEffect(() => {
    const onBack = (): void => setView((now) => (now === 'thread' ? 'queue' : now))
    window.addEventListener('popstate', onBack)
    return () => window.removeEventListener('popstate', onBack)
  }, [])
  const show = useCallback((next: FoldedView) => {
    setView((now) => {
      if (next === 'thread' && now !== 'thread') history.pushState({ thread: true }, '')
      return next
    })
  }, [])
  return [view, show]
}
