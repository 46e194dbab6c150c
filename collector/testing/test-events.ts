import { gzipSync } from 'node:zlib'

import type { SessionHead, SyncedEvent, WithheldEvent } from '#shared/protocol/collector.ts'

/** A Tuesday evening in Shanghai. */
export const SHOW_MS = Date.UTC(2026, 9, 20, 12)

export const head = (more: Partial<SessionHead> = {}): SessionHead => ({
  title: '周二专场',
  kind: 'show',
  phase: 'live',
  createdAtMs: SHOW_MS,
  liveAtMs: SHOW_MS,
  endedAtMs: null,
  lastSeq: 0,
  ...more,
})

export const event = (seq: number, more: Partial<SyncedEvent> = {}): SyncedEvent => ({
  seq,
  atMs: SHOW_MS + seq * 100,
  type: 'danmakuReceived',
  version: 1,
  actor: { role: 'system', id: 'system', name: '' },
  body: { danmakuId: `d${seq}`, userId: `local:${seq % 7}`, userName: '小周', text: `多大码的 ${seq}` },
  ...more,
})

/** Danmaku with the seqs from `first` to `last`. */
export const danmaku = (first: number, last: number): SyncedEvent[] =>
  Array.from({ length: last - first + 1 }, (_, index) => event(first + index))

/** A studio that talks to a collector. */
export class TestStudio {
  readonly url: string
  readonly token: string

  constructor(url: string, token: string) {
    this.url = url
    this.token = token
  }

  ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${this.token}`)
    return fetch(new URL(path, this.url), { ...init, headers })
  }

  push(
    sessionId: string,
    events: readonly (SyncedEvent | WithheldEvent)[],
    session: SessionHead = head(),
  ): Promise<Response> {
    return this.send('POST', sessionId, { session, firstSeq: events[0]?.seq ?? 1, events })
  }

  replace(sessionId: string, events: readonly (SyncedEvent | WithheldEvent)[]): Promise<Response> {
    return this.send('PUT', sessionId, { session: head(), events })
  }

  send(method: 'POST' | 'PUT', sessionId: string, body: unknown): Promise<Response> {
    return this.ask(`/v1/sessions/${sessionId}/events`, {
      method,
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(typeof body === 'string' ? body : JSON.stringify(body)),
    })
  }

  /** All stored events of a session, as their JSON lines. */
  async lines(sessionId: string): Promise<string[]> {
    const response = await this.ask(`/v1/sessions/${sessionId}/events`, {
      headers: { accept: 'application/x-ndjson' },
    })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return (await response.text()).split('\n').slice(0, -1)
  }
}
