import { useEffect, useState } from 'react'

const FADE_MS = 200

/** Keeps a value that has gone in sight while it fades; a new value shows at once. */
export function useLingering<Value>(value: Value | null): { shown: Value | null; leaving: boolean } {
  const [last, setLast] = useState<Value | null>(value)
  if (value !== null && value !== last) setLast(value)
  useEffect(() => {
    if (value !== null) return
    const timer = setTimeout(() => setLast(null), FADE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return value === null ? { shown: last, leaving: true } : { shown: value, leaving: false }
}
