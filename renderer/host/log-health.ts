import type { OutputChange, SourceChange } from '#shared/domain/health/health-sample.ts'
import type { HealthMonitor } from '#renderer/features/health/health-monitor.ts'
import type { MediaState, OutputState, SourceState } from '#renderer/media/media-state.ts'
import type { MediaEngine } from '#renderer/media/port.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'

/**
 * Tells the log how a live show fares: a sample every second, and what outputs and sources do when they do it. Each
 * show begins with what is in use; afterwards only changes are told. Returns the way to stop.
 */
export function logHealth(client: StaffClient, engine: MediaEngine, monitor: HealthMonitor): () => void {
  let told = new Map<string, OutputChange | SourceChange>()
  let toldFor = ''

  const look = (): void => {
    const { session, link } = client.store.getState()
    if (session?.phase !== 'live' || link !== 'connected') return
    if (session.sessionId !== toldFor) {
      toldFor = session.sessionId
      told = new Map()
    }
    const now = new Map<string, OutputChange | SourceChange>()
    const { outputs } = engine.getState()
    for (const [source, state] of sourcesOf(engine.getState())) now.set(source, sourceChange(source, state))
    for (const output of outputs) now.set(`output ${output.id}`, outputChange(output))
    for (const [key, change] of now) tell(key, change)
    for (const [key, before] of told) {
      if (now.has(key) || !('output' in before)) continue
      told.delete(key)
      report({ ...before, status: 'closed', problem: null })
    }
  }

  const tell = (key: string, change: OutputChange | SourceChange): void => {
    const before = told.get(key)
    if (before && before.status === change.status && before.problem === change.problem) return
    // A place that nothing is plugged into is no news at the beginning.
    if (before === undefined && change.status === 'closed') return
    told.set(key, change)
    report(change)
  }

  const report = (change: OutputChange | SourceChange): void =>
    void client.report(
      'output' in change ? { type: 'outputChanged', change } : { type: 'sourceChanged', change },
    )

  const stops = [
    engine.subscribe(look),
    client.store.subscribe(look),
    monitor.subscribe((sample) => {
      const { session, link } = client.store.getState()
      if (session?.phase === 'live' && link === 'connected') client.sample(sample)
    }),
  ]
  look()
  return () => {
    for (const stop of stops) stop()
  }
}

const sourcesOf = ({
  cameraSlots,
  screen,
  microphoneSlots,
}: MediaState): readonly (readonly [SourceChange['source'], SourceState])[] => [
  ['camera1', cameraSlots[1]],
  ['camera2', cameraSlots[2]],
  ['camera3', cameraSlots[3]],
  ['camera4', cameraSlots[4]],
  ['screen', screen],
  ['microphone1', microphoneSlots[1]],
  ['microphone2', microphoneSlots[2]],
]

const sourceChange = (source: SourceChange['source'], state: SourceState): SourceChange => ({
  source,
  status: state.status,
  problem: state.status === 'failed' ? state.error.kind : state.status === 'live' ? state.warning : null,
})

const outputChange = ({ id, kind, status, error }: OutputState): OutputChange => ({
  output: id.slice(0, 40),
  kind,
  status,
  problem: error?.kind ?? null,
})
