import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import type { Fan } from '#shared/domain/fans/fan.ts'
import type { FanEdit } from '#shared/domain/fans/fan-edit.ts'
import type { ResponseBody } from '#shared/protocol/down.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'

export type SaveOutcome = Extract<ResponseBody, { type: 'fanSaved' }>['outcome']

/** What is done with a fan. Each says what became of it where that needs no decision; null: it could not be asked. */
export interface FanActions {
  readonly save: (before: Fan | null, edit: FanEdit) => Promise<SaveOutcome | null>
  readonly merge: (kept: Fan, gone: Fan) => Promise<Fan | null>
  /** True when the fan is gone. */
  readonly forget: (fan: Fan) => Promise<boolean>
}

export function useFanActions(): FanActions {
  const client = useStaffClient()
  const toasts = useToasts()
  const { problemText } = useRefusalText()
  const { t } = useTranslation('fans')
  return useMemo(() => {
    const asked = async (request: Parameters<typeof client.request>[0]): Promise<ResponseBody | null> => {
      const outcome = await client.request(request)
      if (outcome.ok) return outcome.body
      toasts.failed(outcome.problem === 'notFound' ? t('fanGone') : problemText(outcome.problem))
      return null
    }
    return {
      save: async (before, edit) => {
        const body = await asked({
          type: 'saveFan',
          fanId: before?.fanId ?? null,
          edit,
          updatedAtMs: before?.updatedAtMs ?? null,
        })
        if (body?.type !== 'fanSaved') return null
        if (body.outcome.kind === 'saved') toasts.done(t('saved', { name: body.outcome.fan.name }))
        return body.outcome
      },
      merge: async (kept, gone) => {
        const body = await asked({ type: 'mergeFans', keptFanId: kept.fanId, goneFanId: gone.fanId })
        if (body?.type !== 'fanSaved') return null
        if (body.outcome.kind === 'saved') {
          toasts.done(t('merged', { name: body.outcome.fan.name }))
          return body.outcome.fan
        }
        toasts.failed(t('tooManyIdentities'))
        return null
      },
      forget: async (fan) => {
        const body = await asked({ type: 'forgetFan', fanId: fan.fanId })
        if (body?.type !== 'erasures') return false
        const { logs } = body.erasures
        toasts.done(logs === 0 ? t('forgottenAll') : t('forgotten', { n: logs }))
        return true
      },
    }
  }, [client, problemText, t, toasts])
}
