import { Button, Tooltip } from '@mantine/core'
import { IconRobot } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { isWithinHours } from '#shared/domain/assistant/unattended-rules.ts'
import { useServiceTime, useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { minuteOf, timeText } from './hours.ts'
import classes from './unattended.module.css'

/** There while the studio answers by itself, for everybody on duty, with the one press that ends it. */
export function UnattendedBadge() {
  const { t } = useTranslation('assistant')
  const { t: intent } = useTranslation('intents')
  const client = useStaffClient()
  const { done, failed } = useToasts()
  const { refusalText } = useRefusalText()
  const hours = useStaff(({ session }) => session?.unattendedHours ?? null)
  const live = useStaff(({ session }) => session?.phase === 'live')
  const within = useServiceTime((nowMs) => isWithinHours(hours?.rules?.hours ?? null, minuteOf(nowMs)))
  const [busy, setBusy] = useState(false)
  const rules = hours?.rules
  if (!hours || !rules) return null

  const off = async (): Promise<void> => {
    setBusy(true)
    const outcome = await client.command({ type: 'switchUnattended', rules: null })
    setBusy(false)
    if (outcome.ok || outcome.refusal.kind === 'nothingToDo') done(t('switchedOff'))
    else failed(refusalText(outcome.refusal, client.clock.nowMs()))
  }
  const state = !live
    ? t('badgeNotLive')
    : !within && rules.hours
      ? t('badgeWaiting', { from: timeText(rules.hours.fromMinute) })
      : t('badgeCount', { n: hours.answered.length })
  return (
    <span className={classes.badge} role="status">
      <Tooltip
        label={t('badgeHint', {
          name: hours.switched?.byName ?? '',
          intents: rules.intents.map((one) => intent(one)).join('、'),
          floor: Math.round(rules.floor * 100),
        })}
      >
        <span className={classes.badgeText}>
          <IconRobot size={18} stroke={1.75} aria-hidden />
          {t('badge')}
          <span className={classes.badgeState}>{state}</span>
        </span>
      </Tooltip>
      <Button
        size="sm"
        variant="subtle"
        className={classes.off ?? ''}
        loading={busy}
        onClick={() => void off()}
      >
        {t('switchOff')}
      </Button>
    </span>
  )
}
