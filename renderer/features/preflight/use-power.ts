import { useEffect, useState } from 'react'

/** Battery Status API; not in every browser, nor in TypeScript's library. */
interface Battery extends EventTarget {
  readonly charging: boolean
  readonly level: number
}
declare global {
  interface Navigator {
    readonly getBattery?: () => Promise<Battery>
  }
}

/** Mains or battery; null where the browser does not tell. A machine without a battery counts as charging. */
export function usePower(): { readonly charging: boolean; readonly level: number } | null {
  const [power, setPower] = useState<{ charging: boolean; level: number } | null>(null)
  useEffect(() => {
    let battery: Battery | null = null
    let over = false
    const read = (): void => {
      if (battery) setPower({ charging: battery.charging, level: battery.level })
    }
    const begin = async (): Promise<void> => {
      const found = await navigator.getBattery?.().catch(() => undefined)
      if (over || !found) return
      battery = found
      for (const event of EVENTS) battery.addEventListener(event, read)
      read()
    }
    void begin()
    return () => {
      over = true
      for (const event of EVENTS) battery?.removeEventListener(event, read)
    }
  }, [])
  return power
}

const EVENTS = ['chargingchange', 'levelchange'] as const
