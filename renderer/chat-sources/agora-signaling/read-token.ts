const VERSION = '007'
const RTC_SERVICE = 1
const RTM_SERVICE = 2
const LOGIN_PRIVILEGE = 1

/** What an Agora token says of itself. It is signed, not encrypted: whoever holds it can read it. */
export interface TokenFacts {
  readonly appId: string
  readonly expiresAtMs: number
  /** Whom it lets into Signaling; null: it has no right to Signaling. */
  readonly userId: string | null
}

/**
 * Reads a token of version 007 (AccessToken2: `007` + base64 of zlib of length-prefixed little-endian fields, as the
 * package agora-token builds it). Null for other versions and for what is no token: then only Agora can tell.
 */
export async function readToken(token: string): Promise<TokenFacts | null> {
  if (!token.startsWith(VERSION)) return null
  try {
    const packed = Uint8Array.from(atob(token.slice(VERSION.length)), (character) => character.charCodeAt(0))
    return readFields(new DataView(await inflate(packed)))
  } catch {
    return null
  }
}

async function inflate(packed: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'))
  return new Response(stream).arrayBuffer()
}

function readFields(view: DataView): TokenFacts {
  let at = 0
  const uint16 = (): number => view.getUint16((at += 2) - 2, true)
  const uint32 = (): number => view.getUint32((at += 4) - 4, true)
  const text = (): string => {
    const length = uint16()
    at += length
    return new TextDecoder().decode(new Uint8Array(view.buffer, at - length, length))
  }

  text() // the signature
  const appId = text()
  const issuedAtS = uint32()
  const lifeS = uint32()
  uint32() // the salt
  let loginS = lifeS
  let userId: string | null = null
  for (let left = uint16(); left > 0; left -= 1) {
    const service = uint16()
    const privileges = new Map<number, number>()
    for (let count = uint16(); count > 0; count -= 1) {
      const privilege = uint16()
      privileges.set(privilege, uint32())
    }
    if (service === RTC_SERVICE) {
      text() // channel
      text() // uid
    } else if (service === RTM_SERVICE) {
      userId = text()
      loginS = privileges.get(LOGIN_PRIVILEGE) ?? lifeS
    } else break // what follows is of a kind we cannot measure
  }
  // A privilege counts from the time of issue, like the token itself; 0 means as long as the token.
  const validS = loginS === 0 ? lifeS : Math.min(lifeS, loginS)
  return { appId, userId, expiresAtMs: (issuedAtS + validS) * 1_000 }
}
