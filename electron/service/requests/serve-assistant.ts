import type { Actor } from '#shared/domain/session/actor.ts'
import type { ResponseBody } from '#shared/protocol/down.ts'
import type { Request } from '#shared/protocol/up.ts'
import type { Assistant } from '../assistant/assistant.ts'
import { previewUnattended } from '../assistant/preview-unattended.ts'
import { lastRulesOf } from '../assistant/unattended-settings.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Library } from '../library/library.ts'
import type { Served } from './serve-request.ts'

export type AssistantRequest = Extract<
  Request,
  {
    type:
      | 'getDrafting'
      | 'draftReply'
      | 'cancelDraft'
      | 'getAssistant'
      | 'saveAssistant'
      | 'holdAssistantKey'
      | 'testAssistant'
      | 'previewUnattended'
  }
>

/** @throws StorageError or LogError when library or log cannot be read or written. */
export async function serveAssistant(
  request: AssistantRequest,
  actor: Actor,
  { assistant, library, knowledge }: { assistant: Assistant; library: Library; knowledge: Knowledge },
): Promise<Served> {
  switch (request.type) {
    case 'getDrafting':
      return ok({ type: 'drafting', offered: assistant.offered(), model: assistant.settings().model })
    case 'draftReply': {
      const outcome = await assistant.draft(request.questionId, actor.id)
      return outcome
        ? ok({ type: 'draft', outcome })
        : { ok: false, problem: 'notFound', message: 'there is no such question' }
    }
    case 'cancelDraft':
      assistant.cancel(request.questionId, actor.id)
      return DONE
    case 'getAssistant':
      return ok({
        type: 'assistant',
        settings: assistant.settings(),
        keyHeld: assistant.keyHeld(),
        rules: lastRulesOf(library.settings),
      })
    case 'saveAssistant':
      assistant.save(request.settings)
      return DONE
    case 'holdAssistantKey':
      assistant.holdKey(request.origin, request.key)
      return DONE
    case 'testAssistant':
      return ok({ type: 'assistantTested', ...(await assistant.test(request.settings, request.key)) })
    case 'previewUnattended':
      return ok(await previewUnattended(request.rules, knowledge.lastShow(), knowledge))
    default:
      return request satisfies never
  }
}

const DONE: Served = { ok: true, body: { type: 'done' } }
const ok = (body: ResponseBody): Served => ({ ok: true, body })
