import { shortHash } from '#shared/domain/danmaku/clean-text.ts'

/** Agora delivers what was sent during a break within this time after the link is back; so come the doubles. */
const DOUBLES_WITHIN_MS = 10_000
/** A double repeats what came this long before at most. */
const REMEMBERED_MS = 60_000
const REMEMBERED_MAX = 2_000

/** Gives messages ids by which the service recognises a double. agora-rtm 2.3.0 delivers none of its own. */
export interface MessageIds {
  /** `ownId` is what the message itself says it is called. */
  readonly idOf: (publisher: string, payload: string, ownId: string | null, nowMs: number) => string
  /** The link is back after a break. */
  readonly back: (nowMs: number) => void
}

/**
 * A message that repeats, right after a break, what the same person wrote before it, gets the same id again, once for
 * each; at all other times a person may repeat themselves. `run` tells windows and logins apart.
 */
export function createMessageIds(run: string): MessageIds {
  let recent: { readonly hash: string; readonly id: string; readonly atMs: number }[] = []
  let before: Map<string, string[]> = new Map()
  let backAtMs = Number.NEGATIVE_INFINITY
  let count = 0

  return {
    idOf: (publisher, payload, ownId, nowMs) => {
      if (ownId !== null) return `${publisher}/${ownId}`
      const hash = `${shortHash(publisher)}${shortHash(payload)}`
      const again = nowMs - backAtMs <= DOUBLES_WITHIN_MS ? before.get(hash)?.shift() : undefined
      if (again !== undefined) return again
      count += 1
      const id = `${run}-${hash}-${count}`
      recent.push({ hash, id, atMs: nowMs })
      if (recent.length > 2 * REMEMBERED_MAX) recent = recent.slice(-REMEMBERED_MAX)
      return id
    },
    back: (nowMs) => {
      backAtMs = nowMs
      before = new Map()
      for (const { hash, id, atMs } of recent.slice(-REMEMBERED_MAX)) {
        if (nowMs - atMs > REMEMBERED_MS) continue
        const ids = before.get(hash)
        if (ids) ids.push(id)
        else before.set(hash, [id])
      }
    },
  }
}
