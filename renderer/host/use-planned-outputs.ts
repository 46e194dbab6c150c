import { useCallback, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'

import type { OutputInput } from '#shared/domain/preflight/preflight-inputs.ts'
import type { OutputBoard } from '#renderer/features/outputs/output-board.ts'
import { jwtExpiryMs } from '#renderer/features/preflight/token-expiry.ts'
import type { PlannedOutputs } from '#renderer/features/preflight/use-preflight.ts'
import { useMedia } from '#renderer/media/media-context.tsx'
import type { MediaErrorKind } from '#renderer/media/media-error.ts'
import { defaultVideoKbps } from '#renderer/media/whip/encoding.ts'
import { testWhip } from '#renderer/media/whip/test-whip.ts'

type Tested = Pick<OutputInput, 'test' | 'problem'>

const AUDIO_KBPS = 128
const UNTESTED: Tested = { test: 'untested', problem: null }
/** What the server itself said no to; all else means that it was not reached. */
const REFUSALS: readonly MediaErrorKind[] = [
  'outputTokenRefused',
  'outputAddressWrong',
  'outputFormatRefused',
  'outputAnswerUnusable',
]

/** The destinations that start with the show, as the pre-flight check sees them, and the way to try one out. */
export function usePlannedOutputs(board: OutputBoard): {
  readonly outputs: PlannedOutputs
  readonly test: (id: string) => void
} {
  const destinations = useStore(board.store, (state) => state.destinations)
  const withToken = useStore(board.store, (state) => state.withToken)
  const canvas = useMedia((state) => state.canvas)
  const planned = useMemo(() => (destinations ?? []).filter((one) => one.startWithShow), [destinations])
  const [tested, setTested] = useState<ReadonlyMap<string, Tested>>(new Map())
  const [expiries, setExpiries] = useState<ReadonlyMap<string, number | null>>(new Map())

  // Another address or token is another destination: what was found out no longer holds.
  const [judged, setJudged] = useState({ destinations, withToken })
  if (judged.destinations !== destinations || judged.withToken !== withToken) {
    setJudged({ destinations, withToken })
    setTested(new Map())
  }
  useEffect(() => {
    let over = false
    const read = planned.map(async ({ id }) => {
      const token = withToken.has(id) ? await board.tokenOf(id) : null
      return [id, token === null ? null : jwtExpiryMs(token)] as const
    })
    void Promise.all(read).then((all) => {
      if (!over) setExpiries(new Map(all))
    })
    return () => {
      over = true
    }
  }, [board, planned, withToken])

  const test = useCallback(
    (id: string) => {
      const destination = planned.find((one) => one.id === id)
      if (!destination) return
      const note = (outcome: Tested): void => setTested((before) => new Map(before).set(id, outcome))
      note({ test: 'testing', problem: null })
      void board
        .tokenOf(id)
        .then((token) => testWhip(destination.url, token))
        .then((outcome) => {
          if (!outcome.ok) {
            const { kind } = outcome.error
            return note({ test: REFUSALS.includes(kind) ? 'refused' : 'unreachable', problem: kind })
          }
          note(
            outcome.connected
              ? { test: 'reachable', problem: null }
              : { test: 'unreachable', problem: 'outputLost' },
          )
        })
    },
    [board, planned],
  )

  const outputs = useMemo(
    () => ({
      list: planned.map(({ id, name }): OutputInput => ({
        id,
        name,
        ...(tested.get(id) ?? UNTESTED),
        tokenExpiresAtMs: expiries.get(id) ?? null,
      })),
      kbps: planned.reduce(
        (sum, { videoKbps }) => sum + (videoKbps ?? defaultVideoKbps(canvas)) + AUDIO_KBPS,
        0,
      ),
      origins: planned.map(({ url }) => new URL(url).origin),
    }),
    [canvas, expiries, planned, tested],
  )
  return { outputs, test }
}
