import { useCallback, useEffect, useState } from 'react'

/** A value derived from this machine's clock, looked at twice a second; `read` must return a primitive. */
export function useDeviceTime<Value extends string | number | boolean | null>(
  read: (nowMs: number) => Value,
): Value {
  const [nowMs, setNowMs] = useState(() => Date.now())
  const tick = useCallback(() => setNowMs(Date.now()), [])
  useEffect(() => {
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [tick])
  return read(nowMs)
}
