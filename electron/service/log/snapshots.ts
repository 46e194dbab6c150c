import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { snapshotSchema, type SessionSnapshot } from '#shared/domain/session/state.ts'

const SNAPSHOTS_KEPT = 2

const rowSchema = z.object({ seq: z.number().int(), body: z.string(), checksum: z.string() })

/** SHA-256, hex, over the place in the log and the JSON of the state. */
const checksumOf = (seq: number, body: string): string =>
  createHash('sha256').update(`${seq}\n${body}`).digest('hex')

/** The snapshot in a row `{seq, body, checksum}`; a word on what is wrong with it otherwise. */
export function readSnapshot(
  row: unknown,
): { readonly snapshot: SessionSnapshot } | { readonly problem: string } {
  const parsed = rowSchema.safeParse(row)
  if (!parsed.success) return { problem: 'row cannot be read' }
  const { seq, body, checksum } = parsed.data
  if (checksumOf(seq, body) !== checksum) return { problem: 'checksum does not match' }
  let content: unknown
  try {
    content = JSON.parse(body)
  } catch {
    return { problem: 'not JSON' }
  }
  const snapshot = snapshotSchema.safeParse(content)
  if (!snapshot.success) return { problem: 'not a state this version understands' }
  return snapshot.data.seq === seq ? { snapshot: snapshot.data } : { problem: 'stands at another sequence' }
}

/** The newest snapshot that is whole and not ahead of the log. A broken one only costs a longer replay. */
export function newestSnapshot(db: Database): () => SessionSnapshot | null {
  const rows = db.prepare(
    'SELECT seq, body, checksum FROM snapshot WHERE seq <= (SELECT max(seq) FROM event) ORDER BY seq DESC',
  )
  return () => {
    for (const row of rows.all()) {
      const read = readSnapshot(row)
      if ('snapshot' in read) return read.snapshot
    }
    return null
  }
}

/** Saves a snapshot and drops older ones but the last two, in one transaction. */
export function snapshotSaver(db: Database): (snapshot: SessionSnapshot, atMs: number) => void {
  const insert = db.prepare('INSERT OR REPLACE INTO snapshot (seq, at, body, checksum) VALUES (?, ?, ?, ?)')
  const prune = db.prepare(
    'DELETE FROM snapshot WHERE seq NOT IN (SELECT seq FROM snapshot ORDER BY seq DESC LIMIT ?)',
  )
  return db.transaction((snapshot: SessionSnapshot, atMs: number) => {
    const body = JSON.stringify(snapshot)
    insert.run(snapshot.seq, atMs, body, checksumOf(snapshot.seq, body))
    prune.run(SNAPSHOTS_KEPT)
  })
}
