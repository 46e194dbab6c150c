import { createOutputBoard, type OutputBoard } from '#renderer/features/outputs/output-board.ts'
import { createRecorder, type Recorder } from '#renderer/features/recording/recorder.ts'
import type { MediaEngine } from '#renderer/media/port.ts'
import type { SecretStore } from '#renderer/secrets/secret-store.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { driveProductCard } from './drive-product-card.ts'
import { driveWall } from './drive-wall.ts'
import { rememberedHostSettings } from './host-settings.ts'
import { logScenes } from './log-scenes.ts'
import { publishLocalRoom } from './publish-local-room.ts'
import { publishOutputs } from './publish-outputs.ts'
import { followRemoteControl } from './remote-control.ts'
import { whyNotLive } from './why-not-live.ts'

/** A media engine at work for the session: what happens there reaches the picture, and the other way round. */
export interface Rig {
  readonly engine: MediaEngine
  readonly recorder: Recorder
  readonly outputs: OutputBoard
  /** Lets go of the session, ends recording and outputs, and closes the devices. */
  readonly dispose: () => Promise<void>
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export function createRig(client: StaffClient, engine: MediaEngine, secrets: SecretStore): Rig {
  const outputs = createOutputBoard(client, engine, secrets)
  const recorder = createRecorder({
    engine,
    client,
    fetch: (url, init) => fetch(url, init),
    wait,
    now: () => new Date(),
  })
  const stops = [
    driveWall(client, engine, Date.now),
    driveProductCard(client, engine),
    logScenes(client, engine),
    publishLocalRoom(client, engine),
    publishOutputs(client, outputs),
    endRecordingWithSession(client, recorder),
    followRemoteControl({
      client,
      engine,
      recorder,
      whyNotLive: () => whyNotLive(engine.getState(), client.store.getState()),
      recordsShows: () => rememberedHostSettings().record,
      wait,
    }),
  ]
  return {
    engine,
    recorder,
    outputs,
    dispose: async () => {
      for (const stop of stops) stop()
      await recorder.dispose()
      await engine.dispose()
    },
  }
}

/** A recording belongs to one session: it ends with it. */
function endRecordingWithSession(client: StaffClient, recorder: Recorder): () => void {
  return client.store.subscribe(({ session }) => {
    const { phase, file } = recorder.store.getState()
    if (phase !== 'recording' || !session) return
    if (session.phase === 'ended' || session.sessionId !== file?.sessionId) void recorder.stop()
  })
}
