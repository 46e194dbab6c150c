import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { withStorageErrors } from '../storage/storage-error.ts'

export interface MutedViewer {
  /** The viewer's key across chat sources (`viewerKey`). */
  readonly userId: string
  readonly userName: string
}

/** Blocked words and muted viewers that hold from show to show. All changes may be repeated without harm. */
export interface Moderation {
  /** As they were given, oldest first. */
  readonly blockedWords: () => string[]
  readonly mutedViewers: () => MutedViewer[]
  readonly block: (word: string) => void
  readonly unblock: (word: string) => void
  readonly mute: (userId: string, userName: string) => void
  readonly unmute: (userId: string) => void
}

const wordRows = z.array(z.object({ word: z.string() }))
const viewerRows = z.array(z.object({ userId: z.string(), userName: z.string() }))

export function moderationOf(db: Database, nowMs: () => number): Moderation {
  const words = db.prepare('SELECT word FROM blocked_word ORDER BY created_at, word')
  const viewers = db.prepare(
    'SELECT user_id AS userId, name AS userName FROM muted_viewer ORDER BY created_at, user_id',
  )
  const block = db.prepare('INSERT INTO blocked_word (word, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const unblock = db.prepare('DELETE FROM blocked_word WHERE word = ?')
  const mute = db.prepare(`
    INSERT INTO muted_viewer (user_id, name, created_at) VALUES (?, ?, ?)
    ON CONFLICT (user_id) DO UPDATE SET name = excluded.name`)
  const unmute = db.prepare('DELETE FROM muted_viewer WHERE user_id = ?')
  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)

  return {
    blockedWords: () => guarded(() => wordRows.parse(words.all()).map((row) => row.word)),
    mutedViewers: () => guarded(() => viewerRows.parse(viewers.all())),
    block: (word) => guarded(() => block.run(word, nowMs())),
    unblock: (word) => guarded(() => unblock.run(word)),
    mute: (userId, userName) => guarded(() => mute.run(userId, userName, nowMs())),
    unmute: (userId) => guarded(() => unmute.run(userId)),
  }
}
