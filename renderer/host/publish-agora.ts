import { PUSH_ADDRESS } from '#renderer/features/engine/push-address.ts'
import type { StudioOutputs } from '#renderer/features/outputs/studio-outputs.ts'
import { agoraToken } from '#renderer/media/agora-engine/agora-token.ts'
import type { MediaEngine, OutputTarget } from '#renderer/media/port.ts'
import type { SecretStore } from '#renderer/secrets/secret-store.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import type { AgoraShellApi } from '#shared/protocol/agora.ts'

interface PublishAgoraOptions {
  readonly client: StaffClient
  readonly engine: Pick<MediaEngine, 'outputKinds'>
  readonly outputs: StudioOutputs
  readonly shell: AgoraShellApi
  readonly secrets: SecretStore
}

/** Puts the programme into the seller's Agora channel while a show is live, and on to a CDN where one is set. */
export function publishAgora({ client, engine, outputs, shell, secrets }: PublishAgoraOptions): () => void {
  if (!engine.outputKinds.includes('agora')) return () => undefined

  const findChannel = async (): Promise<OutputTarget | null> => {
    const { channel, uid } = await shell.settings()
    if (channel === '') return null
    return { kind: 'agora', channel, uid, token: () => agoraToken(shell, { channel, uid }) }
  }
  const findPush = async (): Promise<OutputTarget | null> => {
    // Nothing can be pushed on without the channel; why there is none is said of the channel.
    if (outputs.store.getState().problems.has('agora')) return null
    if ((await shell.settings()).channel === '') return null
    const url = await secrets.get(PUSH_ADDRESS)
    return url === null ? null : { kind: 'cdn', url }
  }
  const end = (): void => {
    outputs.stop('cdn')
    outputs.stop('agora')
  }
  const look = (): void => {
    const { session } = client.store.getState()
    // Out of reach of the service the last known state holds.
    if (!session) return
    if (session.kind !== 'show' || session.phase !== 'live') return end()
    outputs.start('agora', findChannel)
    outputs.start('cdn', findPush)
  }

  const stop = client.store.subscribe(look)
  look()
  return () => {
    stop()
    end()
  }
}
