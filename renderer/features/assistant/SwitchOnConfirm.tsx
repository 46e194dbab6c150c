import { Button } from '@mantine/core'
import { IconRobot } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { UnattendedRules } from '#shared/domain/assistant/unattended-rules.ts'
import { timeText } from './hours.ts'
import classes from './unattended.module.css'

/** A public act: says in full what will happen before it does. The way back has the focus. */
export function SwitchOnConfirm(props: {
  rules: UnattendedRules
  live: boolean
  busy: boolean
  onBack: () => void
  onGo: () => void
}) {
  const { rules, live, busy, onBack, onGo } = props
  const { t } = useTranslation('assistant')
  const { t: intent } = useTranslation('intents')
  const { hours } = rules
  return (
    <section className={classes.confirm} aria-label={t('confirmTitle')}>
      <h3>{t('confirmTitle')}</h3>
      <p>
        {t('confirmWhat', {
          intents: rules.intents.map((one) => intent(one)).join('、'),
          floor: Math.round(rules.floor * 100),
          perMinute: rules.perMinute,
          hours: hours
            ? t('confirmHours', { from: timeText(hours.fromMinute), until: timeText(hours.untilMinute) })
            : t('confirmAlways'),
          drafts: t(rules.drafts ? 'confirmDrafts' : 'confirmNoDrafts'),
        })}
      </p>
      {live ? null : <p>{t('notYetLive')}</p>}
      <p className={classes.hint}>{t('confirmEnd')}</p>
      <div className={classes.foot}>
        <Button variant="default" data-autofocus autoFocus onClick={onBack}>
          {t('back')}
        </Button>
        <Button
          className={classes.go ?? ''}
          leftSection={<IconRobot size={18} stroke={1.75} aria-hidden />}
          loading={busy}
          onClick={onGo}
        >
          {t('confirmGo')}
        </Button>
      </div>
    </section>
  )
}
