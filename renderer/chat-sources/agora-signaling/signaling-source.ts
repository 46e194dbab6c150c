import { createStore, type StoreApi } from 'zustand/vanilla'

import { readChatPayload } from '#shared/domain/danmaku/chat-payload.ts'
import { normaliseDanmaku } from '#shared/domain/danmaku/normalise.ts'
import { createListeners } from '#shared/lib/listeners.ts'
import { AGORA_SIGNALING, type SignalingSettings } from '#shared/protocol/chat-source.ts'
import type { SecretStore } from '#renderer/secrets/secret-store.ts'
import { randomId } from '#renderer/session-client/random-id.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { createIngestQueue } from './ingest-queue.ts'
import { createMessageIds } from './message-ids.ts'
import { publishReplies, type UnsentReply } from './publish-replies.ts'
import type { MakeRtmClient, RtmEvent } from './rtm-client.ts'
import { IDLE, startSignalingLink, type LinkStatus, type SignalingLink } from './signaling-link.ts'
import type { Timers } from '#renderer/timing/timers.ts'
import { tokenFor } from './tokens.ts'
import { createViewers } from './viewers.ts'

/** The service takes a source for dead after four of these. */
const SIGN_OF_LIFE_MS = 5_000
/** A room of thousands comes and goes all the time; the count need not be told each time. */
const TELL_ONLINE_MS = 1_000
const TOKEN_SECRET = 'signaling.token'

export interface SignalingState {
  /** Null: not set up. `undefined`: not read yet. */
  readonly settings: SignalingSettings | null | undefined
  readonly link: LinkStatus
  readonly online: number | null
  /** A token was pasted and is held. */
  readonly tokenHeld: boolean
  /** What is pasted is still there after the window was closed. */
  readonly tokenLasts: boolean
}

/** How a test of a set-up ended: `online` is null where Agora did not tell. */
export type TestOutcome =
  | { readonly ok: true; readonly online: number | null; readonly withToken: boolean }
  | { readonly ok: false; readonly status: LinkStatus; readonly withToken: boolean }

/** Agora Signaling at work for the session. */
export interface SignalingSource {
  readonly store: StoreApi<SignalingState>
  /** Reads the settings; false when the service cannot be reached. */
  readonly load: () => Promise<boolean>
  /** Saves and connects anew. `token`: undefined leaves the held one, null forgets it. */
  readonly save: (settings: SignalingSettings | null, token?: string | null) => Promise<boolean>
  /** Goes through every step once with settings that are not saved; what is received meanwhile pauses. */
  readonly test: (
    settings: SignalingSettings,
    token: string | undefined,
    onStep: (status: LinkStatus) => void,
  ) => Promise<TestOutcome>
  readonly retryNow: () => void
  readonly onUnsent: (listener: (reply: UnsentReply) => void) => () => void
  readonly dispose: () => Promise<void>
}

export interface SignalingSourceOptions {
  readonly client: StaffClient
  readonly makeClient: MakeRtmClient
  readonly secrets: SecretStore
  readonly timers: Timers
  readonly random: () => number
}

