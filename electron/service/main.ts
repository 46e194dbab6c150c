import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { z } from 'zod'

import type { SceneCollection } from '#shared/domain/scenes/scene-collection.ts'
import { cannedReplySchema } from '#shared/domain/replies/canned-reply.ts'
import { AGORA_SIGNALING } from '#shared/protocol/chat-source.ts'
import { createAssistant } from './assistant/assistant.ts'
import { watchUnattended } from './assistant/unattended-watch.ts'
import { createLocalRoom } from './chat-sources/local-room/local-room.ts'
import { createOutsideSource } from './chat-sources/outside/outside-source.ts'
import { readRehearsalRooms } from './chat-sources/recorded/rehearsal-rooms.ts'
import { createRehearsal } from './chat-sources/recorded/rehearsal.ts'
import { systemClock, type Clock } from './clock.ts'
import { createExports } from './export/exports.ts'
import { createImports } from './imports/imports.ts'
import { createAssetStore } from './library/asset-store.ts'
import { createErasure } from './fans/erasure.ts'
import { createKnowledge } from './knowledge/knowledge.ts'
import { openLibrary } from './library/library.ts'
import { watchMachine } from './machine/watch-machine.ts'
import { createOrderIntake } from './orders/order-intake.ts'
import { createOrderToken } from './orders/order-token.ts'
import { createHostBroker } from './remote-control/host-broker.ts'
import { createRemoteControl } from './remote-control/remote-control.ts'
import { createAcross } from './review/across/across.ts'
import { createReviews, type Reviews } from './review/reviews.ts'
import { createSuggestions } from './suggestions/suggestions.ts'
import { serveRequest } from './requests/serve-request.ts'
import type { RunningSession } from './session/running-session.ts'
import { watchLoadedSheets } from './session/loaded-sheets.ts'
import { openStudio } from './session/studio.ts'
import { watchShoutOuts } from './shout-outs/shout-out-watch.ts'
import { lockDataFolder } from './storage/data-folder-lock.ts'
import { createSync } from './sync/sync.ts'
import { createTransport, type Transport } from './transport/create-transport.ts'
import { createHub } from './transport/hub.ts'

export interface ServiceOptions {
  /** Holds `library.db` and `sessions/`; made when missing. */
  readonly dataDir: string
  /** The built pages. */
  readonly pagesDir: string
  /** What ships with the studio: recorded rooms, canned replies. */
  readonly resourcesDir: string
  /** On 127.0.0.1; 0 takes any free port. */
  readonly port: number
  readonly lan: boolean
  readonly language: 'zh-CN' | 'en'
  readonly logger: Logger
  readonly clock?: Clock
}

export interface StudioService {
  readonly transport: Transport
  readonly running: () => RunningSession
  readonly reviews: Reviews
  /** Lets clients go, saves what waits, closes the files. False when events could not be saved. */
  readonly close: () => Promise<boolean>
}

/** Always the same one, so that open pages and paired tablets find the studio again after a restart. */
export const DEFAULT_PORT = 41_730

const WORDS = {
  'zh-CN': { title: '今晚的直播', host: '主播' },
  en: { title: "Tonight's show", host: 'Host' },
} as const

/**
 * The composition root: starts the parts in the order in which they need each other (files, session, hub, the ways
 * in), and stops them in the opposite order. Throws StorageError, LogError or TransportError when it cannot start;
 * what was opened by then is closed again.
 */
