import { join } from 'node:path'
import type { Logger } from 'pino'

import type { Suggestion } from '#shared/domain/knowledge/suggestion.ts'
import type { Question } from '#shared/domain/questions/question.ts'
import type { KnownEvent } from '#shared/domain/session/event.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import type { Gap } from '#shared/protocol/knowledge.ts'
import { learnedEntryId } from '../library/learned-replies.ts'
import type { Library } from '../library/library.ts'
import { LogError } from '../log/log-error.ts'
import { openSessionLogReader } from '../log/log-reader.ts'
import { recoverState } from '../session/recover.ts'
import type { Commit } from '../session/session-writer.ts'
import type { Studio } from '../session/studio.ts'
import { StorageError } from '../storage/storage-error.ts'
import { gapsOf } from './gaps.ts'
import type { KnowledgeLanguage } from './item-words.ts'
import { createKnowledgeBase } from './knowledge-base.ts'
import { askedOf, learnReply, refresh } from './learn.ts'
import type { Retrieved } from './retrieve.ts'

/** What the studio knows, asked by screens and by whoever drafts answers. */
export interface Knowledge {
  /** Replies for a question of the running session, best first; null when there is no such question. */
  readonly suggest: (questionId: string) => readonly Suggestion[] | null
  /** The same with the entries behind the words, each with its confidence: what an assistant may draft from. */
  readonly retrieve: (question: Question, state: SessionState) => Retrieved
  /** What the running show, or the last one, asked in vain. Rejects with LogError when its log cannot be read. */
  readonly gaps: () => Promise<{ readonly showTitle: string; readonly gaps: readonly Gap[] }>
  /** The running session if anybody has asked anything in it, else the last show; null before the first. */
  readonly lastShow: () => SessionState | null
  readonly cannedChanged: () => void
  /** Resolves when all that the library holds is in the index; until then it answers from what is in. */
  readonly ready: Promise<void>
  readonly close: () => void
}

export interface KnowledgeOptions {
  readonly library: Library
  readonly studio: Studio
  readonly sessionsDir: string
  readonly language: KnowledgeLanguage
  readonly nowMs: () => number
  readonly logger: Logger
}

/** Products put into the index in one turn of the event loop: a start or an import with thousands holds nothing up. */
const AT_ONCE = 5
const LEARNED_AT_ONCE = 20
/** Of what was learnt in all shows, the index begins with those sent last: what nobody has sent since is stale. */
const LEARNED_MAX = 3_000

