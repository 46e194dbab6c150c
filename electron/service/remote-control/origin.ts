import { isIP } from 'node:net'

import { isLoopback } from '../transport/addresses.ts'

const LOOPBACK_NAMES = ['localhost', '[::1]']

/**
 * Whether a connection may come from where it says. Programs and control surfaces send no Origin, or `file://` when
 * their buttons are local pages; a page of a browser always sends its own and cannot choose another. So pages of this
 * machine may connect (tools with a local web interface), and pages from anywhere else may not, whatever they know:
 * they could not guess the password, but they could take up the places and the attempts of those who have it.
 *
 * Names are not compared with the Host header: a page that rebinds its own name to this machine has both alike. `null`
 * is refused, since every page can have it by a sandboxed frame.
 */
export function isAllowedOrigin(origin: string | undefined, localAddress: string): boolean {
  if (origin === undefined || origin === 'file://') return true
  if (!URL.canParse(origin)) return false
  const { protocol, hostname } = new URL(origin)
  if (protocol !== 'http:' && protocol !== 'https:') return false
  if (LOOPBACK_NAMES.includes(hostname)) return true
  return isIP(hostname) !== 0 && (isLoopback(hostname) || hostname === localAddress)
}
