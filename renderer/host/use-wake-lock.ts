import { useEffect, useState } from 'react'

/**
 * Keeps display and machine awake while `active`: by the desktop shell where there is one, else by the browser, which
 * is asked again when the page comes back to the front. True while it holds.
 */
export function useWakeLock(active: boolean): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (!active) return
    const { studio: shell } = window
    return shell ? holdByShell(shell.keepAwake, setHeld) : holdByBrowser(setHeld)
  }, [active])
  return active && held
}

type OnHeld = (held: boolean) => void

function holdByShell(keepAwake: (on: boolean) => Promise<boolean>, onHeld: OnHeld): () => void {
  void keepAwake(true).then(onHeld, () => onHeld(false))
  return () => {
    onHeld(false)
    void keepAwake(false).catch(() => undefined)
  }
}

function holdByBrowser(onHeld: OnHeld): () => void {
  if (!('wakeLock' in navigator)) return () => undefined
  let lock: WakeLockSentinel | null = null
  let over = false
  const acquire = async (): Promise<void> => {
    try {
      const acquired = await navigator.wakeLock.request('screen')
      if (over) return await acquired.release()
      lock = acquired
      onHeld(true)
      acquired.addEventListener('release', () => {
        if (lock === acquired) onHeld(false)
      })
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
    onHeld(false)
    void lock?.release().catch(() => undefined)
  }
}
