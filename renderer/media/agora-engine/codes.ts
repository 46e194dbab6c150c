import { MediaError } from '../media-error.ts'
import type { MediaErrorKind } from '../media-error.ts'

// Numbers and their meaning: agora-electron-sdk 4.6.2, AgoraBase.d.ts.

/** Throws when a call of the SDK was refused at once. */
export function expectDone(code: number, what: string, otherwise: MediaErrorKind = 'engineFailed'): void {
  if (code !== 0) throw callError(code, what, otherwise)
}

export function callError(
  code: number,
  what: string,
  otherwise: MediaErrorKind = 'engineFailed',
): MediaError {
  const kind = CALL_ERRORS[Math.abs(code)] ?? otherwise
  return new MediaError(kind, `${what}: the Agora SDK answered ${code}`)
}

const CALL_ERRORS: Readonly<Record<number, MediaErrorKind>> = {
  4: 'notSupported',
  9: 'permissionDenied',
  101: 'outputAddressWrong',
  102: 'outputAddressWrong',
  109: 'outputTokenRefused',
  110: 'outputTokenRefused',
  1501: 'permissionDenied',
}

/** LocalVideoStreamReason of a camera or screen that failed. */
export function videoError(reason: number, label: string): MediaError {
  switch (reason) {
    case 2:
    case 22:
      return new MediaError('permissionDenied', `${label} may not be used`)
    case 3:
      return new MediaError('deviceInUse', `${label} is used by another program`)
    case 8:
    case 10:
      return new MediaError('deviceNotFound', `${label} is not there`)
    case 9:
    case 12:
    case 30:
    case 31:
      return new MediaError('deviceGone', `${label} went away (reason ${reason})`)
    default:
      return new MediaError('noFrames', `${label} delivers no pictures (reason ${reason})`)
  }
}

/** LocalAudioStreamReason of a microphone that failed. */
export function audioError(reason: number, label: string): MediaError {
  switch (reason) {
    case 2:
      return new MediaError('permissionDenied', `${label} may not be used`)
    case 3:
      return new MediaError('deviceInUse', `${label} is used by another program`)
    case 6:
    case 9:
      return new MediaError('deviceNotFound', `${label} is not there`)
    default:
      return new MediaError('noFrames', `${label} delivers no sound (reason ${reason})`)
  }
}

export interface Breakdown {
  readonly error: MediaError
  /** Whether trying again may help without anybody doing something. */
  readonly tryAgain: boolean
}

/** ConnectionChangedReasonType of a connection that failed for good. */
export function connectionError(reason: number): Breakdown {
  const by = (kind: MediaErrorKind, text: string, tryAgain = false): Breakdown => ({
    error: new MediaError(kind, `${text} (reason ${reason})`),
    tryAgain,
  })
  switch (reason) {
    case 3:
      return by('outputBusy', 'Agora keeps this user out of the channel')
    case 6:
    case 24:
      return by('outputAddressWrong', 'Agora does not know this App ID')
    case 7:
      return by('outputAddressWrong', 'Agora does not accept this channel name')
    case 8:
      return by('outputTokenRefused', 'Agora refused the token')
    case 9:
      return by('outputTokenRefused', 'The token has expired', true)
    case 10:
    case 20:
      return by('outputBusy', 'Agora refused the channel')
    case 19:
      return by('outputBusy', 'Somebody else joined the channel with the same user id')
    default:
      return by('outputUnreachable', 'The connection to Agora failed', true)
  }
}

/** RtmpStreamPublishReason of a push that failed. */
export function pushError(reason: number): Breakdown {
  const by = (kind: MediaErrorKind, text: string, tryAgain: boolean): Breakdown => ({
    error: new MediaError(kind, `${text} (reason ${reason})`),
    tryAgain,
  })
  switch (reason) {
    case 1:
      return by('outputAddressWrong', 'The push address is wrong', false)
    case 2:
    case 10:
      return by('outputFormatRefused', 'The CDN does not take this stream', false)
    case 8:
    case 15:
    case 16:
      return by('outputTokenRefused', 'Agora may not push for this App ID', false)
    case 7:
      return by('outputBusy', 'This App ID pushes as many streams as it may', false)
    case 11:
      return by('busy', 'Only a host on air can push', false)
    case 4:
    case 5:
      return by('outputServerFailed', 'The CDN failed', true)
    default:
      return by('outputUnreachable', 'The CDN could not be reached', true)
  }
}
