import type { Logger } from 'pino'

import { createListeners } from '#shared/lib/listeners.ts'
import type { RemoteControl, RemoteSettings, RemoteState } from '#shared/protocol/remote.ts'
import type { Clock } from '../clock.ts'
import type { Settings } from '../library/settings.ts'
import type { Studio as Sessions } from '../session/studio.ts'
import { TransportError } from '../transport/transport-error.ts'
import { EXIT_STARTED, eventsBetween, meterEvent, NOTHING_YET, streamEvents } from './events.ts'
import type { HostBroker } from './host-broker.ts'
import { authFor, generatePassword } from './obs-auth.ts'
import type { ObsEvent } from './obs-protocol.ts'
import { openObsServer, type ObsServer } from './obs-server.ts'
import { remoteSettings } from './remote-settings.ts'
import type { ShowStatus, Studio } from './request-handler.ts'
import { createRequests } from './requests.ts'
import { studioNames, type NamesLanguage } from './studio-names.ts'

export interface RemoteControlOptions {
  readonly settings: Settings
  readonly broker: HostBroker
  readonly sessions: Sessions
  readonly clock: Clock
  readonly logger: Logger
  readonly language: NamesLanguage
  readonly dataDir: string
}

/** The studio driven from outside: Stream Deck, Companion and whatever else speaks obs-websocket 5. */
export interface RemoteControlService {
  readonly current: () => RemoteControl
  readonly onChange: (listener: (control: RemoteControl) => void) => () => void
  /** Opens the door as the settings of last time say. What goes wrong is in `current().problem`. */
  readonly start: () => Promise<void>
  /**
   * False when it is to be switched on without there being a password. @throws StorageError when the settings cannot
   * be kept.
   */
  readonly save: (settings: RemoteSettings) => Promise<boolean>
  /** A new password, told this once; everybody who came in with the old one has to go. @throws StorageError */
  readonly renewPassword: () => string
  readonly drop: (clientId: string) => void
  readonly close: () => Promise<void>
}

const STUDIO_NAMES = { 'zh-CN': '回头直播台', en: 'Huitou Studio' } as const
/** Of a fade or slide, until somebody has set it. */
const TRANSITION_MS = 300

export function createRemoteControl(options: RemoteControlOptions): RemoteControlService {
  const { broker, sessions, clock, logger, language } = options
  const store = remoteSettings(options.settings)
  const names = studioNames(language)
  const requests = createRequests()
  const changes = createListeners<RemoteControl>()
  const transitionMs = { current: TRANSITION_MS }
  let server: ObsServer | null = null
  let problem: RemoteControl['problem'] = null
  let known: RemoteState = NOTHING_YET
  let work: Promise<unknown> = Promise.resolve()
  let closed = false

  const show = (): ShowStatus => {
    const { kind, phase, liveAtMs } = sessions.running().state()
    const live = kind === 'show' && phase === 'live'
    return { live, sinceMs: live ? liveAtMs : null }
  }
  let wasLive = show().live

  const broadcast = (event: ObsEvent): void => server?.broadcast(event)
  const studio: Studio = {
    broker,
    names,
    settings: store.get,
    show,
    nowMs: clock.nowMs,
    broadcast,
    dataDir: options.dataDir,
    studioName: STUDIO_NAMES[language],
    transitionMs,
  }

  const current = (): RemoteControl => {
    const { auth, enabled, port, lan, mayEndShow } = store.get()
    return {
      settings: { enabled, port, lan, mayEndShow },
      hasPassword: auth !== null,
      problem,
      listening: server !== null,
      lanAddresses: [...(server?.lanAddresses() ?? [])],
      clients: server?.clients() ?? [],
    }
  }
  const announce = (): void => {
    broker.watch({ state: server !== null, levels: server?.wantsMeters() ?? false })
    changes.emit(current())
  }

  const become = (state: RemoteState): void => {
    const events = eventsBetween(known, state, names)
    known = state
    if (state.transition.kind !== 'cut') transitionMs.current = state.transition.durationMs
    for (const event of events) broadcast(event)
  }
  const tellShow = (): void => {
    const { live } = show()
    if (live === wasLive) return
    wasLive = live
    for (const event of streamEvents(live)) broadcast(event)
  }
  const stops = [
    // A window that goes takes its recording with it; all else stays as it was until the next one tells.
    broker.onState((state) =>
      become(state ?? { ...known, recording: { ...known.recording, phase: 'idle' } }),
    ),
    broker.onLevels((levels) => broadcast(meterEvent(levels, known, names))),
    sessions.onCommit(tellShow),
    sessions.onSwitch(tellShow),
  ]

  const closeServer = async (): Promise<void> => {
    const closing = server
    server = null
    await closing?.close()
  }

  /** Makes it as the settings say. */
  const apply = async (): Promise<void> => {
    const { enabled, port, lan, auth } = store.get()
    problem = null
    const wanted = enabled && auth !== null && !closed
    if (server && (!wanted || server.port !== port)) await closeServer()
    try {
      if (wanted) {
        server ??= await openObsServer({
          port,
          auth: () => store.get().auth ?? auth,
          studio,
          requests,
          clock,
          logger,
          onChange: announce,
        })
      }
    } catch (error) {
      if (!(error instanceof TransportError)) throw error
      logger.warn({ err: error }, 'remote control cannot listen')
      problem = error.code
    }
    try {
      await server?.setLan(lan)
    } catch (error) {
      if (!(error instanceof TransportError)) throw error
      logger.warn({ err: error }, 'remote control cannot be shared with the network')
      problem = 'lanUnavailable'
    }
    announce()
  }
  /** One change at a time. */
  const enqueue = (task: () => Promise<void>): Promise<void> => {
    const result = work.then(task)
    work = result.catch(() => undefined)
    return result
  }

  return {
    current,
    onChange: changes.add,
    start: () => enqueue(apply),
    save: async (settings) => {
      if (settings.enabled && store.get().auth === null) return false
      store.save(settings)
      await enqueue(apply)
      return true
    },
    renewPassword: () => {
      const password = generatePassword()
      store.saveAuth(authFor(password))
      server?.drop(() => true, 'The password was changed.')
      announce()
      return password
    },
    drop: (clientId) => server?.drop(({ id }) => id === clientId, 'The host ended this connection.'),
    close: async () => {
      if (closed) return
      closed = true
      for (const stop of stops) stop()
      broadcast(EXIT_STARTED)
      await enqueue(closeServer)
    },
  }
}
