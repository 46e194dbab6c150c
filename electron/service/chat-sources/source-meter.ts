import type { SourceHealth } from '#shared/protocol/down.ts'

const WINDOW_MS = 60_000

/** Counts what a source delivered in the last minute: a source that looks connected but is silent can be seen. */
export interface SourceMeter {
  readonly count: (messages: number, nowMs: number) => void
  readonly health: (source: string, state: SourceHealth['state'], nowMs: number) => SourceHealth
}

export function createSourceMeter(): SourceMeter {
  // One bucket a second, so that a burst of thousands costs no more than a single message.
  let buckets: { readonly second: number; messages: number }[] = []
  let lastAtMs: number | null = null

  const forgetBefore = (nowMs: number): void => {
    const oldest = Math.floor((nowMs - WINDOW_MS) / 1000)
    buckets = buckets.filter((bucket) => bucket.second > oldest)
  }

  return {
    count: (messages, nowMs) => {
      lastAtMs = nowMs
      const second = Math.floor(nowMs / 1000)
      const last = buckets.at(-1)
      if (last?.second === second) last.messages += messages
      else {
        forgetBefore(nowMs)
        buckets.push({ second, messages })
      }
    },
    health: (source, state, nowMs) => {
      forgetBefore(nowMs)
      const perMinute = buckets.reduce((sum, bucket) => sum + bucket.messages, 0)
      return { source, state, lastAtMs, perMinute, problem: null, online: null, dropped: 0, unsentReplies: 0 }
    },
  }
}
