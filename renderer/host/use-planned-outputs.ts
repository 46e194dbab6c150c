import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import type { OutputInput } from '#shared/domain/preflight/preflight-inputs.ts'
import type { OutputBoard } from '#renderer/features/outputs/output-board.ts'
import { jwtExpiryMs } from '#renderer/features/preflight/token-expiry.ts'
import type { PlannedOutputs } from '#renderer/features/preflight/use-preflight.ts'
import type { AgoraShellApi } from '#shared/protocol/agora.ts'
import { agoraToken } from '#renderer/media/agora-engine/agora-token.ts'
import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { toMediaError, type MediaErrorKind } from '#renderer/media/media-error.ts'
import { defaultVideoKbps } from '#renderer/media/whip/encoding.ts'
import { testWhip } from '#renderer/media/whip/test-whip.ts'

type Tested = Pick<OutputInput, 'test' | 'problem'>

const AUDIO_KBPS = 128
/** Stands beside the destinations' own ids, which are random. */
const AGORA = 'agora'
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
  const { t } = useTranslation('health')
  const canvas = useMedia((state) => state.canvas)
  const planned = useMemo(() => (destinations ?? []).filter((one) => one.startWithShow), [destinations])
  const [tested, setTested] = useState<ReadonlyMap<string, Tested>>(new Map())
  const [expiries, setExpiries] = useState<ReadonlyMap<string, number | null>>(new Map())

  // Another address or token is another destination: what was found out no longer holds.
  const agora = useAgoraChannel()
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
      const note = (outcome: Tested): void => setTested((before) => new Map(before).set(id, outcome))
      if (id === AGORA && agora) {
        note({ test: 'testing', problem: null })
        return void agoraToken(agora.shell, agora.channel).then(
          () => note({ test: 'reachable', problem: null }),
          (error: unknown) => note({ test: 'refused', problem: toMediaError(error).kind }),
        )
      }
      const destination = planned.find((one) => one.id === id)
      if (!destination) return
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
    [agora, board, planned],
  )

  const outputs = useMemo(
    () => ({
      list: [
        ...planned.map(({ id, name }) => ({ id, name, expiresAtMs: expiries.get(id) ?? null })),
        // The studio renews its tokens by itself.
        ...(agora ? [{ id: AGORA, name: t('agora'), expiresAtMs: null }] : []),
      ].map(({ id, name, expiresAtMs }): OutputInput => ({
        id,
        name,
        ...(tested.get(id) ?? UNTESTED),
        tokenExpiresAtMs: expiresAtMs,
      })),
      kbps: [...planned.map(({ videoKbps }) => videoKbps), ...(agora ? [null] : [])].reduce<number>(
        (sum, videoKbps) => sum + (videoKbps ?? defaultVideoKbps(canvas)) + AUDIO_KBPS,
        0,
      ),
      origins: planned.map(({ url }) => new URL(url).origin),
    }),
    [agora, canvas, expiries, planned, t, tested],
  )
  return { outputs, test }
}

interface AgoraChannel {
  readonly shell: AgoraShellApi
  readonly channel: { readonly channel: string; readonly uid: number }
}

/** The channel the native engine joins with the show; null with another engine, or where none is set. */
function useAgoraChannel(): AgoraChannel | null {
  const engine = useMediaEngine()
  const [channel, setChannel] = useState<AgoraChannel | null>(null)
  useEffect(() => {
    const shell = window.studio?.agora
    if (!shell || !engine.outputKinds.includes('agora')) return
    let over = false
    void shell.settings().then(
      ({ channel: name, uid }) => {
        if (!over && name !== '') setChannel({ shell, channel: { channel: name, uid } })
      },
      () => undefined,
    )
    return () => {
      over = true
    }
  }, [engine])
  return channel
}
