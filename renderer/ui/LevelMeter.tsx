import { useEffect, useRef, useState } from 'react'

import type { AudioLevel } from '#renderer/media/media-state.ts'
import classes from './LevelMeter.module.css'
import {
  CLIP_DB,
  CLIP_HOLD_MS,
  heldDb,
  holdPeak,
  METER_FLOOR_DB,
  meterFraction,
  type HeldPeak,
} from './peak-hold.ts'

/** Screen readers are told twice a second; the eye twenty times. */
const SPOKEN_EVERY_MS = 500

/** `over` marks the sound as too loud where the level itself does not tell: behind a limiter. */
export type MeterReading = AudioLevel & { readonly over?: boolean }

/**
 * A loudness bar with peak hold, and a mark for what was too loud, which stays until it is clicked or three seconds
 * have passed. It draws past React, because levels never rest; `subscribe` must be stable and returns its unsubscribe
 * function.
 */
export function LevelMeter(props: {
  label: string
  overLabel: string
  subscribe: (listener: (reading: MeterReading) => void) => () => void
  /** Dims the bar: the sound is measured but not heard. */
  muted?: boolean
}) {
  const { label, overLabel, subscribe, muted = false } = props
  const meter = useRef<HTMLDivElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  const peak = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState(false)

  useEffect(() => {
    let held: HeldPeak = { db: -100, atMs: 0 }
    let [spokenAtMs, overAtMs] = [0, -Infinity]
    return subscribe((reading) => {
      const nowMs = performance.now()
      held = holdPeak(held, reading.peakDb, nowMs)
      const heldNowDb = heldDb(held, nowMs)
      const cover = 1 - meterFraction(reading.rmsDb)
      if (bar.current) bar.current.style.transform = `scaleX(${cover.toFixed(3)})`
      if (peak.current) {
        peak.current.style.left = `${(meterFraction(heldNowDb) * 100).toFixed(1)}%`
        peak.current.style.visibility = heldNowDb <= METER_FLOOR_DB ? 'hidden' : 'visible'
      }
      if (reading.over ?? reading.peakDb >= CLIP_DB) {
        overAtMs = nowMs
        setOver(true)
      } else if (nowMs - overAtMs > CLIP_HOLD_MS) {
        overAtMs = -Infinity
        setOver(false)
      }
      if (meter.current && nowMs - spokenAtMs > SPOKEN_EVERY_MS) {
        spokenAtMs = nowMs
        meter.current.ariaValueNow = String(Math.round(Math.max(METER_FLOOR_DB, reading.peakDb)))
      }
    })
  }, [subscribe])

  return (
    <div className={classes.whole}>
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
      <button
        type="button"
        className={classes.over}
        data-over={over || undefined}
        aria-hidden={!over}
        tabIndex={-1}
        disabled={!over}
        title={over ? overLabel : undefined}
        aria-label={overLabel}
        onClick={() => setOver(false)}
      />
    </div>
  )
}
