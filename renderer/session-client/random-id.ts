/**
 * A random id for retries and messages. `crypto.randomUUID` exists in secure contexts only, and a console or a
 * phone in the local network opens plain http; `getRandomValues` exists everywhere.
 */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
