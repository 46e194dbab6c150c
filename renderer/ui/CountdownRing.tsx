import type { Band } from '#shared/domain/questions/clock.ts'
import { useBand, useSecondsLeft } from '#renderer/session-client/staff-context.tsx'
import { useTranslation } from 'react-i18next'

import classes from './CountdownRing.module.css'

/**
 * The clock of one question. Each band differs in colour, shape and words: calm = full ring, soon = half ring,
 * urgent = thin ring with a notch, late = no ring. Needs a StaffProvider above it for the service's time.
 */
export function CountdownRing({ deadlineMs, size = 'md' }: { deadlineMs: number; size?: 'md' | 'lg' }) {
  const seconds = useSecondsLeft(deadlineMs)
  const band = useBand(deadlineMs)
  const { t } = useTranslation('common')
  const label = seconds < 0 ? t('secondsOver', { seconds: -seconds }) : t('secondsLeft', { seconds })
  return (
    <span className={classes.clock} data-band={band} data-size={size} role="timer" aria-label={label}>
      <BandShape band={band} />
      <span className={classes.text} aria-hidden>
        {label}
      </span>
    </span>
  )
}

/** The mark of a band by itself, for legends and lane headings. */
export function BandShape({ band }: { band: Band }) {
  return (
    <svg className={classes.ring} data-band={band} viewBox="0 0 20 20" aria-hidden>
      <Shape band={band} />
    </svg>
  )
}

function Shape({ band }: { band: Band }) {
  switch (band) {
    case 'calm':
      return <circle cx="10" cy="10" r="7" strokeWidth="3" />
    case 'soon':
      return (
        <>
          <circle cx="10" cy="10" r="7" strokeWidth="1" className={classes.track} />
          <path d="M10 3 a7 7 0 0 1 0 14" strokeWidth="3" />
        </>
      )
    case 'urgent':
      return (
        <g className={classes.notched}>
          <path d="M12.7 3.5 A7 7 0 1 1 7.3 3.5" strokeWidth="1.75" />
          <path d="M10 1.5 v5" strokeWidth="1.75" />
        </g>
      )
    case 'late':
      return <path d="M5 10 h10" strokeWidth="1.75" />
    default:
      return band satisfies never
  }
}
