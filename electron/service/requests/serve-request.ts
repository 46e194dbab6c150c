import type { SceneCollection } from '#shared/domain/scenes/scene-collection.ts'
import { NO_OUTPUTS, outputSettingsSchema } from '#shared/domain/outputs/destination.ts'
import type { Actor } from '#shared/domain/session/actor.ts'
import { isStaff } from '#shared/domain/session/actor.ts'
import type { RequestProblem, ResponseBody } from '#shared/protocol/down.ts'
import { signalingSettingsSchema, type SignalingSettings } from '#shared/protocol/chat-source.ts'
import type { Request } from '#shared/protocol/up.ts'
import type { Recording } from '../chat-sources/recorded/rehearsal-rooms.ts'
import type { Rehearsal } from '../chat-sources/recorded/rehearsal.ts'
import type { Erasure } from '../fans/erasure.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Imports } from '../imports/imports.ts'
import type { Assistant } from '../assistant/assistant.ts'
import type { Library } from '../library/library.ts'
import { clockAheadOf } from '../machine/server-clock.ts'
import { recentHealth } from '../session/health-history.ts'
import type { LoadedSheets } from '../session/loaded-sheets.ts'
import type { Studio } from '../session/studio.ts'
import type { Sync } from '../sync/sync-types.ts'
import { StorageError } from '../storage/storage-error.ts'
import { LogError } from '../log/log-error.ts'
import { fetchToken, TokenServerError } from '../chat-sources/outside/token-server.ts'
import type { OrderToken } from '../orders/order-token.ts'
import type { RemoteControlService } from '../remote-control/remote-control.ts'
import type { TransportAccess } from '../transport/create-transport.ts'
import { serveAssistant } from './serve-assistant.ts'
import { serveFans } from './serve-fans.ts'
import { serveImports } from './serve-imports.ts'
import { serveKnowledge } from './serve-knowledge.ts'
import { serveOrders } from './serve-orders.ts'
import { serveRemoteControl } from './serve-remote-control.ts'
import { serveShoutOutFairness } from './serve-shout-outs.ts'
import { serveRunSheet } from './serve-run-sheet.ts'
import { serveSync } from './serve-sync.ts'

export type Served =
  | { readonly ok: true; readonly body: ResponseBody }
  | { readonly ok: false; readonly problem: RequestProblem; readonly message: string }

export interface RequestContext {
  readonly studio: Studio
  readonly library: Library
  readonly rehearsal: Rehearsal
  readonly recordings: readonly Recording[]
  readonly remoteControl: RemoteControlService
  readonly orderToken: OrderToken
  readonly erasure: Erasure
  readonly loadedSheets: LoadedSheets
  readonly imports: Imports
  readonly knowledge: Knowledge
  readonly assistant: Assistant
  readonly sync: Sync
  /** Null until the ways in are open. */
  readonly access: () => TransportAccess | null
  /** The canned replies have changed: every console shows the same ones. */
  readonly onCannedReplies: () => void
  /** The scenes have been saved: every host window gets them. */
  readonly onScenes: (saved: SceneCollection) => void
}

const OUTPUTS_SETTING = 'outputs'
const SEARCH_PAGE = 50
const DONE: Served = { ok: true, body: { type: 'done' } }
const HOST_ONLY: ReadonlySet<Request['type']> = new Set<Request['type']>([
  'getShoutOutFairness',
  'getSceneCollection',
  'saveSceneCollection',
  'getAccess',
  'setLanAccess',
  'renewInvite',
  'revokeAccess',
  'newSession',
  'startRehearsal',
  'stopRehearsal',
  'healthHistory',
  'compareClock',
  'getOutputs',
  'saveOutputs',
  'getRemoteControl',
  'saveRemoteControl',
  'renewRemoteControlPassword',
  'dropRemoteClient',
  'getOrderAccess',
  'renewOrderToken',
  'revokeOrderToken',
  'getChatSources',
  'saveChatSources',
  'fetchSourceToken',
  'getImport',
  'chooseImportSheet',
  'planImport',
  'remapImport',
  'applyImport',
  'cancelImport',
  'undoImport',
  'listImports',
  'findFans',
  'getFan',
  'saveFan',
  'mergeFans',
  'forgetFan',
  'getErasures',
  'listFanTags',
  'getTierRules',
  'previewTierRules',
  'applyTierRules',
  'takeBackTiers',
  'getAssistant',
  'saveAssistant',
  'holdAssistantKey',
  'testAssistant',
  'previewUnattended',
  'getSync',
  'saveSync',
  'holdSyncToken',
  'testSync',
  'startSync',
  'pauseSync',
  'listWithheld',
  'retryWithheld',
  'uploadRecording',
  'cancelUpload',
])

