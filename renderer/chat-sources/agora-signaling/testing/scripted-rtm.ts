import { createListeners } from '#shared/lib/listeners.ts'
import type { MakeRtmClient, RtmEvent, RtmLinkState, RtmPlace } from '../rtm-client.ts'

type Call = 'login' | 'subscribe' | 'check' | 'publish' | 'renewToken' | 'logout'
type Answer = () => Promise<boolean>

const YES: Answer = () => Promise.resolve(true)
export const NEVER: Answer = () => new Promise(() => undefined)

/** Agora as a test wants it: answers by call, events at will, and a list of what was asked. */
export class ScriptedRtm {
  readonly calls: string[] = []
  readonly published: string[] = []
  readonly places: RtmPlace[] = []
  readonly answers = new Map<Call, Answer>()
  open = 0
  #events = createListeners<RtmEvent>()

  readonly make: MakeRtmClient = (place) => {
    const events = createListeners<RtmEvent>()
    this.#events = events
    this.places.push(place)
    this.open += 1
    let disposed = false
    const ask = (call: Call, what = ''): Promise<boolean> => {
      this.calls.push(what === '' ? call : `${call} ${what}`)
      return (this.answers.get(call) ?? YES)()
    }
    return {
      login: async (token) => void (await ask('login', token ?? '')),
      subscribe: async () => void (await ask('subscribe')),
      check: () => ask('check'),
      publish: async (text) => {
        await ask('publish')
        this.published.push(text)
      },
      renewToken: async (token) => void (await ask('renewToken', token)),
      logout: async () => void (await ask('logout')),
      subscribeEvents: events.add,
      dispose: () => {
        if (!disposed) this.open -= 1
        disposed = true
      },
    }
  }

  happen(event: RtmEvent): void {
    this.#events.emit(event)
  }

  link(state: RtmLinkState, reason: string, restored = true): void {
    this.happen({ type: 'link', state, reason, restored })
  }

  count(call: Call): number {
    return this.calls.filter((one) => one === call || one.startsWith(`${call} `)).length
  }
}
