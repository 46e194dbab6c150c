import { useCallback, useEffect, useState } from 'react'

/** What `ask` answers (null until then, and what was there before while it is asked again), and a way to ask again. */
export function useLoaded<Value>(ask: () => Promise<Value | null>): {
  readonly value: Value | null
  readonly reload: () => void
} {
  const [loaded, setLoaded] = useState<{ readonly round: number; readonly value: Value } | null>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    let stale = false
    void ask().then((answer) => {
      if (!stale && answer !== null) setLoaded({ round, value: answer })
    })
    return () => {
      stale = true
    }
  }, [ask, round])
  return { value: loaded?.value ?? null, reload: useCallback(() => setRound((n) => n + 1), []) }
}
