import { useCallback, useEffect, useState } from 'react'

import type { PictureLook } from '#shared/domain/preflight/picture-look.ts'
import type {
  CameraInput,
  Measured,
  OutputInput,
  PreflightInputs,
} from '#shared/domain/preflight/preflight-inputs.ts'
import type { PreflightLine } from '#shared/domain/preflight/preflight-line.ts'
import type { Item } from '#shared/domain/run-sheet/item.ts'
import { preflightOf } from '#shared/domain/preflight/preflight.ts'
import { CAMERA_SLOTS, cameraSlotsOf, type CameraSlot } from '#shared/domain/scenes/scene.ts'
import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import type { MediaState, ProgramStats, SourceState } from '#renderer/media/media-state.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { usePower } from './use-power.ts'
import { useSoundVerdict } from './use-sound-verdict.ts'

const NO_ITEMS: readonly Item[] = []

/** The destinations of the coming show beside the local room, told by whoever looks after outputs. */
export interface PlannedOutputs {
  readonly list: readonly OutputInput[]
  /** What all of them together send, in kilobits a second. */
  readonly kbps: number
  /** Web servers among them, whose clock ours is compared with: origins without path. */
  readonly origins: readonly string[]
}

export interface PreflightPlan {
  readonly plannedMs: number
  readonly recordingKbps: number
  readonly sleepBlocked: boolean
  readonly outputs: PlannedOutputs
}

export interface Preflight {
  readonly lines: readonly PreflightLine[]
  /** Stable. */
  readonly onLook: (slot: CameraSlot, look: PictureLook) => void
  readonly measureEcho: () => void
  readonly measureUplink: () => void
}

type Echo = PreflightInputs['echo']
type Uplink = Measured<{ readonly kbps: number; readonly packetLoss: number }>

/** Gathers what the check needs to know for as long as its page is open, and judges it anew with every change. */
export function usePreflight({ plannedMs, recordingKbps, sleepBlocked, outputs }: PreflightPlan): Preflight {
  const engine = useMediaEngine()
  const media = useMedia((state) => state)
  const stats = useStats()
  const nowMs = useNow()
  const power = usePower()
  const [looks, setLooks] = useState<Partial<Record<CameraSlot, PictureLook>>>({})
  const [echo, setEcho] = useState<Echo>({ state: engine.soundCheck ? 'unmeasured' : 'impossible' })
  const [uplink, setUplink] = useState<Uplink>({ state: engine.network ? 'unmeasured' : 'impossible' })
  const microphone = media.microphoneSlots[1]
  const sound = useSoundVerdict(microphone.status === 'closed' ? null : microphone.device.deviceId)
  const clockAheadMs = useClockAhead(outputs.origins[0] ?? null)

  const link = useStaff((state) => (state.link === 'connected' ? 'connected' : 'lost'))
  const log = useStaff((state) => state.log.state)
  const machine = useStaff((state) => state.machine)
  const chat = useStaff((state) => state.sources)
  const lan = useStaff((state) => state.access?.lan ?? false)
  const moderators = useStaff(({ staff }) => staff.filter(({ actor }) => actor.role === 'moderator').length)
  const runSheet = useStaff(({ session }) => session?.runSheet) ?? NO_ITEMS
  const itemOnAir = useStaff(({ session }) => session?.phase === 'preparing' && session.itemOnAir !== null)

  const cameras = camerasOf(media, stats, looks)
  const lines = preflightOf({
    nowMs,
    plannedMs,
    cameras,
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
      sound,
      blocked: media.audioOutput === 'blocked',
    },
    echo,
    uplink: outputs.list.length === 0 ? null : { neededKbps: outputs.kbps, measured: uplink },
    outputs: outputs.list,
    audience: { lan, moderators, picture: engine.outputKinds.includes('localRoom') },
    chat,
    runSheet,
    itemOnAir,
    recordingKbps,
    machine,
    clockAheadMs,
    power,
    sleepBlocked,
    link,
    log,
  })

  const onLook = useCallback((slot: CameraSlot, look: PictureLook) => {
    setLooks((before) => (before[slot] === look ? before : { ...before, [slot]: look }))
  }, [])
  return {
    lines,
    onLook,
    measureEcho: () => {
      setEcho({ state: 'measuring' })
      void engine.soundCheck?.measureEcho().then(
        ({ echoDb }) => setEcho({ state: 'measured', echoDb }),
        () => setEcho({ state: 'failed' }),
      )
    },
    measureUplink: () => {
      setUplink({ state: 'measuring' })
      void engine.network?.probeUplink().then(
        ({ kbps, packetLoss }) => setUplink({ state: 'measured', kbps, packetLoss }),
        () => setUplink({ state: 'failed' }),
      )
    },
  }
}

/** The cameras in use as the check sees them. */
export function camerasOf(
  { cameraSlots, scenes, programSceneId }: MediaState,
  stats: ProgramStats | null,
  looks: Partial<Record<CameraSlot, PictureLook>>,
): CameraInput[] {
  const scene = scenes.find(({ id }) => id === programSceneId)
  const seen = new Set(scene ? cameraSlotsOf(scene) : [])
  return CAMERA_SLOTS.flatMap((slot) => {
    const source = cameraSlots[slot]
    if (source.status === 'closed') return []
    return [
      {
        slot,
        name: source.device.label,
        status: source.status,
        onAir: seen.has(slot),
        fps: stats?.cameraFramesPerSecond[slot] ?? null,
        problem: problemOf(source),
        warning: source.status === 'live' ? source.warning : null,
        look: looks[slot] ?? 'unknown',
      },
    ]
  })
}

const problemOf = (source: SourceState): string | null =>
  source.status === 'failed' ? source.error.kind : null

function useStats(): ProgramStats | null {
  const engine = useMediaEngine()
  const [stats, setStats] = useState<ProgramStats | null>(null)
  useEffect(() => engine.subscribeStats(setStats), [engine])
  return stats
}

/** Once a second is enough for tokens that run out. */
function useNow(): number {
  const { clock } = useStaffClient()
  const [nowMs, setNowMs] = useState(clock.nowMs)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(clock.nowMs()), 1_000)
    return () => clearInterval(timer)
  }, [clock])
  return nowMs
}

/** How far the machine's clock is ahead of the first destination's; asked once, null until known. */
function useClockAhead(origin: string | null): number | null {
  const client = useStaffClient()
  const [answer, setAnswer] = useState<{ origin: string; aheadMs: number | null } | null>(null)
  useEffect(() => {
    if (origin === null) return
    let over = false
    void client.request({ type: 'compareClock', origin }).then((outcome) => {
      if (over || !outcome.ok || outcome.body.type !== 'clockCompared') return
      setAnswer({ origin, aheadMs: outcome.body.aheadMs })
    })
    return () => {
      over = true
    }
  }, [client, origin])
  return answer && answer.origin === origin ? answer.aheadMs : null
}
