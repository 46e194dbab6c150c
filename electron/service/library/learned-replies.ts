import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import {
  LEARNED_QUESTIONS_SHOWN,
  learnedReplySchema,
  type LearnedReply,
} from '#shared/domain/knowledge/learned-reply.ts'
import type { Intent } from '#shared/domain/questions/intent.ts'
import { createListeners } from '#shared/lib/listeners.ts'
import { withStorageErrors } from '../storage/storage-error.ts'

/** What was answered with: something known already, or words of somebody's own. */
export type AnsweredWith =
  | { readonly entryId: string }
  | {
      readonly text: string
      readonly intent: Intent
      readonly productId: string | null
      readonly itemTitle: string
    }

/** One question that was answered by text. */
export interface ReplyUse {
  readonly sessionId: string
  readonly questionId: string
  /** As it was asked. */
  readonly question: string
  readonly atMs: number
  readonly answer: AnsweredWith
}

/** How often an entry was sent, and to what. */
export interface EntryUse {
  readonly uses: number
  readonly lastUsedAtMs: number
  /** Newest first, each once, at most LEARNED_QUESTIONS_SHOWN. */
  readonly questions: readonly string[]
}

/** Which replies were sent to which questions, in all shows; and the replies people wrote themselves. */
export interface LearnedReplies {
  /** Those sent last first. */
  readonly list: () => LearnedReply[]
  readonly find: (learnedId: number) => LearnedReply | null
  readonly sentOf: (entryId: string) => EntryUse
  readonly allUses: () => ReadonlyMap<string, EntryUse>
  /** Remembers one answer; another one to the same question takes its place. Returns the entries concerned. */
  readonly record: (use: ReplyUse) => string[]
  /** The answer was taken back: as if it had never been sent. A reply nobody else was sent goes with it. */
  readonly forget: (sessionId: string, questionId: string) => string[]
  /** False when there is none of this id. */
  readonly correct: (learnedId: number, text: string) => boolean
  readonly remove: (learnedId: number) => boolean
  /** Told of the entries concerned after every change, whoever made it: people who are forgotten are unlearnt too. */
  readonly onChange: (listener: (entryIds: readonly string[]) => void) => () => void
}

export const learnedEntryId = (learnedId: number): string => `learned:${learnedId}`
const learnedIdOf = (entryId: string): number | null =>
  entryId.startsWith('learned:') ? Number(entryId.slice('learned:'.length)) : null

const idSchema = z.object({ learnedId: z.number() })
const entrySchema = z.object({ entryId: z.string() })
const useSchema = z.object({ entryId: z.string(), question: z.string(), at: z.number() })
const rowSchema = learnedReplySchema.omit({ uses: true, lastUsedAtMs: true, questions: true }).extend({
  createdAtMs: z.number(),
})

