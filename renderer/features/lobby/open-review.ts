const WINDOW = 'huitou-review'

/** Where the review of a session stands; of all sessions without one. */
export const reviewAddress = (sessionId?: string): string =>
  `/review/#/${sessionId === undefined ? '' : `session/${encodeURIComponent(sessionId)}`}`

/**
 * Opens reviews in a window of their own, or brings it to the front: this one may go on air any moment, and leaving it
 * would take its cameras down. False when the browser blocked it.
 */
export function openReview(sessionId?: string): boolean {
  const opened = window.open(reviewAddress(sessionId), WINDOW)
  opened?.focus()
  return opened !== null
}
