/** Largest frame a client may send (bytes of JSON). A WebRTC offer is the largest honest one. */
export const UP_FRAME_MAX_BYTES = 96 * 1024

/** A client that holds at most this many events less than the log gets them as a tail, else a snapshot. */
export const TAIL_MAX_EVENTS = 2_000

/** Close codes of the WebSocket adapter (RFC 6455 private range). */
export const CLOSE_CODES = {
  badFrame: 4400,
  revoked: 4401,
  tooLarge: 4413,
  protocolMismatch: 4426,
  tooFast: 4429,
  tooSlow: 4408,
  shuttingDown: 1001,
} as const
