import type { StudioOutputs } from '#renderer/features/outputs/studio-outputs.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'

/**
 * Sends the programme to the viewers of the local room while a show is live; a rehearsal stays at home. An engine that
 * has no local room is asked all the same: its refusal is what the screens show.
 */
export function publishLocalRoom(client: StaffClient, outputs: StudioOutputs): () => void {
  const look = (): void => {
    const { session } = client.store.getState()
    // Out of reach of the service the last known state holds: viewers who watch go on watching.
    if (!session) return
    if (session.kind !== 'show' || session.phase !== 'live') return outputs.stop('localRoom')
    outputs.start('localRoom', async () => ({ kind: 'localRoom', signals: client.signals }))
  }

  const stop = client.store.subscribe(look)
  look()
  return () => {
    stop()
    outputs.stop('localRoom')
  }
}
