import type { Database } from 'better-sqlite3'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { identitySchema, type Fan } from '#shared/domain/fans/fan.ts'
import type { Erasures } from '#shared/protocol/fans.ts'
import { withStorageErrors } from '../storage/storage-error.ts'

/** Somebody who is to be forgotten: how logs may name them. Kept only until the last log has been gone through. */
const personSchema = z.object({
  fanId: z.string(),
  identities: z.array(identitySchema),
  names: z.array(z.string()),
})
export type Person = z.infer<typeof personSchema>

export const personOf = (fan: Fan): Person => ({
  fanId: fan.fanId,
  identities: fan.identities,
  names: [...new Set([fan.name, fan.sayAs])].filter(Boolean),
})

/** One log to go through for one person. */
export interface ErasureTask {
  readonly erasureId: string
  readonly sessionId: string
  readonly person: Person
}

/** The durable list of people to forget: it outlives crashes, and shrinks by one log at a time. */
export interface ErasureList {
  /** Deletes what `forgetInLibrary` deletes and lists the logs, in one transaction: both or neither. */
  readonly begin: (person: Person, sessionIds: readonly string[], forgetInLibrary: () => void) => void
  readonly tasks: () => ErasureTask[]
  /** The log holds no trace any more; with the last one the person goes from the list too. */
  readonly done: (task: ErasureTask) => void
  readonly failed: (task: ErasureTask, problem: string) => void
  readonly state: () => Erasures
}

const taskRows = z.array(
  z
    .object({ erasureId: z.string(), sessionId: z.string(), person: z.string() })
    .transform(({ person, ...row }) => ({ ...row, person: personSchema.parse(JSON.parse(person)) })),
)
const stateRow = z.object({ people: z.number().int(), logs: z.number().int() })
const problemRows = z.array(z.object({ sessionId: z.string(), problem: z.string() }))

export function erasureList(db: Database, nowMs: () => number): ErasureList {
  const insert = db.prepare('INSERT INTO erasure (erasure_id, person, requested_at) VALUES (?, ?, ?)')
  const addLog = db.prepare('INSERT INTO erasure_log (erasure_id, session_id) VALUES (?, ?)')
  const tasks = db.prepare(`
    SELECT erasure_id AS erasureId, session_id AS sessionId, person FROM erasure_log JOIN erasure USING (erasure_id)
    ORDER BY session_id, requested_at`)
  const dropLog = db.prepare('DELETE FROM erasure_log WHERE erasure_id = ? AND session_id = ?')
  const tidy = db.prepare('DELETE FROM erasure WHERE erasure_id NOT IN (SELECT erasure_id FROM erasure_log)')
  const fail = db.prepare('UPDATE erasure_log SET problem = ? WHERE erasure_id = ? AND session_id = ?')
  const counts = db.prepare(
    'SELECT count(DISTINCT erasure_id) AS people, count(DISTINCT session_id) AS logs FROM erasure_log',
  )
  const problems = db.prepare(`
    SELECT session_id AS sessionId, min(problem) AS problem FROM erasure_log WHERE problem IS NOT NULL
    GROUP BY session_id ORDER BY session_id DESC LIMIT 50`)
  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)
  /** What was deleted does not stay in the write-ahead log either. */
  const cleanly = (action: () => void): void =>
    guarded(() => {
      action()
      db.pragma('wal_checkpoint(TRUNCATE)')
    })

  const begin = db.transaction(
    (person: Person, sessionIds: readonly string[], forgetInLibrary: () => void): void => {
      forgetInLibrary()
      if (sessionIds.length === 0) return
      const erasureId = randomBytes(8).toString('hex')
      insert.run(erasureId, JSON.stringify(person), nowMs())
      for (const sessionId of sessionIds) addLog.run(erasureId, sessionId)
    },
  )
  const done = db.transaction((task: ErasureTask): void => {
    dropLog.run(task.erasureId, task.sessionId)
    tidy.run()
  })

  return {
    begin: (person, sessionIds, forgetInLibrary) => cleanly(() => begin(person, sessionIds, forgetInLibrary)),
    tasks: () => guarded(() => taskRows.parse(tasks.all())),
    done: (task) => cleanly(() => done(task)),
    failed: (task, problem) => guarded(() => fail.run(problem, task.erasureId, task.sessionId)),
    state: () =>
      guarded(() => ({ ...stateRow.parse(counts.get()), problems: problemRows.parse(problems.all()) })),
  }
}
