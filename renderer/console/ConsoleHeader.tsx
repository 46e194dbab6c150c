import { memo } from 'react'
import { useTranslation } from 'react-i18next'

import { UnattendedBadge } from '#renderer/features/assistant/UnattendedBadge.tsx'
import { DutyBadge } from '#renderer/features/duty/DutyBadge.tsx'
import type { AlarmSound } from '#renderer/features/duty/use-alarm-sound.ts'
import { ShoutOutList } from '#renderer/features/shout-outs/ShoutOutList.tsx'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { ConnectionBadge } from '#renderer/ui/ConnectionBadge.tsx'
import classes from './ConsoleHeader.module.css'
import { ConsoleMenu, type ConsoleDialog } from './ConsoleMenu.tsx'
import { RateBadge } from './RateBadge.tsx'
import { ShowState } from './ShowState.tsx'

/** One line: the show, how many watch, how well the room is answered, who is on duty, who I am, and the link. */
export const ConsoleHeader = memo(function ConsoleHeader({
  sound,
  onOpen,
}: {
  sound: AlarmSound
  onOpen: (dialog: ConsoleDialog) => void
}) {
  const { t } = useTranslation('console')
  const client = useStaffClient()
  const link = useStaff((state) => state.link)
  const title = useStaff((state) => state.session?.title)
  const viewers = useStaff((state) => state.viewersOnline)
  return (
    <header className={classes.header}>
      <ShowState />
      <h1 className={classes.title} title={title}>
        {title ?? t('name')}
      </h1>
      <span className={classes.figure}>
        <span className={classes.figureName}>{t('online')}</span>
        <span className={classes.figureValue}>{viewers}</span>
      </span>
      <RateBadge />
      <span className={classes.space} />
      <UnattendedBadge />
      <ConnectionBadge link={link} onReconnect={client.reconnect} />
      <ShoutOutList />
      <DutyBadge sound={sound} />
      <ConsoleMenu onOpen={onOpen} />
    </header>
  )
})