/** Answers one request of a host window or console. Never throws for what can go wrong in use. */
export async function serveRequest(request: Request, actor: Actor, context: RequestContext): Promise<Served> {
  if (!isStaff(actor) || (HOST_ONLY.has(request.type) && actor.role !== 'host')) {
    return refused('notAllowed', 'only the host may ask for this')
  }
  try {
    return await serve(request, actor, context)
  } catch (error) {
    if (error instanceof LogError || error instanceof StorageError)
      return refused('logUnavailable', error.message)
    throw error
  }
}

async function serve(request: Request, actor: Actor, context: RequestContext): Promise<Served> {
  const { studio, library, rehearsal } = context
  const access = context.access()
  if (!access) return refused('notFound', 'the service is still starting')
  switch (request.type) {
    case 'searchChat': {
      const lines = studio.running().log.searchChat(request.text, request.beforeSeq, SEARCH_PAGE + 1)
      return chat(lines.slice(0, SEARCH_PAGE), lines.length > SEARCH_PAGE)
    }
    case 'chatBefore': {
      const lines = studio.running().log.chatBefore(request.beforeSeq, request.limit + 1)
      return chat(lines.slice(-request.limit), lines.length > request.limit)
    }
    case 'chatAround':
      return chat(studio.running().log.chatAround(request.danmakuId, request.limit), false)
    case 'listCannedReplies':
      return { ok: true, body: { type: 'cannedReplies', replies: library.cannedReplies.list() } }
    case 'saveCannedReply':
      library.cannedReplies.save(request.reply)
      context.onCannedReplies()
      return DONE
    case 'deleteCannedReply':
      library.cannedReplies.remove(request.id)
      context.onCannedReplies()
      return DONE
    case 'setFanStanding':
      return library.fans.set(request.userId, request.userName, {
        tier: request.tier,
        privateDomain: request.privateDomain,
      })
        ? DONE
        : refused('invalid', 'a viewer key cannot be that long')
    case 'getSceneCollection':
      return { ok: true, body: { type: 'sceneCollection', collection: library.scenes.get() } }
    case 'saveSceneCollection':
      library.scenes.save(request.collection)
      context.onScenes(request.collection)
      return DONE
    case 'getAccess':
      return { ok: true, body: { type: 'access', access: access.current() } }
    case 'setLanAccess':
      return setLan(access, request.on)
    case 'renewInvite':
      access.renewInvite(request.role)
      return DONE
    case 'revokeAccess':
      access.revoke(request.actorId)
      return DONE
    case 'listSessions': {
      const sessions = library.sessions.list().filter((summary) => summary.liveAtMs !== null)
      return { ok: true, body: { type: 'sessions', sessions } }
    }
    case 'newSession':
      return (await studio.newSession(request.title, 'show')) ? DONE : refused('wrongPhase', 'a show is live')
    case 'healthHistory':
      return { ok: true, body: { type: 'healthHistory', samples: recentHealth(studio.running()) } }
    case 'compareClock':
      return {
        ok: true,
        body: { type: 'clockCompared', aheadMs: await clockAheadOf(request.origin, Date.now) },
      }
    case 'listRehearsals':
      return { ok: true, body: { type: 'rehearsals', rooms: context.recordings.map(rehearsalSummary) } }
    case 'startRehearsal': {
      const recording = context.recordings.find(({ room }) => room.id === request.roomId)
      if (!recording) return refused('notFound', `there is no recorded room "${request.roomId}"`)
      return (await rehearsal.start(recording, request.speed))
        ? DONE
        : refused('wrongPhase', 'a show is live')
    }
    case 'stopRehearsal':
      await rehearsal.stop()
      return DONE
    case 'getOutputs':
      return {
        ok: true,
        body: {
          type: 'outputs',
          outputs: library.settings.get(OUTPUTS_SETTING, outputSettingsSchema) ?? NO_OUTPUTS,
        },
      }
    case 'saveOutputs':
      library.settings.set(OUTPUTS_SETTING, request.outputs)
      return DONE
    case 'getRemoteControl':
    case 'saveRemoteControl':
    case 'renewRemoteControlPassword':
    case 'dropRemoteClient':
      return serveRemoteControl(request, context.remoteControl)
    case 'listRunSheets':
    case 'saveRunSheet':
    case 'loadRunSheet':
    case 'undoRunSheetLoad':
    case 'renameRunSheet':
    case 'deleteRunSheet':
      return serveRunSheet(request, actor, {
        running: studio.running,
        runSheets: library.runSheets,
        loaded: context.loadedSheets,
      })
    case 'getImport':
    case 'chooseImportSheet':
    case 'planImport':
    case 'remapImport':
    case 'applyImport':
    case 'cancelImport':
    case 'undoImport':
    case 'listImports':
      return serveImports(request, context.imports, library.imports)
    case 'findFans':
    case 'getFan':
    case 'saveFan':
    case 'mergeFans':
    case 'forgetFan':
    case 'getErasures':
    case 'listFanTags':
    case 'getTierRules':
    case 'previewTierRules':
    case 'applyTierRules':
    case 'takeBackTiers':
      return serveFans(request, library.fans, context.erasure)
    case 'getFanFacts':
    case 'getOrderAccess':
    case 'renewOrderToken':
    case 'revokeOrderToken':
      return serveOrders(request, context, Date.now())
    case 'getChatSources':
      return { ok: true, body: { type: 'chatSources', sources: { signaling: signalingOf(library) } } }
    case 'saveChatSources':
      library.settings.set(SIGNALING_KEY, request.signaling)
      return DONE
    case 'fetchSourceToken':
      return sourceToken(request.signaling)
    case 'getDrafting':
    case 'draftReply':
    case 'cancelDraft':
    case 'getAssistant':
    case 'saveAssistant':
    case 'holdAssistantKey':
    case 'testAssistant':
    case 'previewUnattended':
      return serveAssistant(request, actor, context)
    case 'suggestReplies':
    case 'findProducts':
    case 'saveProduct':
    case 'removeProduct':
    case 'addFaq':
    case 'listPolicies':
    case 'savePolicy':
    case 'removePolicy':
    case 'listLearnedReplies':
    case 'correctLearnedReply':
    case 'removeLearnedReply':
    case 'listGaps':
      return serveKnowledge(request, library, context.knowledge)
    case 'getSync':
    case 'saveSync':
    case 'holdSyncToken':
    case 'testSync':
    case 'startSync':
    case 'pauseSync':
    case 'listWithheld':
    case 'retryWithheld':
    case 'uploadRecording':
    case 'cancelUpload':
      return serveSync(request, context.sync)
    case 'getShoutOutFairness':
      return serveShoutOutFairness(studio.running(), library)
    default:
      return request satisfies never
  }
}

/** Where the library keeps how Signaling is reached. Its token is never kept here. */
const SIGNALING_KEY = 'chatSource.agora'

const signalingOf = (library: Library) =>
  library.settings.get(SIGNALING_KEY, signalingSettingsSchema.nullable())

async function sourceToken(settings: SignalingSettings): Promise<Served> {
  try {
    return { ok: true, body: { type: 'sourceToken', token: await fetchToken(settings) } }
  } catch (error) {
    if (error instanceof TokenServerError) return refused('notFound', error.message)
    throw error
  }
}

async function setLan(access: TransportAccess, on: boolean): Promise<Served> {
  try {
    await access.setLan(on)
    return DONE
  } catch (error) {
    return refused('portUnavailable', error instanceof Error ? error.message : String(error))
  }
}

const chat = (lines: Extract<ResponseBody, { type: 'chat' }>['lines'], more: boolean): Served => ({
  ok: true,
  body: { type: 'chat', lines, more },
})

const refused = (problem: RequestProblem, message: string): Served => ({ ok: false, problem, message })

const rehearsalSummary = ({ room, lines }: Recording) => ({
  id: room.id,
  language: room.language,
  title: room.title,
  description: room.description,
  durationMs: room.durationMs,
  danmaku: lines.length,
})
