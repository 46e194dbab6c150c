import { X509Certificate } from 'node:crypto'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { checkServerIdentity, connect, getCACertificates } from 'node:tls'

import type { SeenCertificate } from '#shared/protocol/sync.ts'

const LOOK_WITHIN_MS = 8_000

/** A pool of connections to one collector. `certificate`: a PEM that counts as good although nobody vouches for it. */
export function agentFor(address: string, certificate: string | null): HttpAgent | HttpsAgent {
  const pool = { keepAlive: true, maxSockets: 4, timeout: 0 }
  if (new URL(address).protocol === 'http:') return new HttpAgent(pool)
  const accepted = certificate === null ? null : new X509Certificate(certificate)
  return new HttpsAgent({
    ...pool,
    ca: [...trusted(), ...(accepted ? [accepted.toString()] : [])],
    // Somebody looked at this very certificate: whatever name it bears, it is the one.
    checkServerIdentity: (host, seen) =>
      accepted?.fingerprint256 === seen.fingerprint256 ? undefined : checkServerIdentity(host, seen),
  })
}

/** Node's own authorities and the system's: companies put theirs there. */
function trusted(): readonly string[] {
  return (known ??= [...getCACertificates('default'), ...systemAuthorities()])
}

let known: readonly string[] | null = null

function systemAuthorities(): readonly string[] {
  try {
    return getCACertificates('system')
  } catch {
    // Not every runtime can read the system's store.
    return []
  }
}

/** The certificate a server shows, without sending it anything; null when it shows none in time. */
export function certificateOf(address: string): Promise<SeenCertificate | null> {
  const { hostname, port } = new URL(address)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: port === '' ? 443 : Number(port),
      rejectUnauthorized: false,
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
    })
    const end = (seen: SeenCertificate | null): void => {
      socket.destroy()
      resolve(seen)
    }
    socket.setTimeout(LOOK_WITHIN_MS, () => end(null))
    socket.once('error', () => end(null))
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate()
      if (!certificate) return end(null)
      end({
        pem: certificate.toString(),
        sha256: certificate.fingerprint256,
        subject: certificate.subject.replaceAll('\n', ', ').slice(0, 200),
        validToMs: Date.parse(certificate.validTo) || null,
      })
    })
  })
}
