import { useEffect, useRef } from 'react'

import type { AudioLevel } from '#renderer/media/media-state.ts'
import classes from './LevelMeter.module.css'
import { heldDb, holdPeak, METER_FLOOR_DB, meterFraction, type HeldPeak } from './peak-hold.ts'

/** Screen readers are told twice a second; the eye twenty times. */
const SPOKEN_EVERY_MS = 500

/**
 * A loudness bar with peak hold. It draws past React, because levels never rest; `subscribe` must be stable and
 * returns its unsubscribe function.
 */
export function LevelMeter(props: {
  label: string
  subscribe: (listener: (level: AudioLevel) => void) => () => void
  /** Dims the bar: the sound is measured but not heard. */
  muted?: boolean
}) {
  const { label, subscribe, muted = false } = props
  const meter = useRef<HTMLDivElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  const peak = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let held: HeldPeak = { db: -100, atMs: 0 }
    let spokenAtMs = 0
    return subscribe((level) => {
      const nowMs = performance.now()
      held = holdPeak(held, level.peakDb, nowMs)
      const heldNowDb = heldDb(held, nowMs)
      const cover = 1 - meterFraction(level.rmsDb)
      if (bar.current) bar.current.style.transform = `scaleX(${cover.toFixed(3)})`
      if (peak.current) {
        peak.current.style.left = `${(meterFraction(heldNowDb) * 100).toFixed(1)}%`
        peak.current.style.visibility = heldNowDb <= METER_FLOOR_DB ? 'hidden' : 'visible'
      }
      if (meter.current && nowMs - spokenAtMs > SPOKEN_EVERY_MS) {
        spokenAtMs = nowMs
        meter.current.ariaValueNow = String(Math.round(Math.max(METER_FLOOR_DB, level.peakDb)))
        meter.current.toggleAttribute('data-clipping', heldNowDb > -1)
      }
    })
  }, [subscribe])

  return (
    <div
      ref={meter}
      className={classes.meter}
      data-muted={muted || undefined}
      role="meter"
      aria-label={label}
      aria-valuemin={METER_FLOOR_DB}
      aria-valuemax={0}
      aria-valuenow={METER_FLOOR_DB}
    >
      <div ref={bar} className={classes.cover} />
      <div ref={peak} className={classes.peak} />
    </div>
  )
}
