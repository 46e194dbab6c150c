import { useEffect } from 'react'

/** Keeps the display awake while `active`; asks again when the page comes back to the front. */
export function useWakeLock(active: boolean): void {
  useEffect(() => {
    if (!active || !('wakeLock' in navigator)) return
    let lock: WakeLockSentinel | null = null
    let over = false
    const acquire = async (): Promise<void> => {
      try {
        const acquired = await navigator.wakeLock.request('screen')
        if (over) await acquired.release()
        else lock = acquired
      } catch {
        // A power saver may refuse; the show goes on with a display that may dim.
      }
    }
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') void acquire()
    }
    void acquire()
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      over = true
      document.removeEventListener('visibilitychange', onVisible)
      void lock?.release().catch(() => undefined)
    }
  }, [active])
}
