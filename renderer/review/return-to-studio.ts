/**
 * Back to the window that opened this one, which may be on air: a second host page beside it would fight for its
 * cameras. Without such a window the host page is opened here.
 */
export function returnToStudio(): void {
  const studio: unknown = window.opener
  if (studio === null) return location.assign('/host/')
  window.close()
}
