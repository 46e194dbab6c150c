import { useEffect, useState } from 'react'

import { pair, whoAmI } from '#renderer/session-client/pair.ts'
import { createRoomClient, type RoomClient } from '#renderer/session-client/room-client.ts'
import { openWebSocketTransport } from '#renderer/session-client/websocket-transport.ts'
import { afterPairing, type EntryStep } from './entry.ts'

export type OverlayPlace =
  | { readonly at: 'entry'; readonly attempt: number }
  | { readonly at: 'room'; readonly client: RoomClient }
  | { readonly at: 'outside'; readonly wrongCode: boolean }

const PAIRED_BEFORE = 'huitou.overlayPaired'

/** Whether this browser has ever been let in: from then on whatever goes wrong is not shown on air. */
export const wasPairedBefore = (): boolean => localStorage.getItem(PAIRED_BEFORE) !== null

/** Comes in with the cookie it has or the code in the address, and comes back by itself whatever happens. */
export function useOverlayClient(): OverlayPlace {
  const [place, setPlace] = useState<OverlayPlace>({ at: 'entry', attempt: 0 })

  useEffect(() => {
    if (place.at !== 'entry') return
    let left = false
    let timer: ReturnType<typeof setTimeout> | undefined
    void comeIn(place.attempt).then((step) => {
      if (left) return
      switch (step.do) {
        case 'connect':
          localStorage.setItem(PAIRED_BEFORE, '1')
          return setPlace({ at: 'room', client: createRoomClient(openWebSocketTransport('overlay')) })
        case 'tryAgain':
          timer = setTimeout(() => setPlace({ at: 'entry', attempt: place.attempt + 1 }), step.inMs)
          return
        case 'stop':
          return setPlace({ at: 'outside', wrongCode: step.wrongCode })
        default:
          step satisfies never
      }
    })
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [place])

  useEffect(() => {
    if (place.at !== 'room') return
    const { client } = place
    const stop = client.store.subscribe(({ link }) => {
      // A pass that has run out is renewed with the code; one that the host took away is not.
      if (link === 'unauthorised') setPlace({ at: 'entry', attempt: 0 })
      else if (link === 'revoked') setPlace({ at: 'outside', wrongCode: true })
      else if (link === 'outdated') reloadOnce()
    })
    return () => {
      stop()
      client.close()
    }
  }, [place])

  return place
}

async function comeIn(attempt: number): Promise<EntryStep> {
  const known = await whoAmI('overlay')
  if (known !== null && known !== 'unreachable') return { do: 'connect' }
  if (known === 'unreachable') {
    return afterPairing({ ok: false, problem: 'unreachable', retryInMs: null }, attempt)
  }
  const code = new URLSearchParams(location.search).get('code') ?? ''
  return code === '' ? { do: 'stop', wrongCode: false } : afterPairing(await pair(code, ''), attempt)
}

const RELOADED_AT = 'huitou.overlayReloadedAt'
const RELOAD_AT_MOST_EVERY_MS = 60_000

/** After an update of the studio the page loads anew; not in a circle, should that not help. */
function reloadOnce(): void {
  const lastMs = Number(sessionStorage.getItem(RELOADED_AT) ?? 0)
  const nowMs = Date.now()
  if (nowMs - lastMs < RELOAD_AT_MOST_EVERY_MS) return
  sessionStorage.setItem(RELOADED_AT, String(nowMs))
  location.reload()
}
