import { collectorUrlProblem } from '#shared/domain/sync/sync-settings.ts'
import type { ResponseBody } from '#shared/protocol/down.ts'
import type { Request } from '#shared/protocol/up.ts'
import type { Sync } from '../sync/sync-types.ts'
import type { Served } from './serve-request.ts'

export type SyncRequest = Extract<
  Request,
  {
    type:
      | 'getSync'
      | 'saveSync'
      | 'holdSyncToken'
      | 'testSync'
      | 'startSync'
      | 'pauseSync'
      | 'listWithheld'
      | 'retryWithheld'
      | 'uploadRecording'
      | 'cancelUpload'
  }
>

/** @throws StorageError when the library cannot be read or written. */
export async function serveSync(request: SyncRequest, sync: Sync): Promise<Served> {
  switch (request.type) {
    case 'getSync':
      return ok({
        type: 'sync',
        settings: sync.settings(),
        tokenHeld: sync.tokenHeld(),
        status: sync.status(),
        sessions: await sync.sessions(),
      })
    case 'saveSync': {
      // Switched off is switched off; what cannot be an address is never kept.
      const problem = collectorUrlProblem(request.settings)
      if (problem !== null && problem !== 'empty') return INVALID
      sync.save(request.settings)
      return DONE
    }
    case 'holdSyncToken':
      sync.holdToken(request.origin, request.token)
      return DONE
    case 'testSync':
      if (collectorUrlProblem(request.settings) !== null) return INVALID
      return ok({ type: 'syncTested', ...(await sync.test(request.settings, request.token)) })
    case 'startSync':
      sync.start(request.sessionId)
      return DONE
    case 'pauseSync':
      sync.pause()
      return DONE
    case 'listWithheld':
      return ok({ type: 'withheld', events: sync.withheld(request.sessionId) })
    case 'retryWithheld':
      sync.retryWithheld(request.sessionId, request.seq)
      return DONE
    case 'uploadRecording':
      return (await sync.upload(request.sessionId, request.file))
        ? DONE
        : { ok: false, problem: 'notFound', message: 'there is no such recording, or it is still growing' }
    case 'cancelUpload':
      sync.cancelUpload(request.sessionId, request.file)
      return DONE
    default:
      return request satisfies never
  }
}

const DONE: Served = { ok: true, body: { type: 'done' } }
const INVALID: Served = { ok: false, problem: 'invalid', message: 'the address cannot be used' }
const ok = (body: ResponseBody): Served => ({ ok: true, body })