export function learnedRepliesOf(db: Database): LearnedReplies {
  const COLUMNS = `learned_id AS learnedId, text, intent, product_id AS productId, item_title AS itemTitle,
    created_at AS createdAtMs`
  const list = db.prepare(`SELECT ${COLUMNS} FROM learned_reply`)
  const find = db.prepare(`SELECT ${COLUMNS} FROM learned_reply WHERE learned_id = ?`)
  const same = db.prepare(`
    SELECT learned_id AS learnedId FROM learned_reply
    WHERE text = :text AND coalesce(product_id, '') = coalesce(:productId, '') AND item_title = :itemTitle`)
  const add = db.prepare(`
    INSERT INTO learned_reply (text, intent, product_id, item_title, created_at)
    VALUES (:text, :intent, :productId, :itemTitle, :atMs) RETURNING learned_id AS learnedId`)
  const correct = db.prepare('UPDATE OR IGNORE learned_reply SET text = ? WHERE learned_id = ?')
  const remove = db.prepare('DELETE FROM learned_reply WHERE learned_id = ?')
  const uses = db.prepare('SELECT entry_id AS entryId, question, at FROM reply_use ORDER BY at DESC')
  const usesOf = db.prepare(
    'SELECT entry_id AS entryId, question, at FROM reply_use WHERE entry_id = ? ORDER BY at DESC',
  )
  const useOfQuestion = db.prepare(
    'SELECT entry_id AS entryId FROM reply_use WHERE session_id = ? AND question_id = ?',
  )
  const addUse = db.prepare(`
    INSERT INTO reply_use (session_id, question_id, entry_id, question, at)
    VALUES (:sessionId, :questionId, :entryId, :question, :atMs)`)
  const removeUse = db.prepare('DELETE FROM reply_use WHERE session_id = ? AND question_id = ?')
  const removeUses = db.prepare('DELETE FROM reply_use WHERE entry_id = ?')
  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)

  const forget = (sessionId: string, questionId: string): string[] => {
    const row: unknown = useOfQuestion.get(sessionId, questionId)
    if (row === undefined) return []
    const { entryId } = entrySchema.parse(row)
    removeUse.run(sessionId, questionId)
    const learnedId = learnedIdOf(entryId)
    if (learnedId !== null && usesOf.get(entryId) === undefined) remove.run(learnedId)
    return [entryId]
  }
  const entryOf = (answer: AnsweredWith, atMs: number): string => {
    if ('entryId' in answer) return answer.entryId
    const known: unknown = same.get({
      text: answer.text,
      productId: answer.productId,
      itemTitle: answer.itemTitle,
    })
    const row = known ?? add.get({ ...answer, atMs })
    return learnedEntryId(idSchema.parse(row).learnedId)
  }
  const record = db.transaction(({ answer, ...use }: ReplyUse): string[] => {
    const before = forget(use.sessionId, use.questionId)
    const entryId = entryOf(answer, use.atMs)
    addUse.run({ ...use, entryId })
    return [...new Set([...before, entryId])]
  })
  const forgetOne = db.transaction(forget)
  const removeOne = db.transaction((learnedId: number): boolean => {
    removeUses.run(learnedEntryId(learnedId))
    return remove.run(learnedId).changes > 0
  })
  const sentOf = (entryId: string): EntryUse =>
    gather(z.array(useSchema).parse(usesOf.all(entryId))).get(entryId) ?? NO_USE
  const changes = createListeners<readonly string[]>()
  const told = (entryIds: string[]): string[] => {
    if (entryIds.length > 0) changes.emit(entryIds)
    return entryIds
  }
  const changedOne = (learnedId: number, changed: boolean): boolean => {
    if (changed) changes.emit([learnedEntryId(learnedId)])
    return changed
  }
  const withUses = (row: unknown, sent: (entryId: string) => EntryUse): LearnedReply => {
    const { createdAtMs, ...reply } = rowSchema.parse(row)
    const used = sent(learnedEntryId(reply.learnedId))
    return {
      ...reply,
      uses: used.uses,
      lastUsedAtMs: Math.max(createdAtMs, used.lastUsedAtMs),
      questions: [...used.questions],
    }
  }

  return {
    list: () =>
      guarded(() => {
        const all = gather(z.array(useSchema).parse(uses.all()))
        return list
          .all()
          .map((row) => withUses(row, (entryId) => all.get(entryId) ?? NO_USE))
          .toSorted((a, b) => b.lastUsedAtMs - a.lastUsedAtMs || b.learnedId - a.learnedId)
      }),
    find: (learnedId) =>
      guarded(() => {
        const row: unknown = find.get(learnedId)
        return row === undefined ? null : withUses(row, sentOf)
      }),
    sentOf: (entryId) => guarded(() => sentOf(entryId)),
    allUses: () => guarded(() => gather(z.array(useSchema).parse(uses.all()))),
    record: (use) => told(guarded(() => record(use))),
    forget: (sessionId, questionId) => told(guarded(() => forgetOne(sessionId, questionId))),
    correct: (learnedId, text) =>
      changedOne(
        learnedId,
        guarded(() => correct.run(text, learnedId).changes > 0),
      ),
    remove: (learnedId) =>
      changedOne(
        learnedId,
        guarded(() => removeOne(learnedId)),
      ),
    onChange: changes.add,
  }
}

const NO_USE: EntryUse = { uses: 0, lastUsedAtMs: 0, questions: [] }

/** Rows newest first. */
function gather(rows: readonly z.infer<typeof useSchema>[]): Map<string, EntryUse> {
  const all = new Map<string, { uses: number; lastUsedAtMs: number; questions: string[] }>()
  for (const { entryId, question, at } of rows) {
    const use = all.get(entryId) ?? { uses: 0, lastUsedAtMs: at, questions: [] }
    use.uses += 1
    if (use.questions.length < LEARNED_QUESTIONS_SHOWN && !use.questions.includes(question)) {
      use.questions.push(question)
    }
    all.set(entryId, use)
  }
  return all
}
