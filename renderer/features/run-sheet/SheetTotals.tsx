import { useTranslation } from 'react-i18next'

import { useServiceTime, useStaff } from '#renderer/session-client/staff-context.tsx'
import { usePace } from '#renderer/session-client/use-pace.ts'
import { OverMark } from '#renderer/ui/OverMark.tsx'
import { formatClock, formatTimeOfDay } from '#renderer/ui/time.ts'
import classes from './run-sheet.module.css'

/** The whole show: planned, gone by, over or under, and when it will end. */
export function SheetTotals() {
  const { t } = useTranslation('runSheet')
  const pace = usePace()
  if (!pace) return null
  return (
    <dl className={classes.totals}>
      <Total label={t('planned')} value={formatClock(pace.plannedTotalMs)} />
      <Elapsed />
      <div className={classes.total}>
        <dt>{t('whole')}</dt>
        <dd>{pace.overMs === null ? '–' : <OverMark overMs={pace.overMs} />}</dd>
      </div>
      <Total
        label={t('projectedEnd')}
        value={pace.projectedEndMs === null ? '–' : formatTimeOfDay(pace.projectedEndMs).slice(0, 5)}
        hint={pace.unplannedAhead > 0 ? t('unplannedAhead', { n: pace.unplannedAhead }) : undefined}
      />
    </dl>
  )
}

/** In step with the clock of the show, wherever that stands on the screen. */
function Elapsed() {
  const { t } = useTranslation('runSheet')
  const live = useStaff(({ session }) => session?.phase === 'live')
  const fromMs = useStaff(({ session }) => session?.liveAtMs ?? null)
  const untilMs = useStaff(({ session }) => session?.endedAtMs ?? null)
  const seconds = useServiceTime((nowMs) =>
    fromMs === null ? 0 : Math.floor(((live ? nowMs : (untilMs ?? fromMs)) - fromMs) / 1000),
  )
  return <Total label={t('elapsed')} value={formatClock(seconds * 1000)} />
}

function Total({ label, value, hint }: { label: string; value: string; hint?: string | undefined }) {
  return (
    <div className={classes.total} title={hint}>
      <dt>{label}</dt>
      <dd>
        {value}
        {hint === undefined ? null : '*'}
      </dd>
    </div>
  )
}
