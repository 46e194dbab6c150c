import { Popover, Stack, Switch, Text, UnstyledButton } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { useStaff } from '#renderer/session-client/staff-context.tsx'
import classes from './DutyBadge.module.css'
import type { AlarmSound } from './use-alarm-sound.ts'

/** Who is on duty and what each has open; the alarm's sound switch stands with it. */
export function DutyBadge({ sound }: { sound: AlarmSound }) {
  const { t } = useTranslation('duty')
  const moderators = useStaff((state) => state.staff.filter(({ actor }) => actor.role === 'moderator').length)
  return (
    <Popover position="bottom-end" width={320}>
      <Popover.Target>
        <UnstyledButton className={classes.badge} aria-label={t('onDuty', { n: moderators })}>
          <IconUsers size={16} stroke={1.75} aria-hidden />
          <span className={classes.label}>{t('onDuty', { n: moderators })}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="md">
          <People />
          {moderators === 0 ? <Text size="sm">{t('nobody')}</Text> : null}
          <Switch
            label={t('sound')}
            description={t('soundHint')}
            checked={sound.on}
            onChange={(event) => sound.setOn(event.currentTarget.checked)}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function People() {
  const { t } = useTranslation('duty')
  const staff = useStaff((state) => state.staff)
  const you = useStaff((state) => state.you)
  const questions = useStaff((state) => state.session?.questions)
  return (
    <ul className={classes.people}>
      {staff.map(({ actor, lookingAt }) => (
        <li key={actor.id} className={classes.person}>
          <span>
            {actor.name}
            {actor.id === you?.id ? ` ${t('you')}` : null}
          </span>
          <span className={classes.role}>{actor.role === 'host' ? t('host') : t('moderator')}</span>
          <span className={classes.thread}>
            {questions?.get(lookingAt ?? '')?.messages[0]?.text ?? t('noThread')}
          </span>
        </li>
      ))}
    </ul>
  )
}
