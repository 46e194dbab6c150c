/** Why somebody is not let in, as the answer to the HTTP request; `error` is the key clients translate by. */
export interface Denial {
  readonly status: 400 | 401 | 403 | 404 | 429 | 500 | 503
  readonly error:
    | 'invalid'
    | 'notPaired'
    | 'wrongHost'
    | 'wrongOrigin'
    | 'wrongCode'
    | 'expiredCode'
    | 'wrongToken'
    | 'notFound'
    | 'tooManyAttempts'
    | 'full'
    | 'failed'
  readonly message: string
  readonly retryAfterSeconds?: number
}

export type Admission<Granted> =
  | { readonly ok: true; readonly value: Granted }
  | { readonly ok: false; readonly denial: Denial }

export const deny = (denial: Denial): { readonly ok: false; readonly denial: Denial } => ({
  ok: false,
  denial,
})
