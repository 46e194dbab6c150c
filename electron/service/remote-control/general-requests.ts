import { statfs } from 'node:fs/promises'
import { cpus, release, type } from 'node:os'
import { z } from 'zod'

import { OBS_VERSION, OBS_WEBSOCKET_VERSION, RPC_VERSION, STATUS, SUBSCRIPTION } from './obs-protocol.ts'
import {
  fail,
  figuresOf,
  handle,
  handleInStudio,
  isResult,
  ok,
  type RequestHandler,
} from './request-handler.ts'

const SLEEP_MAX_MS = 50_000
const SLEEP_MAX_FRAMES = 10_000
const MEGABYTE = 1024 * 1024

/** Every request there is, for GetVersion; told from outside because that list holds these requests too. */
export function generalRequests(
  available: () => readonly string[],
): Readonly<Record<string, RequestHandler>> {
  const cpuUsage = cpuMeter()
  return {
    GetVersion: handle({}, () =>
      ok({
        obsVersion: OBS_VERSION,
        obsWebSocketVersion: OBS_WEBSOCKET_VERSION,
        rpcVersion: RPC_VERSION,
        availableRequests: available(),
        supportedImageFormats: [],
        platform: PLATFORMS[process.platform] ?? process.platform,
        platformDescription: `Huitou Studio, ${type()} ${release()}`,
      }),
    ),
    GetStats: handleInStudio({}, async (_data, call) => {
      const figures = await figuresOf(call)
      if (isResult(figures)) return figures
      return ok({
        cpuUsage: cpuUsage(),
        memoryUsage: process.memoryUsage().rss / MEGABYTE,
        availableDiskSpace: await freeMegabytes(call.studio.dataDir),
        activeFps: figures.framesPerSecond,
        averageFrameRenderTime: figures.renderMs,
        renderSkippedFrames: figures.skippedFrames,
        renderTotalFrames: figures.programFrames + figures.skippedFrames,
        outputSkippedFrames: figures.skippedFrames,
        outputTotalFrames: figures.programFrames + figures.skippedFrames,
        webSocketSessionIncomingMessages: call.traffic.incoming,
        webSocketSessionOutgoingMessages: call.traffic.outgoing,
      })
    }),
    BroadcastCustomEvent: handle(
      { eventData: z.record(z.string(), z.unknown()) },
      ({ eventData }, { studio }) => {
        studio.broadcast({ type: 'CustomEvent', intent: SUBSCRIPTION.general, data: eventData })
        return ok()
      },
    ),
    GetHotkeyList: handle({}, () => ok({ hotkeys: [] })),
    /** Only inside a batch; frames are counted at the programme's own rate. */
    Sleep: handle(
      {
        sleepMillis: z.number().int().min(0).max(SLEEP_MAX_MS).optional(),
        sleepFrames: z.number().int().min(0).max(SLEEP_MAX_FRAMES).optional(),
      },
      async ({ sleepMillis, sleepFrames }, { batch, studio, wait }) => {
        if (batch === null)
          return fail(STATUS.unsupportedBatchExecution, 'Sleep works inside a serial batch only.')
        const field = batch === 'realtime' ? 'sleepMillis' : 'sleepFrames'
        const asked = batch === 'realtime' ? sleepMillis : sleepFrames
        if (asked === undefined) return fail(STATUS.missingField, `The field \`${field}\` is missing.`)
        const rate = studio.broker.state()?.framesPerSecond ?? DEFAULT_FRAME_RATE
        await wait(batch === 'realtime' ? asked : Math.min(SLEEP_MAX_MS, (asked * 1_000) / rate))
        return ok()
      },
    ),
    GetVideoSettings: handleInStudio({}, (_data, { state: { canvas, framesPerSecond } }) =>
      ok({
        fpsNumerator: framesPerSecond,
        fpsDenominator: 1,
        baseWidth: canvas.width,
        baseHeight: canvas.height,
        outputWidth: canvas.width,
        outputHeight: canvas.height,
      }),
    ),
    GetProfileList: handle({}, (_data, { studio: { studioName } }) =>
      ok({ currentProfileName: studioName, profiles: [studioName] }),
    ),
    GetSceneCollectionList: handle({}, (_data, { studio: { studioName } }) =>
      ok({ currentSceneCollectionName: studioName, sceneCollections: [studioName] }),
    ),
    GetMonitorList: handle({}, () => ok({ monitors: [] })),
  }
}

const DEFAULT_FRAME_RATE = 30

const PLATFORMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  win32: 'windows',
  darwin: 'macos',
}

async function freeMegabytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return (bavail * bsize) / MEGABYTE
  } catch {
    return 0
  }
}

/** Busy share of all cores since it was last asked, in percent; 0 the first time. */
function cpuMeter(): () => number {
  let before = cpuTimes()
  return () => {
    const now = cpuTimes()
    const total = now.total - before.total
    const busy = total - (now.idle - before.idle)
    before = now
    return total > 0 ? (100 * busy) / total : 0
  }
}

function cpuTimes(): { readonly idle: number; readonly total: number } {
  let idle = 0
  let total = 0
  for (const { times } of cpus()) {
    idle += times.idle
    total += times.user + times.nice + times.sys + times.idle + times.irq
  }
  return { idle, total }
}
