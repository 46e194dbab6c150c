/** Everything that can go wrong with pictures and sound, as the user can act on it. */
export const MEDIA_ERROR_KINDS = [
  'permissionDenied',
  'deviceInUse',
  'deviceNotFound',
  'deviceGone',
  'noFrames',
  'formatRefused',
  'audioBlocked',
  'notSupported',
  'invalidScene',
  'busy',
  'encoderFailed',
  'recordingSinkFailed',
  'engineFailed',
  'outputTokenRefused',
  'outputAddressWrong',
  'outputFormatRefused',
  'outputBusy',
  'outputServerFailed',
  'outputUnreachable',
  'outputAnswerUnusable',
  'outputLost',
  'outputStalled',
  'unknown',
] as const
export type MediaErrorKind = (typeof MEDIA_ERROR_KINDS)[number]

/**
 * A failure of the media engine. Show `t(error.messageKey)` from the i18n namespace `media`; `message` is
 * English and meant for the log.
 */
export class MediaError extends Error {
  override readonly name = 'MediaError'
  readonly kind: MediaErrorKind

  constructor(kind: MediaErrorKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }

  get messageKey(): `error.${MediaErrorKind}` {
    return `error.${this.kind}`
  }
}

const KIND_OF_DOM_ERROR: Readonly<Record<string, MediaErrorKind>> = {
  NotAllowedError: 'permissionDenied',
  SecurityError: 'permissionDenied',
  NotReadableError: 'deviceInUse',
  TrackStartError: 'deviceInUse',
  NotFoundError: 'deviceNotFound',
  OverconstrainedError: 'formatRefused',
  NotSupportedError: 'notSupported',
  TypeError: 'notSupported',
}

/** Turns whatever a browser call threw into a MediaError, keeping the original as `cause`. */
export function toMediaError(cause: unknown, fallback: MediaErrorKind = 'unknown'): MediaError {
  if (cause instanceof MediaError) return cause
  const { name, message } = cause instanceof Error ? cause : { name: '', message: String(cause) }
  if (cause instanceof Error && 'constraint' in cause && cause.constraint === 'deviceId') {
    return new MediaError('deviceNotFound', 'The chosen device is not there', { cause })
  }
  return new MediaError(KIND_OF_DOM_ERROR[name] ?? fallback, message || name, { cause })
}
