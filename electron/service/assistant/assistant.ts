import type { Logger } from 'pino'

import {
  assistantSettingsSchema,
  canDraft,
  NO_ASSISTANT,
  originOf,
  type AssistantSettings,
} from '#shared/domain/assistant/assistant-settings.ts'
import type { DraftOutcome, DraftProblem } from '#shared/domain/assistant/draft.ts'
import type { Library } from '../library/library.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Studio } from '../session/studio.ts'
import { StorageError } from '../storage/storage-error.ts'
import { askModel, ModelError, type HeldKey } from './ask-model.ts'
import { draftOf } from './draft-of.ts'

/** Drafts of replies from the endpoint the seller has set. */
export interface Assistant {
  readonly settings: () => AssistantSettings
  /** What is under way with the settings of before is given up. */
  readonly save: (settings: AssistantSettings) => void
  /** Held in memory only; null lets go of it. */
  readonly holdKey: (origin: string, key: string | null) => void
  readonly keyHeld: () => boolean
  readonly offered: () => boolean
  /** Never rejects. Null: there is no such question. Whoever asks for a thread's draft in the meantime shares it. */
  readonly draft: (questionId: string, askerId: string) => Promise<DraftOutcome | null>
  /** The draft goes on as long as somebody else waits for it. */
  readonly cancel: (questionId: string, askerId: string) => void
  readonly test: (settings: AssistantSettings, key: string | null) => Promise<TestResult>
  readonly close: () => void
}

export interface TestResult {
  readonly problem: DraftProblem | null
  readonly detail: string
  readonly tookMs: number
}

interface UnderWay {
  readonly outcome: Promise<DraftOutcome>
  readonly waiting: Set<string>
  readonly abort: AbortController
}

const SETTING = 'assistant'
/** A room asks more than this only when somebody holds a key down. */
const AT_ONCE_MAX = 4

export function createAssistant(options: {
  readonly library: Library
  readonly studio: Studio
  readonly knowledge: Knowledge
  readonly nowMs: () => number
  readonly logger: Logger
}): Assistant {
  const { library, studio, knowledge, nowMs, logger } = options
  const underWay = new Map<string, UnderWay>()
  let held: HeldKey | null = null

  /** Without the library there are no drafts, and the show goes on. */
  const settings = (): AssistantSettings => {
    try {
      return library.settings.get(SETTING, assistantSettingsSchema) ?? NO_ASSISTANT
    } catch (error) {
      if (!(error instanceof StorageError)) throw error
      return NO_ASSISTANT
    }
  }
  const giveUpAll = (): void => {
    for (const { abort } of underWay.values()) abort.abort()
  }
  const failed = (problem: DraftProblem, detail = ''): DraftOutcome => ({ kind: 'failed', problem, detail })

  /** A question of another session may have the same id: what belongs to one never reaches the other. */
  const keyOf = (questionId: string): string => `${studio.running().state().sessionId} ${questionId}`

  const begin = (key: string, questionId: string): UnderWay | null => {
    const state = studio.running().state()
    const question = state.questions.get(questionId)
    if (!question) return null
    const abort = new AbortController()
    const ask = (system: string, user: string): Promise<string> =>
      askModel({ settings: current, key: held, system, user, signal: abort.signal })
    const current = settings()
    const outcome = draftOf({ question, state, knowledge, ask, model: current.model, nowMs: nowMs() })
      .catch((error: unknown) => {
        if (error instanceof ModelError) {
          if (error.problem !== 'cancelled') logger.warn({ problem: error.problem }, 'no draft could be had')
          return failed(error.problem, error.detail)
        }
        logger.error({ kind: error instanceof Error ? error.name : 'unknown' }, 'a draft failed')
        return failed('badAnswer')
      })
      .finally(() => underWay.delete(key))
    return { outcome, waiting: new Set(), abort }
  }

  return {
    settings,
    save: (next) => {
      library.settings.set(SETTING, next)
      giveUpAll()
    },
    holdKey: (origin, key) => {
      held = key === null ? null : { origin, key }
    },
    keyHeld: () => held !== null && held.origin === originOf(settings().baseUrl),
    offered: () => canDraft(settings()),
    draft: async (questionId, askerId) => {
      const key = keyOf(questionId)
      const known = underWay.get(key)
      if (known && !known.abort.signal.aborted) {
        known.waiting.add(askerId)
        return known.outcome
      }
      if (!canDraft(settings())) return failed('off')
      if (known || underWay.size >= AT_ONCE_MAX) return failed('busy')
      const begun = begin(key, questionId)
      if (!begun) return null
      begun.waiting.add(askerId)
      underWay.set(key, begun)
      return begun.outcome
    },
    cancel: (questionId, askerId) => {
      const found = underWay.get(keyOf(questionId))
      if (!found) return
      found.waiting.delete(askerId)
      if (found.waiting.size === 0) found.abort.abort()
    },
    test: async (tried, key) => {
      const began = performance.now()
      const took = (): number => Math.round(performance.now() - began)
      try {
        await askModel({
          settings: tried,
          key: key === null ? held : { origin: originOf(tried.baseUrl), key },
          system: 'Reply with the single word: ok',
          user: 'ok?',
          signal: new AbortController().signal,
        })
        return { problem: null, detail: '', tookMs: took() }
      } catch (error) {
        if (!(error instanceof ModelError)) throw error
        return { problem: error.problem, detail: error.detail, tookMs: took() }
      }
    },
    close: () => {
      held = null
      giveUpAll()
    },
  }
}
