import { generalRequests } from './general-requests.ts'
import { INPUT_REQUESTS } from './input-requests.ts'
import { STATUS, type RequestResult } from './obs-protocol.ts'
import { OUTPUT_REQUESTS } from './output-requests.ts'
import { fail, type Call, type RequestHandler } from './request-handler.ts'
import { SCENE_REQUESTS } from './scene-requests.ts'

export interface Requests {
  /** Answers one request, whatever it is. Never rejects for what can go wrong in use. */
  readonly serve: (requestType: unknown, requestData: unknown, call: Call) => Promise<RequestResult>
}

/** All requests by their names in the protocol. */
export function createRequests(): Requests {
  const handlers = new Map<string, RequestHandler>()
  const general = generalRequests(() => [...handlers.keys()])
  for (const [name, handler] of Object.entries({
    ...general,
    ...SCENE_REQUESTS,
    ...INPUT_REQUESTS,
    ...OUTPUT_REQUESTS,
  })) {
    handlers.set(name, handler)
  }
  return {
    serve: async (requestType, requestData, call) => {
      if (typeof requestType !== 'string' || requestType === '') {
        return fail(STATUS.missingRequestType, 'The field `requestType` is missing.')
      }
      const handler = handlers.get(requestType)
      if (!handler) return fail(STATUS.unknownRequestType, 'This studio does not know that request.')
      return handler(requestData, call)
    },
  }
}
