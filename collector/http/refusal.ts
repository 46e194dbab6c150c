import { STATUS_CODES } from 'node:http'

import type { CollectorProblem } from '#shared/protocol/collector.ts'

const CODES = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notFound',
  405: 'unsupported',
  406: 'unsupported',
  408: 'busy',
  409: 'conflict',
  410: 'notFound',
  412: 'unsupported',
  413: 'tooLarge',
  415: 'unsupported',
  422: 'invalid',
  429: 'busy',
  500: 'internal',
  503: 'busy',
} as const satisfies Readonly<Record<number, CollectorProblem['code']>>

export type RefusalStatus = keyof typeof CODES

export const isRefusalStatus = (status: number): status is RefusalStatus => Object.hasOwn(CODES, status)

export interface RefusalMore {
  readonly code?: CollectorProblem['code']
  readonly invalid?: CollectorProblem['invalid']
  readonly highestSeq?: number
  /** Sent as Retry-After. */
  readonly retryAfterSeconds?: number
}

/** An answer in the negative: thrown anywhere in a request, sent as application/problem+json (RFC 9457). */
export class Refusal extends Error {
  readonly statusCode: RefusalStatus
  readonly more: RefusalMore

  constructor(status: RefusalStatus, detail: string, more: RefusalMore = {}) {
    super(detail)
    this.statusCode = status
    this.more = more
  }

  /** `type` is about:blank, which RFC 9457 gives to problems that the status and `code` say all of. */
  get problem(): CollectorProblem {
    const { code = CODES[this.statusCode], invalid, highestSeq } = this.more
    return {
      type: 'about:blank',
      title: STATUS_CODES[this.statusCode] ?? 'Error',
      status: this.statusCode,
      code,
      detail: this.message,
      ...(invalid !== undefined && { invalid }),
      ...(highestSeq !== undefined && { highestSeq }),
    }
  }
}