export function createKnowledge(options: KnowledgeOptions): Knowledge {
  const { library, studio, nowMs, logger } = options
  const { products, policies, learnedReplies } = library
  const base = createKnowledgeBase({ language: options.language, nowMs, sentOf: learnedReplies.sentOf })
  let closed = false

  /** A show never stops for the library: without it there is less to propose. */
  const withLibrary = (action: () => void): void => {
    try {
      action()
    } catch (error) {
      if (!(error instanceof StorageError)) throw error
      logger.error({ err: error }, 'what is known could not be read or kept')
    }
  }

  const putProduct = (productId: string): void => {
    const product = products.byId(productId)
    if (product === null) base.removeProduct(productId)
    else base.putProduct(product)
  }
  const waiting = new Set<string>()
  /** The first few at once, so that an edit is known when it is acknowledged; the rest turn by turn. */
  const putProducts = async (productIds: readonly string[]): Promise<void> => {
    for (const productId of productIds) waiting.add(productId)
    while (waiting.size > 0 && !closed) {
      withLibrary(() => {
        for (const productId of [...waiting].slice(0, AT_ONCE)) {
          waiting.delete(productId)
          putProduct(productId)
        }
      })
      await nextTurn()
    }
  }
  let shown: Pick<SessionState, 'runSheet' | 'itemOnAir'> | null = null
  const putItems = (): void => {
    const { runSheet, itemOnAir } = studio.running().state()
    // Nearly every commit is chat, and leaves both as they are.
    if (shown?.runSheet === runSheet && shown.itemOnAir === itemOnAir) return
    shown = { runSheet, itemOnAir }
    const beside = itemOnAir === null || itemOnAir.item.itemId !== '' ? [] : [itemOnAir.item]
    withLibrary(() => base.putItems([...runSheet, ...beside]))
  }
  const putPolicies = (): void => withLibrary(() => base.putPolicies(policies.list()))
  const putCanned = (): void => withLibrary(() => base.putCanned(library.cannedReplies.list()))

  /** Rehearsals teach nothing: their questions are made up. Nor does the studio learn from itself. */
  const learn = ({ state, events }: Commit): void => {
    if (state.kind !== 'show') return
    for (const event of events) withLibrary(() => learnFrom(event, state))
  }
  const learnFrom = (event: KnownEvent, state: SessionState): void => {
    const { type } = event
    if (type !== 'questionAnswered' && type !== 'questionReopened' && type !== 'questionRestored') return
    const question = state.questions.get(event.body.questionId)
    const answer =
      type === 'questionAnswered'
        ? event.body.answer
        : type === 'questionRestored'
          ? question?.lifecycle.answer
          : null
    if (question !== undefined && answer?.how === 'reply' && !answer.automatic) {
      learnReply({ base, learned: learnedReplies, atMs: event.atMs }, state, question, answer.text ?? '')
    } else if (type !== 'questionAnswered') learnedReplies.forget(state.sessionId, event.body.questionId)
  }
  const putChanged = (entryIds: readonly string[]): void =>
    withLibrary(() => refresh(base, learnedReplies, entryIds))
  const putLearned = async (): Promise<void> => {
    let known: readonly string[] = []
    withLibrary(() => {
      known = learnedReplies.list().map(({ learnedId }) => learnedEntryId(learnedId))
    })
    const newest = known.slice(0, LEARNED_MAX)
    for (let from = 0; from < newest.length && !closed; from += LEARNED_AT_ONCE) {
      // Read again one by one: what was corrected or unlearnt in the meantime must not come back.
      putChanged(newest.slice(from, from + LEARNED_AT_ONCE))
      await nextTurn()
    }
  }

  const build = async (): Promise<void> => {
    await nextTurn()
    if (closed) return
    putPolicies()
    putCanned()
    putItems()
    let codes: readonly string[] = []
    withLibrary(() => (codes = products.list().map(({ productId }) => productId)))
    await putProducts(codes)
    if (closed) return
    await putLearned()
  }
  const ready = build()

  const leave = [
    products.onChange((productIds) => void putProducts(productIds)),
    policies.onChange(putPolicies),
    learnedReplies.onChange(putChanged),
    studio.onSwitch(putItems),
    studio.onCommit((commit) => {
      putItems()
      learn(commit)
    }),
  ]

  return {
    suggest: (questionId) => {
      const state = studio.running().state()
      const question = state.questions.get(questionId)
      if (question === undefined) return null
      return base.retrieve(askedOf(question, state)).found.map(({ entry, text, confidence }) => ({
        text,
        source: entry.source,
        confidence: Math.round(confidence * 100) / 100,
      }))
    },
    retrieve: (question, state) => base.retrieve(askedOf(question, state)),
    gaps: async () => {
      const state = lastShow(options)
      return {
        showTitle: state?.title ?? '',
        gaps: state === null ? [] : await gapsOf(state, base, nextTurn),
      }
    },
    lastShow: () => lastShow(options),
    cannedChanged: putCanned,
    ready,
    close: () => {
      closed = true
      for (const stop of leave) stop()
    },
  }
}

/** The running session if anybody has asked anything in it, else the last show that was live. */
function lastShow({ studio, library, sessionsDir }: KnowledgeOptions): SessionState | null {
  const running = studio.running().state()
  if (running.kind === 'show' && running.questions.size > 0) return running
  const last = library.sessions
    .list()
    .find((one) => one.kind === 'show' && one.liveAtMs !== null && one.sessionId !== running.sessionId)
  if (last === undefined) return null
  const log = openSessionLogReader(join(sessionsDir, `${last.sessionId}.db`))
  try {
    return recoverState(log)
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  } finally {
    log.close()
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