export async function startService(options: ServiceOptions): Promise<StudioService> {
  const { dataDir, logger } = options
  const clock = options.clock ?? systemClock
  const opened: (() => unknown)[] = []

  try {
    const unlock = lockDataFolder(dataDir)
    opened.push(unlock)
    const { library, notice } = openLibrary(join(dataDir, 'library.db'), { nowMs: clock.nowMs })
    opened.push(library.close)
    if (notice)
      logger.error({ keptAs: notice.keptAs }, 'the library was damaged and lies aside; a fresh one is in use')
    library.cannedReplies.seed(readCannedReplies(options))
    const assets = createAssetStore({
      folder: join(dataDir, 'assets'),
      inUse: () =>
        new Set([
          ...library.scenes.assetIds(),
          ...library.products.assetIds(),
          ...library.runSheets.assetIds(),
          ...studio
            .running()
            .state()
            .runSheet.flatMap(({ assetId }) => assetId ?? []),
        ]),
      isOnAir: (assetId) => studio.running().state().itemOnAir?.item.assetId === assetId,
      nowMs: clock.nowMs,
    })
    const tidyAssets = (): void =>
      void assets
        .tidy()
        .catch((error: unknown) => logger.warn({ err: error }, 'old images could not be removed'))
    const recordings = readRehearsalRooms(options.resourcesDir)

    const studio = await openStudio({
      dataDir,
      library,
      clock,
      logger,
      random: Math.random,
      defaultTitle: WORDS[options.language].title,
      language: options.language,
    })
    opened.push(studio.close)
    const shoutOuts = watchShoutOuts({ studio, library, clock, logger })
    opened.push(shoutOuts.close)
    tidyAssets()
    const loadedSheets = watchLoadedSheets(studio)
    opened.push(loadedSheets.close)

    const knowledge = createKnowledge({
      library,
      studio,
      sessionsDir: join(dataDir, 'sessions'),
      language: options.language,
      nowMs: clock.nowMs,
      logger,
    })
    opened.push(knowledge.close)
    const assistant = createAssistant({ library, studio, knowledge, nowMs: clock.nowMs, logger })
    opened.push(assistant.close)
    const unattended = watchUnattended({ studio, knowledge, assistant, clock, logger })
    opened.push(unattended.close)

    const sync = createSync({
      library,
      studio,
      sessionsDir: join(dataDir, 'sessions'),
      clock,
      random: Math.random,
      logger,
      onStatus: (status) => hub.announceSync(status),
    })
    opened.push(() => void sync.close())
    const exporting = createExports({
      dataDir,
      library,
      running: () => studio.running().state(),
      clock,
      logger,
    })
    opened.push(() => void exporting.close())
    const erasure = createErasure({
      library,
      studio,
      onRewrite: (sessionId, seqs) => {
        sync.rewritten(sessionId, seqs)
        library.reviewRollups.outdate(sessionId)
        void exporting.removeAll()
      },
      running: () => studio.running().state(),
      sessionsDir: join(dataDir, 'sessions'),
      logger,
    })
    opened.push(() => void erasure.close())

    const reviews = createReviews({ dataDir, library, studio, logger })
    opened.push(() => void reviews.close())
    const across = createAcross({
      library,
      reviews,
      studio,
      dataDir,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      clock,
      logger,
    })
    opened.push(() => void across.close())
    reviews.onReady(across.reviewed)
    const suggestions = createSuggestions({
      library,
      reviews,
      across,
      studio,
      logger,
    })
    opened.push(suggestions.close)

    const broker = createHostBroker(clock)
    const remoteControl = createRemoteControl({
      settings: library.settings,
      broker,
      sessions: studio,
      clock,
      logger,
      language: options.language,
      dataDir,
    })
    opened.push(() => void remoteControl.close())

    const orderToken = createOrderToken(library.settings, clock.nowMs)

    const imports = createImports({
      library,
      session: studio.running,
      clock,
      logger,
      onChange: (job) => hub.announceImport(job),
    })
    opened.push(() => void imports.close())
    await imports.recover()

    // The hub and the requests speak of access, which is there only once the ways in are open.
    let transport: Transport | null = null
    const rehearsal = createRehearsal(studio, clock, () => hub.announceHealth())
    const requests = {
      studio,
      library,
      rehearsal,
      recordings,
      remoteControl,
      orderToken,
      erasure: {
        ...erasure,
        forget: (fanId: string) => {
          void exporting.removeAll()
          return erasure.forget(fanId)
        },
      },
      loadedSheets,
      imports,
      knowledge,
      assistant,
      sync,
      access: () => transport?.access ?? null,
      onCannedReplies: () => {
        knowledge.cannedChanged()
        hub.announceCannedReplies()
      },
      onScenes: (saved: SceneCollection) => {
        hub.announceScenes(saved)
        tidyAssets()
      },
    }
    const hub = createHub({
      studio,
      clock,
      logger,
      cannedReplies: library.cannedReplies.list,
      access: () => transport?.access.current() ?? null,
      remote: { broker, current: remoteControl.current },
      sync: sync.status,
      rename: (viewer) => library.grants.rename(viewer.id, viewer.name),
      serve: (request, actor) => serveRequest(request, actor, requests),
    })
    opened.push(hub.close)
    const machine = watchMachine({ dataDir, clock, onReading: hub.announceMachine })
    opened.push(machine.close)
    const localRoom = createLocalRoom(studio.running, hub.viewersOnline, clock)
    const outside = createOutsideSource(AGORA_SIGNALING, studio.running, clock)
    hub.connectSources({
      localRoom,
      outside,
      sources: [localRoom, outside, rehearsal],
      rehearsal: rehearsal.progress,
    })

    const ready = await createTransport({
      hub,
      grants: library.grants,
      assets,
      orders: {
        token: orderToken,
        intake: createOrderIntake({ library, running: studio.running, nowMs: clock.nowMs }),
      },
      imports: { imports, folder: join(dataDir, 'imports') },
      review: { reviews, sessions: library.sessions.list },
      across: { across, fans: library.fans },
      suggestions,
      exporting,
      dataDir,
      pagesDir: options.pagesDir,
      port: options.port,
      lan: options.lan,
      knownSession: (sessionId) => library.sessions.find(sessionId) !== null,
      hostName: WORDS[options.language].host,
      logger,
      nowMs: clock.nowMs,
    })
    transport = ready
    ready.access.subscribe(hub.announceAccess)
    remoteControl.onChange(hub.announceRemoteControl)
    await remoteControl.start()

    const close = async (): Promise<boolean> => {
      machine.close()
      await sync.close()
      suggestions.close()
      await across.close()
      await reviews.close()
      await exporting.close()
      await imports.close()
      rehearsal.close()
      unattended.close()
      assistant.close()
      knowledge.close()
      await remoteControl.close()
      await ready.close()
      outside.close()
      shoutOuts.close()
      hub.close()
      await erasure.close()
      const saved = studio.close()
      library.close()
      unlock()
      return saved
    }
    let closing: Promise<boolean> | null = null
    return { transport: ready, running: studio.running, reviews, close: () => (closing ??= close()) }
  } catch (error) {
    for (const close of opened.toReversed()) close()
    throw error
  }
}

function readCannedReplies({ resourcesDir, language }: ServiceOptions) {
  const file = join(resourcesDir, 'canned-replies', `defaults.${language}.json`)
  return z.array(cannedReplySchema).parse(JSON.parse(readFileSync(file, 'utf8')))
}
