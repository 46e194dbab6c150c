import type { PreflightLine } from '#shared/domain/preflight/preflight-line.ts'
import { createListeners } from '#shared/lib/listeners.ts'
import {
  createEnhancementDesk,
  type EnhancementDesk,
} from '#renderer/features/enhancement/enhancement-desk.ts'
import { createHealthMonitor, type HealthMonitor } from '#renderer/features/health/health-monitor.ts'
import { createOutputBoard, type OutputBoard } from '#renderer/features/outputs/output-board.ts'
import { createRecorder, type Recorder } from '#renderer/features/recording/recorder.ts'
import type { MediaEngine } from '#renderer/media/port.ts'
import type { SecretStore } from '#renderer/secrets/secret-store.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { driveProductCard, type StockWords } from './drive-product-card.ts'
import { driveWall } from './drive-wall.ts'
import { rememberedHostSettings } from './host-settings.ts'
import { logHealth } from './log-health.ts'
import { logScenes } from './log-scenes.ts'
import { publishLocalRoom } from './publish-local-room.ts'
import { publishOutputs } from './publish-outputs.ts'
import { followRemoteControl } from './remote-control.ts'
import { createShowJudge, inEnglish } from './show-judge.ts'

/** A media engine at work for the session: what happens there reaches the picture, and the other way round. */
export interface Rig {
  readonly engine: MediaEngine
  readonly recorder: Recorder
  readonly outputs: OutputBoard
  readonly health: HealthMonitor
  /** Null where the engine enhances nothing. */
  readonly enhancement: EnhancementDesk | null
  /** A button wanted the show to go live, and these lines of the check stood against it. */
  readonly onRemoteRefusal: (listener: (red: readonly PreflightLine[]) => void) => () => void
  /** Lets go of the session, ends recording and outputs, and closes the devices. */
  readonly dispose: () => Promise<void>
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export function createRig(
  client: StaffClient,
  engine: MediaEngine,
  secrets: SecretStore,
  stockWords: StockWords,
): Rig {
  const outputs = createOutputBoard(client, engine, secrets)
  const recorder = createRecorder({
    engine,
    client,
    fetch: (url, init) => fetch(url, init),
    wait,
    now: () => new Date(),
  })
  const judge = createShowJudge({ client, engine, outputs, settings: rememberedHostSettings })
  const refusals = createListeners<readonly PreflightLine[]>()
  const against = async (): Promise<string | null> => {
    const red = await judge.red()
    if (red.length === 0) return null
    refusals.emit(red)
    return inEnglish(red)
  }
  const health = createHealthMonitor(client, engine)
  const enhancement = createEnhancementDesk(engine)
  const stops = [
    judge.stop,
    driveWall(client, engine, Date.now),
    driveProductCard(client, engine, stockWords),
    logScenes(client, engine),
    health.dispose,
    () => enhancement?.dispose(),
    logHealth(client, engine, health),
    publishLocalRoom(client, outputs.studio),
    publishOutputs(client, outputs),
    endRecordingWithSession(client, recorder),
    followRemoteControl({
      client,
      engine,
      recorder,
      against,
      recordsShows: () => rememberedHostSettings().record,
      wait,
    }),
  ]
  return {
    engine,
    recorder,
    outputs,
    health,
    enhancement,
    onRemoteRefusal: refusals.add,
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
