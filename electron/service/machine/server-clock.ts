const PATIENCE_MS = 4_000

/**
 * How far this machine's clock is ahead of a web server's, in ms, by the `Date` header (RFC 9110, 6.6.1: whole seconds)
 * of whatever it answers to HEAD. Null when there is no answer or no date in it. Nothing is sent but the request line.
 */
export async function clockAheadOf(
  origin: string,
  nowMs: () => number,
  request: (url: string, init: RequestInit) => Promise<Pick<Response, 'headers'>> = fetch,
): Promise<number | null> {
  try {
    const askedMs = nowMs()
    const { headers } = await request(origin, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const answeredMs = nowMs()
    const serverMs = Date.parse(headers.get('date') ?? '')
    // The header names the second that had begun: on average half of it had passed.
    return Number.isFinite(serverMs) ? Math.round((askedMs + answeredMs) / 2 - (serverMs + 500)) : null
  } catch {
    return null
  }
}
