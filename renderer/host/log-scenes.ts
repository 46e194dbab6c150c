import type { MediaEngine } from '#renderer/media/port.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'

/** Tells the log which scene is on programme, in every session anew. Returns the way to stop. */
export function logScenes(client: StaffClient, engine: MediaEngine): () => void {
  let told = ''

  const tell = (): void => {
    const { programSceneId, scenes } = engine.getState()
    const { session, link } = client.store.getState()
    const scene = scenes.find(({ id }) => id === programSceneId)
    if (!scene || !session || session.phase === 'ended' || link !== 'connected') return
    const news = `${session.sessionId}/${scene.id}`
    if (news === told) return
    told = news
    if (session.scene?.sceneId === scene.id) return
    void client
      .command({ type: 'takeScene', sceneId: scene.id, name: scene.name.slice(0, 60) })
      .then((outcome) => {
        // Not known to have arrived: told again with the next change or connection.
        if (!outcome.ok && outcome.refusal.kind === 'offline' && told === news) told = ''
      })
  }

  const stops = [engine.subscribe(tell), client.store.subscribe(tell)]
  tell()
  return () => {
    for (const stop of stops) stop()
  }
}
