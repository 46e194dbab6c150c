import { PUSH_ADDRESS } from '#renderer/features/engine/push-address.ts'
import { agoraToken } from '#renderer/media/agora-engine/agora-token.ts'
import type { MediaEngine, OutputHandle } from '#renderer/media/port.ts'
import type { SecretStore } from '#renderer/secrets/secret-store.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import type { AgoraShellApi } from '#shared/protocol/agora.ts'

interface PublishAgoraOptions {
  readonly client: StaffClient
  readonly engine: MediaEngine
  readonly shell: AgoraShellApi
  readonly secrets: SecretStore
}

/** Puts the programme into the seller's Agora channel while a show is live, and on to a CDN where one is set. */
export function publishAgora({ client, engine, shell, secrets }: PublishAgoraOptions): () => void {
  if (!engine.outputKinds.includes('agora')) return () => undefined
  let wanted = false
  let work: Promise<void> = Promise.resolve()
  let channel: OutputHandle | null = null

  const settle = async (): Promise<void> => {
    if (wanted && !channel) {
      const { channel: name, uid } = await shell.settings()
      if (name === '') return
      const token = () => agoraToken(shell, { channel: name, uid })
      channel = await engine.publishTo({ kind: 'agora', channel: name, uid, token })
      const url = await secrets.get(PUSH_ADDRESS)
      if (url !== null && wanted) await engine.publishTo({ kind: 'cdn', url })
    }
    if (!wanted && channel) {
      const leaving = channel
      channel = null
      // Its pushes end with it.
      await leaving.stop()
    }
  }
  const look = (): void => {
    const { session } = client.store.getState()
    const next = session?.kind === 'show' && session.phase === 'live'
    // Out of reach of the service the last known state holds.
    if (!session || next === wanted) return
    wanted = next
    // One step after the other: leaving never overtakes the joining before it. What fails shows in the engine's state.
    work = work.then(settle).catch(() => undefined)
  }

  const stop = client.store.subscribe(look)
  look()
  return () => {
    stop()
    wanted = false
    work = work.then(settle).catch(() => undefined)
  }
}
