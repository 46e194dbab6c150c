export interface Link {
  /** The target as it stands between the angle brackets. */
  readonly target: string
  /** Parameters by lower-case name; the first of equal names counts (RFC 8288 §3). */
  readonly parameters: ReadonlyMap<string, string>
}

const ICE_SERVER_TARGET = /^(?:stun|stuns|turn|turns):[^\s]+$/i

/**
 * Reads a `Link` header field (RFC 8288 §3), which may hold several links separated by commas, with quoted values
 * that hold commas and semicolons themselves. What cannot be read is left out: one bad link spoils no other.
 */
export function parseLinkHeader(header: string): Link[] {
  const links: Link[] = []
  let at = 0
  const skipSpace = (): void => {
    while (header[at] === ' ' || header[at] === '\t') at += 1
  }
  const skipToNextLink = (): void => {
    while (at < header.length && header[at] !== ',') {
      if (header[at] === '"') readQuoted()
      else at += 1
    }
    at += 1
  }
  const readQuoted = (): string => {
    let text = ''
    at += 1
    while (at < header.length && header[at] !== '"') {
      if (header[at] === '\\') at += 1
      text += header[at] ?? ''
      at += 1
    }
    at += 1
    return text
  }
  const readToken = (): string => {
    const from = at
    while (at < header.length && !' \t=;,"'.includes(header[at] ?? '')) at += 1
    return header.slice(from, at)
  }
  const readValue = (): string => {
    skipSpace()
    return header[at] === '"' ? readQuoted() : readToken()
  }

  while (at < header.length) {
    skipSpace()
    const end = header[at] === '<' ? header.indexOf('>', at) : -1
    if (end < 0) {
      skipToNextLink()
      continue
    }
    const target = header.slice(at + 1, end)
    const parameters = new Map<string, string>()
    at = end + 1
    for (;;) {
      skipSpace()
      if (header[at] !== ';') break
      at += 1
      skipSpace()
      const name = readToken().toLowerCase()
      skipSpace()
      let value = ''
      if (header[at] === '=') {
        at += 1
        value = readValue()
      }
      if (name !== '' && !parameters.has(name)) parameters.set(name, value)
    }
    links.push({ target, parameters })
    skipToNextLink()
  }
  return links
}

/**
 * The STUN and TURN servers a WHIP endpoint names (RFC 9725 §4.6): one link with `rel="ice-server"` each. A TURN
 * server without user name and password, or with another kind of credential than a password, cannot be used and is
 * left out, since a browser refuses the whole list because of it.
 */
export function iceServersOf(header: string | null): RTCIceServer[] {
  if (header === null) return []
  return parseLinkHeader(header).flatMap(({ target, parameters }): RTCIceServer[] => {
    const relations = (parameters.get('rel') ?? '').toLowerCase().split(/\s+/)
    if (!relations.includes('ice-server') || !ICE_SERVER_TARGET.test(target)) return []
    if (/^stuns?:/i.test(target)) return [{ urls: target }]
    const username = parameters.get('username')
    const credential = parameters.get('credential')
    const type = parameters.get('credential-type') ?? 'password'
    if (username === undefined || credential === undefined || type !== 'password') return []
    return [{ urls: target, username, credential }]
  })
}
