import type { CameraInput, PreflightInputs } from './preflight-inputs.ts'
import { amber, checking, green, red, type PreflightLine } from './preflight-line.ts'

/** Below this a camera does not deliver what moving people need. */
const CAMERA_FPS_MIN = 12
const SMOOTH_FPS_MIN = 24

/** Each camera in use, and what is made of them. */
export function pictureLines(inputs: PreflightInputs): PreflightLine[] {
  return [...cameraLines(inputs), programLine(inputs)]
}

function cameraLines({ cameras, screenLive }: PreflightInputs): PreflightLine[] {
  if (cameras.length === 0) {
    return [(screenLive ? amber : red)('cameras', 'camerasNone', {}, 'openDevices')]
  }
  const someGood = cameras.some(isGood)
  return cameras.map((camera) => cameraLine(camera, someGood))
}

const isGood = ({ status, look }: CameraInput): boolean => status === 'live' && look !== 'black'

function cameraLine(camera: CameraInput, someGood: boolean): PreflightLine {
  const { slot, name, status, fps, look, warning, problem } = camera
  const id = `camera${slot}`
  const values = { slot, name, fps: Math.round(fps ?? 0) }
  // A spare camera may wait; one that viewers see first, or the only one, may not.
  const bad = camera.onAir || !someGood ? red : amber
  switch (status) {
    case 'opening':
      return checking(id, 'cameraOpening', values)
    case 'failed':
      return bad(
        id,
        'cameraFailed',
        { ...values, problem: problem ?? 'unknown' },
        'retryCamera',
        String(slot),
      )
    case 'live':
      if (warning === 'muted') return bad(id, 'cameraHeld', values, 'openDevices')
      if (look === 'black') return bad(id, 'cameraBlack', values, 'openDevices')
      if (warning === 'frozen' || look === 'frozen')
        return amber(id, 'cameraFrozen', values, 'retryCamera', String(slot))
      if (fps === null || look === 'unknown') return checking(id, 'cameraOpening', values)
      return fps < CAMERA_FPS_MIN
        ? amber(id, 'cameraSlow', values, 'openDevices')
        : green(id, 'cameraLive', values)
    default:
      return status satisfies never
  }
}

function programLine({ program }: PreflightInputs): PreflightLine {
  if (program.broken) return red('program', 'pictureStopped')
  if (!program.onAir) return red('program', 'pictureNone', {}, 'enterDesk')
  if (program.fps === null) return checking('program', 'pictureStarting')
  const values = { fps: Math.round(program.fps) }
  if (program.fps < 1) return red('program', 'pictureStopped', values)
  return program.fps < SMOOTH_FPS_MIN
    ? amber('program', 'pictureSlow', values)
    : green('program', 'pictureSmooth', values)
}
