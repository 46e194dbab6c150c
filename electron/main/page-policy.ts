const STUDIO_PAGES = ['/host/', '/console/', '/watch/', '/review/', '/overlay/', '/signaling/']
const LOOPBACK_HOSTS = new Set(['127.0.0.1', '[::1]', 'localhost'])

/** Sites whose https links may open in the system's browser. The studio links to none. */
export const EXTERNAL_HOSTS: ReadonlySet<string> = new Set()

/** An address as URL; undefined when it is none. (`URL.parse` came with Node 22, later than the oldest Electron we run on.) */
function parseUrl(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined
}

/** Parses the address of a session service; undefined unless it is plain http on this very machine. */
export function parseServiceUrl(text: string): URL | undefined {
  const url = parseUrl(text)
  return url?.protocol === 'http:' && LOOPBACK_HOSTS.has(url.hostname) ? url : undefined
}

/** Whether a window of the studio may show this address: one of its pages, on the service's own origin. */
export function isStudioPage(address: string, serviceOrigin: string): boolean {
  const url = parseUrl(address)
  return url?.origin === serviceOrigin && STUDIO_PAGES.some((page) => url.pathname.startsWith(page))
}

/** The host page alone holds a port to the service: the other pages are for people with fewer rights. */
export function isHostPage(address: string, serviceOrigin: string): boolean {
  const url = parseUrl(address)
  return url?.origin === serviceOrigin && url.pathname.startsWith('/host/')
}

/** Whether a link may be handed to the system's browser. */
export function mayOpenOutside(address: string, hosts: ReadonlySet<string>): boolean {
  const url = parseUrl(address)
  return url?.protocol === 'https:' && url.username === '' && hosts.has(url.host)
}

const PERMISSIONS: ReadonlySet<string> = new Set([
  'media',
  'speaker-selection',
  'display-capture',
  'fullscreen',
  'screen-wake-lock',
  // "Copy the viewers' link" on the host page; reading the clipboard stays refused.
  'clipboard-sanitized-write',
])

/** Whether a page may use a browser permission. `requester` is a full address or an origin, as Chromium gives it. */
export function isPermitted(permission: string, requester: string, serviceOrigin: string): boolean {
  return PERMISSIONS.has(permission) && parseUrl(requester)?.origin === serviceOrigin
}

/** For answers that bring no policy of their own: nothing but the page's own origin, no inline script, no framing. */
const FALLBACK_CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob: mediastream:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Response headers with the fallback policy added where the server sent none. */
export function withContentSecurityPolicy(headers: Record<string, string[]>): Record<string, string[]> {
  const has = Object.keys(headers).some((name) => name.toLowerCase() === 'content-security-policy')
  return has ? headers : { ...headers, 'Content-Security-Policy': [FALLBACK_CONTENT_SECURITY_POLICY] }
}
