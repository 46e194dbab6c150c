import { Button, Popover, Text, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { RehearsalSummary } from '#shared/protocol/down.ts'
import classes from './rehearsal.module.css'
import { useRehearsalControl, useRehearsalRooms } from './use-rehearsals.ts'

/** Starts a recorded room with one press; another one can be picked first. */
export function RehearsalStart() {
  const { t, i18n } = useTranslation('rehearsal')
  const rooms = useRehearsalRooms(i18n.language)
  const { starting, start } = useRehearsalControl()
  const [pickedId, setPickedId] = useState<string | null>(null)
  if (rooms !== null && rooms.length === 0) return <Text size="sm">{t('noRooms')}</Text>
  const room = rooms?.find(({ id }) => id === pickedId) ?? rooms?.[0] ?? null
  return (
    <div className={classes.start}>
      {room ? <RoomFace room={room} /> : <p className={classes.room}>{t('loading')}</p>}
      <div className={classes.buttons}>
        <Button disabled={!room} loading={starting} onClick={() => room && start(room.id)}>
          {t('start')}
        </Button>
        {rooms && rooms.length > 1 ? <OtherRooms rooms={rooms} onPick={setPickedId} /> : null}
      </div>
    </div>
  )
}

function OtherRooms(props: { rooms: readonly RehearsalSummary[]; onPick: (roomId: string) => void }) {
  const { t } = useTranslation('rehearsal')
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={380} trapFocus>
      <Popover.Target>
        <Button variant="default" onClick={() => setOpened((before) => !before)}>
          {t('otherRoom')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        {props.rooms.map((room) => (
          <UnstyledButton
            key={room.id}
            className={classes.choice}
            onClick={() => {
              props.onPick(room.id)
              setOpened(false)
            }}
          >
            <RoomFace room={room} />
            <span className={classes.description}>{room.description}</span>
          </UnstyledButton>
        ))}
      </Popover.Dropdown>
    </Popover>
  )
}

function RoomFace({ room }: { room: RehearsalSummary }) {
  const { t } = useTranslation('rehearsal')
  return (
    <p className={classes.room}>
      <b>{room.title}</b>{' '}
      <span className={classes.facts}>
        {t('facts', { minutes: Math.round(room.durationMs / 60_000), danmaku: room.danmaku })}
      </span>
    </p>
  )
}
