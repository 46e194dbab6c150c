import type { MicrophoneInput, PreflightInputs } from './preflight-inputs.ts'
import { amber, checking, green, red, type PreflightLine } from './preflight-line.ts'

/** Louder than this, viewers hear the loudspeaker again through the microphone. */
const ECHO_HEARD_DB = -40

export function soundLines({ microphone, echo }: PreflightInputs): PreflightLine[] {
  return [microphoneLine(microphone), echoLine(echo)]
}

function microphoneLine({ status, problem, muted, sound, blocked }: MicrophoneInput): PreflightLine {
  const id = 'microphone'
  switch (status) {
    case 'closed':
      return red(id, 'microphoneNone', {}, 'openDevices')
    case 'opening':
      return checking(id, 'microphoneOpening')
    case 'failed':
      return red(id, 'microphoneFailed', { problem: problem ?? 'unknown' }, 'retryMicrophone')
    case 'live':
      break
    default:
      return status satisfies never
  }
  if (muted) return red(id, 'microphoneMuted', {}, 'unmute')
  if (blocked) return red(id, 'soundBlocked')
  switch (sound) {
    case 'listening':
      return checking(id, 'microphoneListening')
    case 'dead':
      return red(id, 'microphoneDead', {}, 'openDevices')
    case 'faint':
      return amber(id, 'microphoneFaint')
    case 'clipping':
      return amber(id, 'microphoneClips', {}, 'openDevices')
    case 'fine':
      return green(id, 'microphoneHeard')
    default:
      return sound satisfies never
  }
}

function echoLine(echo: PreflightInputs['echo']): PreflightLine {
  const id = 'echo'
  switch (echo.state) {
    case 'impossible':
      return amber(id, 'echoImpossible')
    case 'unmeasured':
      return amber(id, 'echoUnmeasured', {}, 'measureEcho')
    case 'measuring':
      return checking(id, 'echoMeasuring')
    case 'failed':
      return amber(id, 'echoFailed', {}, 'measureEcho')
    case 'measured': {
      const { echoDb } = echo
      return echoDb !== null && echoDb > ECHO_HEARD_DB
        ? amber(id, 'echoLoud', { db: Math.round(-echoDb) }, 'measureEcho')
        : green(id, 'echoNone')
    }
    default:
      return echo satisfies never
  }
}
