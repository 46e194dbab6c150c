import { deferred } from '#shared/lib/deferred.ts'
import { createListeners } from '#shared/lib/listeners.ts'
import {
  frameAnswerSchema,
  SIGNALING_PAGE,
  SIGNALING_PORT_MESSAGE,
  type FrameCall,
} from './frame-protocol.ts'
import { CannotStart, RtmFailure, type MakeRtmClient, type RtmEvent } from './rtm-client.ts'

type Call = FrameCall extends infer Each ? (Each extends FrameCall ? Omit<Each, 'id'> : never) : never

/** Loading 1.5 MB from this very computer; longer means that it will not come. */
const START_MS = 10_000

/**
 * Runs agora-rtm in a hidden frame of its own. The host page itself carries nothing of it and its policy stays closed;
 * removing the frame ends whatever the SDK has under way.
 */
export const openRtmFrame: MakeRtmClient = (place) => {
  const events = createListeners<RtmEvent>()
  const waiting = new Map<number, { resolve: (value: boolean) => void; reject: (error: Error) => void }>()
  const { port1: port, port2 } = new MessageChannel()
  let lastId = 0
  let closed = false

  const ask = (call: Call): Promise<boolean> =>
    new Promise((resolve, reject) => {
      // Nobody waits for a client that was let go; a promise that stays open is what a call may become anyway.
      if (closed) return
      lastId += 1
      waiting.set(lastId, { resolve, reject })
      port.postMessage({ ...call, id: lastId })
    })

  port.addEventListener('message', (message: MessageEvent<unknown>) => {
    const answer = frameAnswerSchema.parse(message.data)
    if (answer.type === 'event') return events.emit(answer.event)
    const call = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.type === 'done') return call?.resolve(answer.value)
    call?.reject(new RtmFailure(answer.code, answer.reason))
  })
  port.start()

  const frame = document.createElement('iframe')
  frame.hidden = true
  frame.title = 'Agora Signaling'
  frame.src = SIGNALING_PAGE
  const loaded = deferred<boolean>()
  frame.addEventListener('load', () => {
    frame.contentWindow?.postMessage(SIGNALING_PORT_MESSAGE, location.origin, [port2])
    loaded.resolve(true)
  })
  document.body.append(frame)

  const timer = setTimeout(() => loaded.resolve(false), START_MS)
  const opened = loaded.promise.then((came) => came && answersInTime(ask({ call: 'open', ...place })))
  void opened.then(() => clearTimeout(timer)).catch(() => undefined)

  const once = async (call: Call): Promise<boolean> => {
    if (!(await opened)) throw new CannotStart('the Signaling page did not load')
    return ask(call)
  }

  return {
    login: async (token) => void (await once({ call: 'login', token })),
    subscribe: async () => void (await once({ call: 'subscribe' })),
    check: () => once({ call: 'check' }),
    publish: async (text) => void (await once({ call: 'publish', text })),
    renewToken: async (token) => void (await once({ call: 'renewToken', token })),
    logout: async () => void (await once({ call: 'logout' })),
    subscribeEvents: events.add,
    dispose: () => {
      closed = true
      clearTimeout(timer)
      port.close()
      frame.remove()
    },
  }
}

/** A page that is no Signaling page (not built, say) loads as well, and never answers. */
function answersInTime(answer: Promise<boolean>): Promise<boolean> {
  return Promise.race([
    answer,
    new Promise<boolean>((resolve) => {
      setTimeout(() => resolve(false), START_MS)
    }),
  ])
}
