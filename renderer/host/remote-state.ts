import type { Scene, SceneLayer } from '#shared/domain/scenes/scene.ts'
import {
  REMOTE_SCENES_MAX,
  type RemoteFigures,
  type RemoteLevels,
  type RemoteScene,
  type RemoteState,
} from '#shared/protocol/remote.ts'
import { UP_FRAME_MAX_BYTES } from '#shared/protocol/limits.ts'
import type { RecorderState } from '#renderer/features/recording/recorder.ts'
import type {
  AudioLevel,
  AudioLevels,
  MediaState,
  OutputState,
  ProgramStats,
} from '#renderer/media/media-state.ts'

/** The cadence of the programme. */
const FRAME_RATE = 30
/** Layers are left out of a report that would otherwise not fit into a frame. */
const SCENES_MAX_BYTES = UP_FRAME_MAX_BYTES - 8 * 1024
/** What the engine says for silence. */
const SILENCE_DB = -100

/** The studio as control surfaces are to see it. */
export function remoteState(media: MediaState, recorder: RecorderState): RemoteState {
  const { transition, mixer } = media
  return {
    canvas: media.canvas,
    framesPerSecond: FRAME_RATE,
    scenes: remoteScenes(media.scenes),
    programSceneId: media.programSceneId,
    previewSceneId: media.previewSceneId,
    transition: {
      kind: transition.kind,
      durationMs: transition.kind === 'cut' ? 0 : transition.durationMs,
    },
    transitioning: media.transitioning,
    mixer: {
      microphone1: mixer.microphone1,
      microphone2: mixer.microphone2,
      music: mixer.music,
      screen: mixer.screen,
    },
    recording: { phase: recorder.phase, file: recorder.file?.name ?? null },
    reconnecting: media.outputs.some(({ status }) => status === 'reconnecting'),
  }
}

function remoteScenes(scenes: readonly Scene[]): RemoteScene[] {
  const told = scenes.slice(0, REMOTE_SCENES_MAX).map(({ id, name, layers }) => ({
    id,
    name,
    layers: layers.toSorted((a, b) => a.z - b.z).map(remoteLayer),
  }))
  const bytes = new TextEncoder().encode(JSON.stringify(told)).byteLength
  return bytes <= SCENES_MAX_BYTES ? told : told.map((scene) => ({ ...scene, layers: [] }))
}

const remoteLayer = ({ name, source, hidden }: SceneLayer) => ({
  name: name ?? null,
  source: source.kind === 'camera' ? `camera-${source.slot}` : source.kind,
  hidden: hidden ?? false,
})

/** What counts up, kept for as long as somebody may ask. */
export interface FigureCounter {
  /** Once a second. */
  readonly count: (stats: ProgramStats, media: MediaState) => void
  readonly figures: (media: MediaState) => RemoteFigures
}

export function createFigureCounter(): FigureCounter {
  let last: ProgramStats | null = null
  let programFrames = 0
  let streamBytes = 0
  return {
    count: (stats, { outputs }) => {
      last = stats
      programFrames += stats.framesPerSecond
      for (const output of outputs) streamBytes += bytesPerSecond(output)
    },
    figures: ({ recording, outputs }) => ({
      framesPerSecond: last?.framesPerSecond ?? 0,
      renderMs: last?.renderMs ?? 0,
      programFrames: Math.round(programFrames),
      skippedFrames: last?.skippedFrames ?? 0,
      recording:
        recording.status === 'recording' || recording.status === 'stopping'
          ? { durationMs: recording.durationMs, bytes: recording.bytes }
          : null,
      stream: {
        bytes: Math.round(streamBytes),
        packetLoss: Math.max(0, ...outputs.map(({ stats }) => Math.min(1, stats?.packetLoss ?? 0))),
      },
    }),
  }
}

const BYTES_PER_KBIT = 125

const bytesPerSecond = ({ stats }: OutputState): number =>
  stats ? (stats.videoKbps + stats.audioKbps) * BYTES_PER_KBIT : 0

export function remoteLevels(levels: AudioLevels): RemoteLevels {
  const linear = ({ rmsDb, peakDb }: AudioLevel) => ({ rms: amplitude(rmsDb), peak: amplitude(peakDb) })
  return {
    microphone1: linear(levels.microphone1),
    microphone2: linear(levels.microphone2),
    music: linear(levels.music),
    screen: linear(levels.screen),
  }
}

const amplitude = (db: number): number => (db <= SILENCE_DB ? 0 : 10 ** (db / 20))
