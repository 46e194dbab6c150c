import { useEffect } from 'react'

import { useRoomClient } from '#renderer/session-client/room-context.tsx'

/** A phone that comes out of a pocket or back into the network dials at once instead of at its next turn. */
export function useWakeUp(): void {
  const client = useRoomClient()
  useEffect(() => {
    const wake = (): void => {
      const { link } = client.store.getState()
      if (document.visibilityState === 'visible' && (link === 'lost' || link === 'shuttingDown'))
        client.reconnect()
    }
    document.addEventListener('visibilitychange', wake)
    window.addEventListener('pageshow', wake)
    window.addEventListener('online', wake)
    return () => {
      document.removeEventListener('visibilitychange', wake)
      window.removeEventListener('pageshow', wake)
      window.removeEventListener('online', wake)
    }
  }, [client])
}
