import type { MediaEngine, OutputHandle } from '#renderer/media/port.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'

/** Sends the programme to the viewers of the local room while a show is live; a rehearsal stays at home. */
export function publishLocalRoom(client: StaffClient, engine: MediaEngine): () => void {
  let wanted = false
  let work: Promise<void> = Promise.resolve()
  let handle: OutputHandle | null = null

  const settle = async (): Promise<void> => {
    if (wanted && !handle) handle = await engine.publishTo({ kind: 'localRoom', signals: client.signals })
    if (!wanted && handle) {
      const stopping = handle
      handle = null
      await stopping.stop()
    }
  }
  const want = (next: boolean): void => {
    if (next === wanted) return
    wanted = next
    // One step after the other: a stop never overtakes the start before it. What fails shows in the engine's state.
    work = work.then(settle).catch(() => undefined)
  }
  const look = (): void => {
    const { session } = client.store.getState()
    // Out of reach of the service the last known state holds: viewers who watch go on watching.
    if (session) want(session.kind === 'show' && session.phase === 'live')
  }

  const stop = client.store.subscribe(look)
  look()
  return () => {
    stop()
    want(false)
  }
}
