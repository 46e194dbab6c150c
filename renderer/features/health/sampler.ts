import type { HealthSample } from '#shared/domain/health/health-sample.ts'
import type { Machine } from '#shared/domain/health/machine.ts'
import { CAMERA_SLOTS } from '#shared/domain/scenes/scene.ts'
import type { OutputState, ProgramStats } from '#renderer/media/media-state.ts'
import type { MediaEngine } from '#renderer/media/port.ts'

const PEAK_MIN_DB = -100
const PEAK_MAX_DB = 20
const ID_MAX = 40
/** Statistics come once a second; older than this they say nothing about now. */
const STATS_HOLD_MS = 3_000

/** Puts together what engine and machine tell, one second at a time. */
export interface Sampler {
  readonly take: () => HealthSample
  readonly dispose: () => void
}

export function createSampler(engine: MediaEngine, machine: () => Machine | null): Sampler {
  let stats: { readonly read: ProgramStats; readonly atMs: number } | null = null
  let skippedBefore: number | null = null
  let droppedBefore = 0
  let peakDb: number | null = null
  const stops = [
    engine.subscribeStats((read) => {
      stats = { read, atMs: performance.now() }
    }),
    engine.subscribeLevels(({ program }) => {
      peakDb = Math.max(peakDb ?? PEAK_MIN_DB, program.peakDb)
    }),
  ]

  const recordingNow = (): HealthSample['recording'] => {
    const { recording } = engine.getState()
    if (recording.status !== 'recording' && recording.status !== 'stopping') {
      droppedBefore = 0
      return null
    }
    const dropped = Math.max(0, recording.droppedFrames - droppedBefore)
    droppedBefore = recording.droppedFrames
    return { bytes: recording.bytes, dropped }
  }

  return {
    take: () => {
      const { cameraSlots, outputs, programSceneId, failure } = engine.getState()
      const fresh = stats && performance.now() - stats.atMs < STATS_HOLD_MS ? stats.read : null
      // A composition that tells nothing any more shows nothing any more.
      const silent = stats !== null && fresh === null
      const running = programSceneId !== null
      const skipped = fresh === null || skippedBefore === null ? 0 : fresh.skippedFrames - skippedBefore
      skippedBefore = fresh?.skippedFrames ?? skippedBefore
      const told = machine()
      const heardDb = peakDb
      peakDb = null
      return {
        fps: running ? (failure || silent ? 0 : tenths(fresh?.framesPerSecond)) : null,
        renderMs: running ? tenths(fresh?.renderMs) : null,
        skipped: Math.max(0, Math.round(skipped)),
        cameras: CAMERA_SLOTS.filter((slot) => cameraSlots[slot].status !== 'closed').map((slot) => ({
          slot,
          fps: tenths(fresh?.cameraFramesPerSecond[slot]) ?? 0,
        })),
        recording: recordingNow(),
        outputs: outputs.slice(0, 8).map(outputSample),
        cpu: told?.cpuLoad === null || told === null ? null : Math.round(told.cpuLoad * 100) / 100,
        memory: told?.memory ?? null,
        diskBytes: told?.diskFreeBytes ?? null,
        peakDb:
          heardDb === null
            ? null
            : Math.min(PEAK_MAX_DB, Math.max(PEAK_MIN_DB, Math.round(heardDb * 10) / 10)),
      }
    },
    dispose: () => {
      for (const stop of stops) stop()
    },
  }
}

const tenths = (value: number | undefined): number | null =>
  value === undefined ? null : Math.max(0, Math.round(value * 10) / 10)

function outputSample({ id, kind, status, stats }: OutputState): HealthSample['outputs'][number] {
  const loss = stats?.packetLoss ?? null
  return {
    id: id.slice(0, ID_MAX),
    kind,
    status,
    kbps: stats ? Math.max(0, Math.round(stats.videoKbps + stats.audioKbps)) : null,
    roundTripMs:
      stats === null || stats.roundTripMs === null ? null : Math.max(0, Math.round(stats.roundTripMs)),
    loss: loss === null ? null : Math.min(1, Math.max(0, Math.round(loss * 1_000) / 1_000)),
    quality: stats?.quality ?? null,
  }
}
