import { createRoomClient, type RoomClient } from '#renderer/session-client/room-client.ts'
import { openSocket, pairedCookie } from './staff-socket.ts'
import type { TestStudio } from './studio.ts'

/** A viewer without a page: the real client of the viewer page over a socket of Node. Resolves once it sees the room. */
export async function openViewerSocket(studio: TestStudio, name: string): Promise<RoomClient> {
  const { origin } = new URL(studio.url)
  const { viewer: code } = await studio.invites()
  const client = createRoomClient(openSocket(origin, 'viewer', await pairedCookie(origin, { code, name })))
  await new Promise<void>((resolve, reject) => {
    const stop = client.store.subscribe(({ link }) => {
      if (link === 'connecting') return
      stop()
      if (link === 'connected') resolve()
      else reject(new Error(`The viewer's socket was not let in (${link}).`))
    })
  })
  return client
}
