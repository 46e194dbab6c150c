import type { OutputBoard } from '#renderer/features/outputs/output-board.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'

/** Publishes the programme to the chosen destinations while a show is live; a rehearsal stays at home. */
export function publishOutputs(client: StaffClient, board: OutputBoard): () => void {
  let loading = false
  const look = (): void => {
    const { session, link } = client.store.getState()
    if (link === 'connected' && !loading && board.store.getState().destinations === null) {
      loading = true
      void board.load().finally(() => (loading = false))
    }
    // Out of reach of the service the last known state holds: what is published goes on.
    if (session) board.setOnAir(session.kind === 'show' && session.phase === 'live')
  }
  const stop = client.store.subscribe(look)
  look()
  return () => {
    stop()
    board.setOnAir(false)
  }
}
