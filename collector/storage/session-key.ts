import { createHash } from 'node:crypto'

/**
 * The key under which everything of a session is stored: a UUID (version 8, RFC 9562) from the SHA-256 of studio and
 * session id. Neither id may hold a slash, so that no two pairs give the same text.
 */
export function sessionKeyOf(studioId: string, sessionId: string): string {
  const hash = createHash('sha256').update(`${studioId}/${sessionId}`).digest()
  hash[6] = (hash.readUInt8(6) & 0x0f) | 0x80
  hash[8] = (hash.readUInt8(8) & 0x3f) | 0x80
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
