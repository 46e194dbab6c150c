import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useStaff } from '#renderer/session-client/staff-context.tsx'
import classes from './access.module.css'

/** The moderators who are in now, each with a way to show them out. Asks once more before it does. */
export function StaffList({ busy, onRevoke }: { busy: boolean; onRevoke: (actorId: string) => void }) {
  const { t } = useTranslation('access')
  const staff = useStaff((state) => state.staff)
  const [asking, setAsking] = useState<string | null>(null)
  const moderators = staff.filter(({ actor }) => actor.role === 'moderator')
  return (
    <section className={classes.staff}>
      <p className={classes.caption}>{t('inNow', { count: moderators.length })}</p>
      {moderators.length === 0 ? <Text size="sm">{t('nobodyIn')}</Text> : null}
      {moderators.map(({ actor }) => (
        <Group key={actor.id} justify="space-between" className={classes.person}>
          <span>{actor.name}</span>
          {asking === actor.id ? (
            <Group gap="sm">
              <Text size="sm">{t('revokeWarning')}</Text>
              <Button
                size="sm"
                variant="default"
                disabled={busy}
                onClick={() => {
                  setAsking(null)
                  onRevoke(actor.id)
                }}
              >
                {t('revokeNow')}
              </Button>
              <Button size="sm" variant="subtle" color="gray" onClick={() => setAsking(null)}>
                {t('keep')}
              </Button>
            </Group>
          ) : (
            <Button size="sm" variant="subtle" color="gray" onClick={() => setAsking(actor.id)}>
              {t('revoke')}
            </Button>
          )}
        </Group>
      ))}
    </section>
  )
}
