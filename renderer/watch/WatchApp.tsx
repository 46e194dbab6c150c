import { Button, Loader } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { JoinPage, type JoinNotice } from '#renderer/features/room-entry/JoinPage.tsx'
import { LocalRoomReceiver } from '#renderer/media/local-room/receiver.ts'
import { whoAmI } from '#renderer/session-client/pair.ts'
import { createRoomClient, type RoomClient } from '#renderer/session-client/room-client.ts'
import { RoomProvider } from '#renderer/session-client/room-context.tsx'
import { openWebSocketTransport } from '#renderer/session-client/websocket-transport.ts'
import classes from './WatchApp.module.css'
import { WatchRoom } from './WatchRoom.tsx'

type Place =
  | { readonly at: 'door' }
  | { readonly at: 'unreachable' }
  | { readonly at: 'entry'; readonly notice: JoinNotice | null }
  /** `justPaired`: a browser that keeps no cookies is found out by being turned away right after. */
  | {
      readonly at: 'room'
      readonly client: RoomClient
      readonly receiver: LocalRoomReceiver
      readonly justPaired: boolean
    }

function enter(justPaired: boolean): Place {
  const client = createRoomClient(openWebSocketTransport('viewer'))
  return { at: 'room', client, receiver: new LocalRoomReceiver({ signals: client.signals }), justPaired }
}

/** From the door into the room: known browsers walk in, others pair first, and who is turned away learns why. */
export function WatchApp() {
  const { t } = useTranslation('watch')
  const [place, setPlace] = useState<Place>({ at: 'door' })

  useEffect(() => {
    if (place.at !== 'door') return
    let left = false
    void whoAmI('viewer').then((actor) => {
      if (left) return
      if (actor === 'unreachable') setPlace({ at: 'unreachable' })
      else setPlace(actor === null ? { at: 'entry', notice: null } : enter(false))
    })
    return () => {
      left = true
    }
  }, [place])

  useEffect(() => {
    if (place.at !== 'room') return
    return () => {
      place.receiver.close()
      place.client.close()
    }
  }, [place])

  const onTurnedAway = useCallback((notice: 'revoked' | 'unauthorised') => {
    setPlace((from) => {
      if (from.at !== 'room') return from
      const keepsNoCookies = from.justPaired && from.client.store.getState().room === null
      return { at: 'entry', notice: keepsNoCookies && notice === 'unauthorised' ? 'noCookies' : notice }
    })
  }, [])

  switch (place.at) {
    case 'door':
      return (
        <main className={classes.door}>
          <Loader color="gray.5" aria-hidden />
          <p>{t('opening')}</p>
        </main>
      )
    case 'unreachable':
      return (
        <main className={classes.door}>
          <p role="alert">{t('unreachable')}</p>
          <Button onClick={() => setPlace({ at: 'door' })}>{t('tryAgain')}</Button>
        </main>
      )
    case 'entry':
      return (
        <JoinPage
          codeInAddress={new URLSearchParams(location.search).get('code') ?? ''}
          notice={place.notice}
          onPaired={() => setPlace(enter(true))}
        />
      )
    case 'room':
      return (
        <RoomProvider client={place.client}>
          <WatchRoom receiver={place.receiver} onTurnedAway={onTurnedAway} />
        </RoomProvider>
      )
    default:
      return place satisfies never
  }
}
