import type { SyncProblem } from '#shared/protocol/sync.ts'

const DETAIL_MAX = 300

/** Why a collector could not be spoken to; closed. `detail` is for a technician and holds neither token nor events. */
export class SyncError extends Error {
  override readonly name = 'SyncError'
  readonly problem: SyncProblem
  readonly detail: string
  /** How long the collector asked to be left alone (ms); null when it did not. */
  readonly retryAfterMs: number | null

  constructor(problem: SyncProblem, detail = '', retryAfterMs: number | null = null) {
    super(detail === '' ? problem : `${problem}: ${detail}`)
    this.problem = problem
    this.detail = detail.slice(0, DETAIL_MAX)
    this.retryAfterMs = retryAfterMs
  }
}

/** Problems that go by themselves; all others wait for a person. */
const PASSING: ReadonlySet<SyncProblem> = new Set<SyncProblem>([
  'unreachable',
  'timedOut',
  'busy',
  'serverError',
])

export const passes = ({ problem }: SyncError): boolean => PASSING.has(problem)

const CERTIFICATE_PROBLEMS: Readonly<Record<string, SyncProblem>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certSelfSigned',
  SELF_SIGNED_CERT_IN_CHAIN: 'certUnknownIssuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certUnknownIssuer',
  UNABLE_TO_GET_ISSUER_CERT: 'certUnknownIssuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certUnknownIssuer',
  CERT_UNTRUSTED: 'certUnknownIssuer',
  CERT_HAS_EXPIRED: 'certExpired',
  CERT_NOT_YET_VALID: 'certNotYetValid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certWrongName',
  HOSTNAME_MISMATCH: 'certWrongName',
  CERT_REVOKED: 'certOther',
  CERT_REJECTED: 'certOther',
  CERT_SIGNATURE_FAILURE: 'certOther',
  INVALID_CA: 'certUnknownIssuer',
}

/** A failure of socket, name look-up or TLS, as the problem it is. Codes: Node's system errors and OpenSSL's. */
export function connectionError(error: unknown): SyncError {
  if (error instanceof SyncError) return error
  const { code, message } = wordsOf(error)
  const problem = CERTIFICATE_PROBLEMS[code]
  if (problem !== undefined) return new SyncError(problem, code)
  if (code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT') return new SyncError('timedOut', code)
  // A plain web server where TLS was expected, or TLS settings without a common one: no retry mends that.
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return new SyncError('certOther', code)
  return new SyncError('unreachable', code === '' ? message : code)
}

function wordsOf(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) }
  // Node tries all addresses of a name; the first failure tells as much as all of them.
  if (error instanceof AggregateError && error.errors.length > 0) return wordsOf(error.errors[0])
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return { code, message: error.message }
}
