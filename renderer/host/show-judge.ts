import i18next from 'i18next'

import { preflightOf } from '#shared/domain/preflight/preflight.ts'
import type { OutputInput } from '#shared/domain/preflight/preflight-inputs.ts'
import type { PreflightLine } from '#shared/domain/preflight/preflight-line.ts'
import { soundVerdict } from '#shared/domain/preflight/sound-verdict.ts'
import type { OutputBoard } from '#renderer/features/outputs/output-board.ts'
import { jwtExpiryMs } from '#renderer/features/preflight/token-expiry.ts'
import { camerasOf } from '#renderer/features/preflight/use-preflight.ts'
import { media as mediaTexts } from '#renderer/i18n/en/media.ts'
import { preflight as preflightTexts } from '#renderer/i18n/en/preflight.ts'
import type { ProgramStats, SourceState } from '#renderer/media/media-state.ts'
import type { MediaEngine } from '#renderer/media/port.ts'
import { recordingKbps } from '#renderer/media/recording-rate.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import type { HostSettings } from './host-settings.ts'
import { lineSentence } from './line-sentence.ts'

/** Eight seconds of peaks, twenty a second. */
const PEAKS_KEPT = 160
const MINUTE_MS = 60_000

/**
 * The pre-flight check for a show that nobody confirms at the screen, because a button far away begins it. It judges
 * by the same rules as the page; what only the page can find out (how a picture looks, the echo, the uplink) is left
 * open, which holds nobody back there either.
 */
export interface ShowJudge {
  /** What must be seen to first. */
  readonly red: () => Promise<readonly PreflightLine[]>
  readonly stop: () => void
}

export function createShowJudge(options: {
  readonly client: StaffClient
  readonly engine: MediaEngine
  readonly outputs: Pick<OutputBoard, 'store' | 'tokenOf'>
  readonly settings: () => HostSettings
}): ShowJudge {
  const { client, engine, outputs } = options
  let peaks: number[] = []
  let stats: ProgramStats | null = null
  const stops = [
    engine.subscribeLevels(({ microphone1 }) => {
      peaks = [...peaks.slice(1 - PEAKS_KEPT), microphone1.peakDb]
    }),
    engine.subscribeStats((next) => {
      stats = next
    }),
  ]

  const plannedOutputs = (): Promise<OutputInput[]> => {
    const planned = (outputs.store.getState().destinations ?? []).filter((one) => one.startWithShow)
    return Promise.all(
      planned.map(async ({ id, name }) => {
        const token = await outputs.tokenOf(id)
        const tokenExpiresAtMs = token === null ? null : jwtExpiryMs(token)
        return { id, name, test: 'untested' as const, problem: null, tokenExpiresAtMs }
      }),
    )
  }

  const judge = async (): Promise<readonly PreflightLine[]> => {
    const planned = await plannedOutputs()
    const media = engine.getState()
    const staff = client.store.getState()
    const { plannedMinutes, record } = options.settings()
    const microphone = media.microphoneSlots[1]
    return preflightOf({
      nowMs: client.clock.nowMs(),
      plannedMs: plannedMinutes * MINUTE_MS,
      cameras: camerasOf(media, stats, {}),
      screenLive: media.screen.status === 'live',
      program: {
        broken: media.failure !== null,
        onAir: media.programSceneId !== null,
        fps: stats?.framesPerSecond ?? null,
      },
      microphone: {
        status: microphone.status,
        problem: problemOf(microphone),
        muted: media.mixer.microphone1.muted,
        sound: soundVerdict(peaks),
        blocked: media.audioOutput === 'blocked',
      },
      echo: { state: 'unmeasured' },
      uplink: null,
      outputs: planned,
      audience: {
        lan: staff.access?.lan ?? false,
        moderators: 0,
        picture: engine.outputKinds.includes('localRoom'),
      },
      chat: staff.sources,
      runSheet: staff.session?.runSheet ?? [],
      itemOnAir: staff.session?.itemOnAir !== null,
      recordingKbps: record ? recordingKbps(media.canvas) : 0,
      machine: staff.machine,
      clockAheadMs: null,
      power: null,
      sleepBlocked: true,
      link: staff.link === 'connected' ? 'connected' : 'lost',
      log: staff.log.state,
    })
  }

  return {
    red: async () => (await judge()).filter(({ status }) => status === 'red'),
    stop: () => {
      for (const stop of stops) stop()
    },
  }
}

const problemOf = (source: SourceState): string | null =>
  source.status === 'failed' ? source.error.kind : null

const english = i18next.createInstance()
void english.init({
  lng: 'en',
  resources: { en: { preflight: preflightTexts, media: mediaTexts } },
  keySeparator: false,
  interpolation: { escapeValue: false },
  initAsync: false,
})

const inPlainEnglish = english.getFixedT<['preflight', 'media']>('en', ['preflight', 'media'])

/** For the log of the control surface. */
export const inEnglish = (lines: readonly PreflightLine[]): string =>
  lines.map((line) => lineSentence(inPlainEnglish, line)).join(' ')
