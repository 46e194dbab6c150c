import type { WireClient } from '#service/testing/wire-client.ts'
import type { RemoteAction, RemoteOutcome, RemoteState } from '#shared/protocol/remote.ts'
import { NOTHING_YET } from '../events.ts'

/** Two cameras and a picture of both; the first is on programme, the second on preview. */
const STUDIO_STATE: RemoteState = {
  ...NOTHING_YET,
  scenes: [
    { id: 'camera-1', name: '机位 1', layers: [{ name: null, source: 'camera-1', hidden: false }] },
    { id: 'camera-2', name: '机位 2', layers: [{ name: null, source: 'camera-2', hidden: false }] },
    {
      id: 'both',
      name: '双机同屏',
      layers: [
        { name: null, source: 'camera-1', hidden: false },
        { name: '角标', source: 'image', hidden: true },
      ],
    },
  ],
  programSceneId: 'camera-1',
  previewSceneId: 'camera-2',
  transition: { kind: 'fade', durationMs: 300 },
}

const FIGURES = {
  framesPerSecond: 30,
  renderMs: 4,
  programFrames: 900,
  skippedFrames: 3,
  recording: { durationMs: 61_500, bytes: 4_096 },
  stream: { bytes: 1_000, packetLoss: 0.01 },
}

export interface StandInHost {
  readonly asked: RemoteAction[]
  state: RemoteState
  readonly tell: (change: Partial<RemoteState>) => void
  /** Answers instead of the studio below; undefined leaves the action unanswered. */
  answer: ((action: RemoteAction) => RemoteOutcome | undefined) | null
}

const DONE: RemoteOutcome = { ok: true, figures: null }

/** A host window without pictures: does what it is asked to its state, tells the state, then answers. */
export function standInHost(client: WireClient, initial: RemoteState = STUDIO_STATE): StandInHost {
  let lastCommand = 0
  const command = (type: 'goLive' | 'endShow'): void => {
    lastCommand += 1
    client.send({ type: 'command', commandId: `stand-in-${lastCommand}`, command: { type } })
  }

  const perform = (action: RemoteAction): RemoteOutcome => {
    const { state } = host
    switch (action.type) {
      case 'setProgram':
        host.tell({ programSceneId: action.sceneId })
        return DONE
      case 'setPreview':
        host.tell({ previewSceneId: action.sceneId })
        return DONE
      case 'take':
        host.tell({
          programSceneId: state.previewSceneId,
          previewSceneId: state.programSceneId,
          transitioning: true,
        })
        host.tell({ transitioning: false })
        return DONE
      case 'setTransition':
        host.tell({ transition: { kind: action.kind, durationMs: action.durationMs } })
        return DONE
      case 'setMuted':
        host.tell({
          mixer: {
            ...state.mixer,
            [action.channel]: { ...state.mixer[action.channel], muted: action.muted },
          },
        })
        return DONE
      case 'setGain':
        host.tell({
          mixer: { ...state.mixer, [action.channel]: { ...state.mixer[action.channel], gain: action.gain } },
        })
        return DONE
      case 'startRecording':
        if (state.recording.phase !== 'idle') return { ok: false, problem: 'wrongState', message: 'it runs' }
        host.tell({ recording: { phase: 'starting', file: 'program.mp4' } })
        host.tell({ recording: { phase: 'recording', file: 'program.mp4' } })
        return DONE
      case 'stopRecording':
        if (state.recording.phase !== 'recording') {
          return { ok: false, problem: 'wrongState', message: 'nothing is recorded' }
        }
        host.tell({ recording: { phase: 'saving', file: 'program.mp4' } })
        host.tell({ recording: { phase: 'idle', file: 'program.mp4' } })
        return DONE
      case 'startShow':
        command('goLive')
        return DONE
      case 'endShow':
        command('endShow')
        return DONE
      case 'figures':
        return { ok: true, figures: FIGURES }
      default:
        return action satisfies never
    }
  }

  const host: StandInHost = {
    asked: [],
    state: initial,
    answer: null,
    tell: (change) => {
      host.state = { ...host.state, ...change }
      client.send({ type: 'remoteState', state: host.state })
    },
  }
  const onFrame = client.onFrame
  client.onFrame = (frame) => {
    onFrame(frame)
    if (frame.type === 'remoteWatch' && frame.state) host.tell({})
    if (frame.type !== 'remoteAction') return
    host.asked.push(frame.action)
    const outcome = host.answer ? host.answer(frame.action) : perform(frame.action)
    if (outcome) client.send({ type: 'remoteResult', actionId: frame.actionId, outcome })
  }
  return host
}
