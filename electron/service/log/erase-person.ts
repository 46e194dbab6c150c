import type { Database } from 'better-sqlite3'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { dropKeptReview } from '../review/kept-review.ts'
import { openForWriting } from '../storage/open-database.ts'
import { withLogErrors } from './log-error.ts'
import { LOG_SCHEMA } from './log-schema.ts'
import { personTraces, pseudonymsOf, type EventText, type TracedPerson } from './person-traces.ts'

/** Events looked through at once; other work of the service goes on in between. */
const PAGE = 20_000

const rowSchema = z
  .object({ seq: z.number().int(), actor: z.string(), body: z.string(), commandId: z.string().nullable() })
  .transform(({ seq, actor, body, commandId }) => ({
    seq,
    actor: parsed(actor),
    body: parsed(body),
    commandId,
  }))
const seqRow = z.object({ seq: z.number().int() })
const triggerRow = z.object({ sql: z.string() })

/** What is known of a person's traces in a log before they go. */
export interface ToBeErased {
  readonly questionIds: readonly string[]
  readonly seqs: readonly number[]
}

interface Rewritten {
  readonly seq: number
  readonly event: EventText
}

/**
 * Takes one person out of a closed session log: their ids and names become pseudonyms drawn for this log (see
 * docs/adr/0004). All changes of a log are one transaction; run again, it finds nothing. What it wrote over is zeroed
 * in the file, and the snapshots, which can be had from the events again, go. Returns how many events it changed.
 * `beforehand` hears of the threads the person asked in and of the events that change, right before they do:
 * afterwards nobody can tell.
 * Nobody else may have the log open for writing. Throws LogError.
 */
export async function erasePerson(
  file: string,
  person: TracedPerson,
  pause: () => Promise<void>,
  beforehand: (found: ToBeErased) => void = () => undefined,
): Promise<number> {
  const db = withLogErrors(file, () => openForWriting(file, LOG_SCHEMA, { create: false }))
  try {
    const traces = personTraces(person, pseudonymsOf(person, randomBytes(8).toString('hex')))
    for await (const { event } of eventsWith(db, traces.idNeedles, pause)) traces.learn(event)
    const changed: Rewritten[] = []
    const needles = [...traces.idNeedles, ...traces.nameNeedles()]
    for await (const { seq, event } of eventsWith(db, needles, pause)) {
      const rewritten = traces.rewrite(event)
      if (rewritten !== event) changed.push({ seq, event: rewritten })
    }
    beforehand({ questionIds: traces.questionIds(), seqs: changed.map(({ seq }) => seq) })
    if (changed.length > 0) withLogErrors(file, () => writeOver(db, changed))
    return changed.length
  } finally {
    db.close()
  }
}

/** The events that hold one of the needles in what they say, who acted, or the command's key. */
async function* eventsWith(
  db: Database,
  needles: readonly string[],
  pause: () => Promise<void>,
): AsyncGenerator<Rewritten> {
  const holds = needles.map((_, index) => `instr(body || actor || coalesce(command_id, ''), :n${index}) > 0`)
  const page = db.prepare(`
    SELECT seq, actor, body, command_id AS commandId FROM event
    WHERE seq > :after AND seq <= :upTo AND (${holds.join(' OR ')}) ORDER BY seq`)
  const values = Object.fromEntries(needles.map((needle, index) => [`n${index}`, needle]))
  const last = withLogErrors(db.name, () =>
    seqRow.parse(db.prepare('SELECT coalesce(max(seq), 0) AS seq FROM event').get()),
  ).seq
  for (let after = 0; after < last; after += PAGE) {
    const rows = withLogErrors(db.name, () =>
      page.all({ ...values, after, upTo: after + PAGE }).map((row) => rowSchema.parse(row)),
    )
    for (const { seq, ...event } of rows) yield { seq, event }
    await pause()
  }
}

/** The one place where events change: the triggers that forbid it are lifted inside the transaction only. */
function writeOver(db: Database, changed: readonly Rewritten[]): void {
  const trigger = triggerRow.parse(
    db.prepare(`SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'event_never_changes'`).get(),
  )
  const write = db.transaction(() => {
    db.exec('DROP TRIGGER event_never_changes')
    const update = db.prepare(
      'UPDATE event SET actor = :actor, body = :body, command_id = :commandId WHERE seq = :seq',
    )
    for (const { seq, event } of changed) {
      const { actor, body, commandId } = event
      update.run({ seq, actor: JSON.stringify(actor), body: JSON.stringify(body), commandId })
    }
    db.exec('DELETE FROM snapshot')
    dropKeptReview(db)
    db.exec(trigger.sql)
  })
  db.pragma('secure_delete = ON')
  write.immediate()
  db.pragma('wal_checkpoint(TRUNCATE)')
}

const parsed = (json: string): unknown => JSON.parse(json)
