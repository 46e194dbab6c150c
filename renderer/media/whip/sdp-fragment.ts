/** Media type of the fragments by which candidates and restarts travel (RFC 8840 §9). */
export const FRAGMENT_TYPE = 'application/trickle-ice-sdpfrag'

/** What one side says about its end of the path. `candidates` are attribute values: `candidate:1 1 udp …`. */
export interface IceDescription {
  readonly usernameFragment: string
  readonly password: string
  readonly candidates: readonly string[]
  /** No further candidates will come. */
  readonly complete: boolean
}

/** The ICE part of an offer: with one bundle it all stands in the first media section (RFC 9725 §4.3.2). */
export interface OfferedIce extends IceDescription {
  readonly mediaKind: string
  readonly mid: string
}

const linesOf = (sdp: string): string[] => sdp.split(/\r?\n/).filter((line) => line !== '')
const valueOf = (lines: readonly string[], prefix: string): string | undefined =>
  lines.find((line) => line.startsWith(prefix))?.slice(prefix.length)

/** Reads the ICE part of a local description; null when there is none in it. */
export function offeredIce(sdp: string): OfferedIce | null {
  const lines = linesOf(sdp)
  const first = lines.findIndex((line) => line.startsWith('m='))
  if (first < 0) return null
  const next = lines.findIndex((line, index) => index > first && line.startsWith('m='))
  const section = lines.slice(first, next < 0 ? undefined : next)
  const description = describe([...section, ...lines.slice(0, first)])
  const mediaKind = /^m=(\w+)/.exec(section[0] ?? '')?.[1]
  if (!description || mediaKind === undefined) return null
  return { ...description, mediaKind, mid: valueOf(section, 'a=mid:') ?? '0' }
}

/** Writes a fragment for trickling `candidates`, or for a restart (RFC 9725 §4.3.2 and §4.3.3, RFC 8840 §9). */
export function buildFragment(ice: OfferedIce): string {
  const lines = [
    `a=ice-ufrag:${ice.usernameFragment}`,
    `a=ice-pwd:${ice.password}`,
    `m=${ice.mediaKind} 9 RTP/AVP 0`,
    `a=mid:${ice.mid}`,
    ...ice.candidates.map((candidate) => `a=${candidate}`),
    ...(ice.complete ? ['a=end-of-candidates'] : []),
  ]
  return `${lines.join('\r\n')}\r\n`
}

/** Reads the fragment a server answers a restart with; null when it names no new user name and password. */
export const parseFragment = (text: string): IceDescription | null => describe(linesOf(text))

/**
 * The answer in force with the server's new end of the path put in: after a restart everything else holds on
 * (RFC 9725 §4.3.3). A fragment without candidates leaves the known ones, which the server then goes on using.
 */
export function withRestartedIce(answerSdp: string, ice: IceDescription): string {
  const replaced = ice.candidates.length > 0
  let sections = 0
  const lines = linesOf(answerSdp).flatMap((line): string[] => {
    if (line.startsWith('m=')) sections += 1
    if (line.startsWith('a=ice-ufrag:')) return [`a=ice-ufrag:${ice.usernameFragment}`]
    if (line.startsWith('a=ice-pwd:')) {
      const candidates = replaced && sections <= 1 ? ice.candidates.map((candidate) => `a=${candidate}`) : []
      return [`a=ice-pwd:${ice.password}`, ...candidates]
    }
    const stale = line.startsWith('a=candidate:') || line === 'a=end-of-candidates'
    return replaced && stale ? [] : [line]
  })
  return `${lines.join('\r\n')}\r\n`
}

function describe(lines: readonly string[]): IceDescription | null {
  const usernameFragment = valueOf(lines, 'a=ice-ufrag:')
  const password = valueOf(lines, 'a=ice-pwd:')
  if (!usernameFragment || !password) return null
  return {
    usernameFragment,
    password,
    candidates: lines.filter((line) => line.startsWith('a=candidate:')).map((line) => line.slice(2)),
    complete: lines.includes('a=end-of-candidates'),
  }
}
