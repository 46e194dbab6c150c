import type { Timers } from '#renderer/timing/timers.ts'
import { MediaError } from '../media-error.ts'
import type { OutputStats } from '../media-state.ts'
import { FlowWatch } from './flow-watch.ts'
import { readSender, statsBetween, type SenderReading } from './sender-stats.ts'
import type { WhipSession } from './whip-client.ts'

interface WatchEvents {
  /** Media flow; once a second for as long as they do. */
  readonly flowing: (stats: OutputStats) => void
  /** The path broke and is being restarted; `flowing` or `lost` follows. */
  readonly mending: (error: MediaError) => void
  /** The session is of no use any more. Nothing follows. */
  readonly lost: (error: MediaError) => void
}

const LOOK_MS = 1000
/** From the answer until pictures are known to arrive. */
const FIRST_FLOW_WAIT_MS = 15_000
/** The same after an ICE restart: the other end is known to be there. */
const MENDED_FLOW_WAIT_MS = 10_000
/** A shorter break mends itself. */
const BREAK_WAIT_MS = 2500

/** Watches an open session once a second, and restarts ICE where its path breaks. Returns how to end watching. */
export function watchSession(session: WhipSession, timers: Timers, events: WatchEvents): () => void {
  const { peer } = session
  if (!peer) return () => undefined
  let flow = new FlowWatch()
  let before: SenderReading | null = null
  let flowDueMs: number | null = timers.nowMs() + FIRST_FLOW_WAIT_MS
  let brokenSinceMs: number | null = null
  /** From the break until media flow again or the wait for them is over, what the connection says counts for nothing. */
  let mending: 'no' | 'asking' | 'waiting' = 'no'
  let ended = false
  let cancelLook: () => void = () => undefined

  const end = (): void => {
    ended = true
    cancelLook()
    peer.removeEventListener('connectionstatechange', checkPath)
  }
  const lose = (error: MediaError): void => {
    if (ended) return
    end()
    events.lost(error)
  }
  const mend = async (): Promise<void> => {
    const error = new MediaError('outputLost', `The connection is ${peer.connectionState}`)
    if (!session.canRestart) {
      lose(error)
      return
    }
    mending = 'asking'
    events.mending(error)
    const restarted = await session.restartIce()
    if (ended) return
    if (!restarted) {
      lose(error)
      return
    }
    mending = 'waiting'
    flow = new FlowWatch()
    before = null
    brokenSinceMs = null
    flowDueMs = timers.nowMs() + MENDED_FLOW_WAIT_MS
  }
  const checkPath = (): void => {
    const { connectionState } = peer
    if (connectionState === 'closed') {
      lose(new MediaError('outputLost', 'The connection was closed'))
      return
    }
    if (mending !== 'no') return
    brokenSinceMs = connectionState === 'disconnected' ? (brokenSinceMs ?? timers.nowMs()) : null
    const broken = brokenSinceMs !== null && timers.nowMs() - brokenSinceMs >= BREAK_WAIT_MS
    if (connectionState === 'failed' || broken) void mend()
  }
  const readFlow = async (): Promise<void> => {
    const reading = readSender(await peer.getStats(), timers.nowMs())
    if (ended || mending === 'asking') return
    const state = flow.add(reading.flow)
    const stats = before && statsBetween(before, reading)
    before = reading
    if (state === 'flowing' && stats) {
      mending = 'no'
      flowDueMs = null
      events.flowing(stats)
    } else if (state === 'stalled') {
      lose(new MediaError('outputStalled', 'Nothing gets through although the connection stands'))
    } else if (flowDueMs !== null && timers.nowMs() >= flowDueMs) {
      lose(new MediaError('outputStalled', 'No pictures got through in time'))
    }
  }
  const look = (): void => {
    checkPath()
    if (ended) return
    cancelLook = timers.after(LOOK_MS, look)
    void readFlow().catch(() => undefined)
  }
  peer.addEventListener('connectionstatechange', checkPath)
  look()
  return end
}
