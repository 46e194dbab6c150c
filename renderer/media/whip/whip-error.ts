import { MediaError, type MediaErrorKind } from '../media-error.ts'

/** The kinds of MediaError a WHIP session can end with. */
type WhipErrorKind = Extract<MediaErrorKind, `output${string}`>

/** Why a WHIP session did not come about or broke. `status` is the HTTP status that said so, null when none did. */
export class WhipError extends MediaError {
  readonly status: number | null
  /** How long the server asks to be left alone, in ms. */
  readonly retryAfterMs: number | null

  constructor(
    kind: WhipErrorKind,
    message: string,
    about: { status?: number; retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(kind, message, 'cause' in about ? { cause: about.cause } : undefined)
    this.status = about.status ?? null
    this.retryAfterMs = about.retryAfterMs ?? null
  }
}

const WORDS_MAX = 200

/** What an HTTP status other than 201 means for the person who set up the destination (RFC 9725 §4.1, §4.2, §4.5). */
function kindOfStatus(status: number): WhipErrorKind {
  switch (status) {
    case 401:
    case 403:
    case 407:
      return 'outputTokenRefused'
    case 400:
    case 406:
    case 415:
    case 422:
      return 'outputFormatRefused'
    case 429:
    case 503:
      return 'outputBusy'
    default:
      return status >= 500 ? 'outputServerFailed' : 'outputAddressWrong'
  }
}

/** Turns an unwelcome response into an error with the server's own words, from which the token is kept out. */
export async function refusalOf(response: Response, token: string | null, nowMs: number): Promise<WhipError> {
  const said = await wordsOf(response)
  const words = token === null || token === '' ? said : said.replaceAll(token, '…')
  const message = `HTTP ${response.status}${words === '' ? '' : `: ${words}`}`
  return new WhipError(kindOfStatus(response.status), message, {
    status: response.status,
    retryAfterMs: retryAfterMs(response.headers.get('Retry-After'), nowMs),
  })
}

/** Reads `Retry-After`, which is seconds or a date (RFC 9110 §10.2.3); null when it is absent or makes no sense. */
export function retryAfterMs(value: string | null, nowMs: number): number | null {
  if (value === null) return null
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000
  const atMs = Date.parse(value)
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs)
}

/** `title` and `detail` of problem+json (RFC 9457 §3.1), else the plain text; markup is not worth showing. */
async function wordsOf(response: Response): Promise<string> {
  const type = response.headers.get('Content-Type') ?? ''
  const body = await response.text().catch(() => '')
  if (/[/+]json\b/.test(type)) return cut(problemWords(body) ?? body)
  return /html/.test(type) || body.trimStart().startsWith('<') ? '' : cut(body)
}

function problemWords(json: string): string | null {
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value !== 'object' || value === null) return null
    const fields = new Map<string, unknown>(Object.entries(value))
    const words = ['title', 'detail', 'error', 'message'].flatMap((key) => {
      const text = fields.get(key)
      return typeof text === 'string' && text !== '' ? [text] : []
    })
    return words.length === 0 ? null : [...new Set(words)].join(': ')
  } catch {
    return null
  }
}

const cut = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > WORDS_MAX ? `${line.slice(0, WORDS_MAX)}…` : line
}
