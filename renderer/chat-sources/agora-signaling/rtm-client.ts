/** Where and as whom to log in; one client serves one channel. */
export interface RtmPlace {
  readonly appId: string
  readonly userId: string
  readonly channel: string
}

/** Link states of agora-rtm 2.3.0, `RTMEvents.LinkState`. */
export const RTM_LINK_STATES = [
  'IDLE',
  'CONNECTING',
  'CONNECTED',
  'DISCONNECTED',
  'SUSPENDED',
  'FAILED',
] as const
export type RtmLinkState = (typeof RTM_LINK_STATES)[number]

/** What happens in the channel, as far as the studio wants to know. Our own messages and presence are not in it. */
export type RtmEvent =
  | { readonly type: 'message'; readonly publisher: string; readonly payload: string }
  /** Everybody who is there now. */
  | { readonly type: 'everybody'; readonly userIds: readonly string[] }
  | {
      readonly type: 'change'
      readonly entered: readonly string[]
      readonly left: readonly string[]
      /** How many are there now, where Agora tells. */
      readonly online: number | null
    }
  | {
      readonly type: 'link'
      readonly state: RtmLinkState
      /** `RTMEvents.LinkStateChangeReasonCode`. */
      readonly reason: string
      /** Agora has put the subscription back by itself. */
      readonly restored: boolean
    }
  | { readonly type: 'tokenWillExpire' }

/**
 * One login to Signaling. Calls reject with RtmFailure; none of them is sure to settle (a login without a network
 * never does), so whoever calls sets a time of their own and then disposes of the client.
 */
export interface RtmClient {
  readonly login: (token: string | null) => Promise<void>
  readonly subscribe: () => Promise<void>
  /** Asks Agora whether this user is in the channel: proof that the link carries something. */
  readonly check: () => Promise<boolean>
  readonly publish: (text: string) => Promise<void>
  readonly renewToken: (token: string) => Promise<void>
  readonly logout: () => Promise<void>
  readonly subscribeEvents: (listener: (event: RtmEvent) => void) => () => void
  /** Ends everything at once, calls under way included. */
  readonly dispose: () => void
}

export type MakeRtmClient = (place: RtmPlace) => RtmClient

/** What agora-rtm refused. `code` is its own (`RTM_ERROR_*`), 0 where it gave none. */
export class RtmFailure extends Error {
  override readonly name = 'RtmFailure'
  readonly code: number

  constructor(code: number, reason: string) {
    super(reason)
    this.code = code
  }
}

/** The part that runs agora-rtm did not come up. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}