export function createSignalingSource(options: SignalingSourceOptions): SignalingSource {
  const { client, makeClient, secrets, timers, random } = options
  const store = createStore<SignalingState>(() => ({
    settings: undefined,
    link: IDLE,
    online: null,
    tokenHeld: false,
    tokenLasts: false,
  }))
  const unsentListeners = createListeners<UnsentReply>()
  const ids = createMessageIds(randomId())
  const viewers = createViewers()
  const queue = createIngestQueue((messages) => client.outside.ingest(AGORA_SIGNALING, messages), timers)
  let link: SignalingLink | null = null
  let passedOver = 0
  let disposed = false
  let cancelOnline: (() => void) | null = null

  const tell = (): void => {
    const { state, problem } = store.getState().link
    const online = state === 'connected' ? viewers.online() : null
    store.setState({ online })
    client.outside.tell({
      source: AGORA_SIGNALING,
      state,
      problem: problem?.problem ?? null,
      online,
      dropped: passedOver + queue.lost(),
      unsentReplies: replies.unsent(),
    })
  }

  const replies = publishReplies({
    client,
    publish: (text) => link?.publish(text) ?? Promise.reject(new Error('not connected')),
    isConnected: () => link?.status().state === 'connected',
    isElsewhere: () =>
      link?.status().problem?.problem === 'kickedOut' &&
      client.store
        .getState()
        .sources.some(({ source, state }) => source === AGORA_SIGNALING && state === 'connected'),
    timers,
    onUnsent: (reply) => {
      unsentListeners.emit(reply)
      tell()
    },
  })

  const onMessage = ({ publisher, payload }: Extract<RtmEvent, { type: 'message' }>): void => {
    const nowMs = client.clock.nowMs()
    const chat = readChatPayload(payload)
    // A relay speaks for many people: each of them is somebody of that relay, never another publisher.
    const relayed = chat?.userId ?? null
    const writer = relayed === null ? publisher : `${publisher}/${relayed}`
    const incoming =
      chat &&
      normaliseDanmaku(
        AGORA_SIGNALING,
        {
          sourceMessageId: ids.idOf(publisher, payload, chat.messageId, timers.nowMs()),
          userId: writer,
          userName: chat.userName ?? publisher,
          text: chat.text,
          sentAtMs: chat.sentAtMs ?? nowMs,
          marked: chat.marked,
        },
        nowMs,
      )
    if (incoming === null || incoming.sourceMessageId === null) {
      passedOver += 1
      return
    }
    const { source: _, sourceMessageId, ...rest } = incoming
    queue.add({ ...rest, sourceMessageId })
  }

  const onEvent = (event: Extract<RtmEvent, { type: 'message' | 'everybody' | 'change' }>): void => {
    if (event.type === 'message') return onMessage(event)
    for (const part of viewers.take(event)) client.outside.presence({ source: AGORA_SIGNALING, ...part })
    cancelOnline ??= timers.after(TELL_ONLINE_MS, () => {
      cancelOnline = null
      if (link !== null) tell()
    })
  }

  const tellEverything = (): void => {
    tell()
    for (const part of viewers.all()) client.outside.presence({ source: AGORA_SIGNALING, ...part })
  }

  const start = (settings: SignalingSettings): void => {
    link = startSignalingLink({
      place: settings,
      makeClient,
      token: async () => tokenFor(settings, client, await secrets.get(TOKEN_SECRET), client.clock.nowMs()),
      timers,
      random,
      onStatus: (status) => {
        const cameIn = status.state === 'connected' && store.getState().link.state !== 'connected'
        store.setState({ link: status })
        if (cameIn) tellEverything()
        else tell()
      },
      onEvent,
      onBack: () => ids.back(timers.nowMs()),
    })
  }

  const halt = async (): Promise<void> => {
    const leaving = link
    link = null
    viewers.forget()
    await leaving?.stop()
    store.setState({ link: IDLE, online: null })
    tell()
  }

  const apply = async (settings: SignalingSettings | null): Promise<void> => {
    await halt()
    if (disposed) return
    const tokenHeld = (await secrets.get(TOKEN_SECRET)) !== null
    store.setState({ settings, tokenHeld, tokenLasts: await secrets.lasts() })
    if (settings?.enabled === true && link === null) start(settings)
  }

  let timer: (() => void) | null = null
  const giveSigns = (): void => {
    timer = timers.after(SIGN_OF_LIFE_MS, () => {
      if (link !== null) tell()
      giveSigns()
    })
  }
  giveSigns()

  // A service that was away has forgotten how we fare and who is here.
  const stopWatching = client.store.subscribe((state, before) => {
    if (state.link !== 'connected' || before.link === 'connected') return
    if (store.getState().settings === undefined) void load()
    else if (link !== null) tellEverything()
  })

  const load = async (): Promise<boolean> => {
    const outcome = await client.request({ type: 'getChatSources' })
    if (!outcome.ok || outcome.body.type !== 'chatSources') return false
    if (store.getState().settings === undefined) await apply(outcome.body.sources.signaling)
    return true
  }

  if (client.store.getState().link === 'connected') void load()

  return {
    store,
    load,
    save: async (settings, token) => {
      const outcome = await client.request({ type: 'saveChatSources', signaling: settings })
      if (!outcome.ok) return false
      if (token === null || settings === null) await secrets.delete(TOKEN_SECRET)
      else if (token !== undefined) await secrets.set(TOKEN_SECRET, token)
      await apply(settings)
      return true
    },
    test: async (settings, token, onStep) => {
      await halt()
      const held = token ?? (await secrets.get(TOKEN_SECRET))
      const outcome = await tryOnce({ settings, held, onStep, options })
      const saved = store.getState().settings
      if (saved?.enabled === true && link === null && !disposed) start(saved)
      return outcome
    },
    retryNow: () => link?.retryNow(),
    onUnsent: unsentListeners.add,
    dispose: async () => {
      disposed = true
      stopWatching()
      timer?.()
      cancelOnline?.()
      replies.stop()
      queue.close()
      await halt()
    },
  }
}

/** One way through all steps; the first refusal ends it. */
function tryOnce(trial: {
  readonly settings: SignalingSettings
  readonly held: string | null
  readonly onStep: (status: LinkStatus) => void
  readonly options: SignalingSourceOptions
}): Promise<TestOutcome> {
  const { settings, held, onStep, options } = trial
  const { client, makeClient, timers, random } = options
  const seen = createViewers()
  return new Promise((resolve) => {
    let settled = false
    const finish = (outcome: TestOutcome): void => {
      if (settled) return
      settled = true
      void link.stop().then(() => resolve(outcome))
    }
    const withToken = settings.tokenServerUrl !== null || held !== null
    const link: SignalingLink = startSignalingLink({
      place: settings,
      makeClient,
      token: () => tokenFor(settings, client, held, client.clock.nowMs()),
      timers,
      random,
      onStatus: (status) => {
        if (settled) return
        onStep(status)
        if (status.state === 'failed') finish({ ok: false, status, withToken })
        // Agora tells who is there a moment after it has let us in.
        if (status.state === 'connected')
          timers.after(500, () => finish({ ok: true, online: seen.online(), withToken }))
      },
      onEvent: (event) => {
        if (event.type !== 'message') seen.take(event)
      },
      onBack: () => undefined,
    })
  })
}
