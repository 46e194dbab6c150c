import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { SyncProblem } from '#shared/protocol/sync.ts'
import type { ResponseBody } from '#shared/protocol/down.ts'
import type { Request } from '#shared/protocol/up.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'

export type SyncSetup = Extract<ResponseBody, { type: 'sync' }>

export interface SyncDesk {
  readonly setup: SyncSetup | 'loading' | 'failed'
  readonly load: () => Promise<void>
  /** Asks for something and reads anew; says so when it did not work. */
  readonly ask: (request: Request) => Promise<boolean>
}

/** How syncing stands, read anew whenever the service tells of a change. */
export function useSync(): SyncDesk {
  const client = useStaffClient()
  const { t } = useTranslation('sync')
  const { failed } = useToasts()
  const [setup, setSetup] = useState<SyncDesk['setup']>('loading')
  const load = useCallback(
    () =>
      client.request({ type: 'getSync' }).then((answer) => {
        // What stands on the screen is better than nothing while the service is away.
        setSetup((before) =>
          answer.ok && answer.body.type === 'sync'
            ? answer.body
            : typeof before === 'object'
              ? before
              : 'failed',
        )
      }),
    [client],
  )
  useEffect(() => {
    void load()
    return client.store.subscribe(({ sync }, before) => {
      if (sync !== before.sync) void load()
    })
  }, [client, load])

  const ask = useCallback(
    async (request: Request) => {
      const answer = await client.request(request)
      if (!answer.ok) failed(t(answer.problem === 'notFound' ? 'notThere' : 'failed'))
      await load()
      return answer.ok
    },
    [client, failed, load, t],
  )
  return { setup, load, ask }
}

/** Sentences that have a place for what the server, or the system, itself said. */
const WITH_DETAIL: ReadonlySet<SyncProblem | 'offline'> = new Set(['refused', 'stuck', 'logUnreadable'])

/** A problem as a sentence, with what the server itself said in it or behind it. */
export function useTroubleText(): (trouble: {
  readonly problem: SyncProblem | 'offline'
  readonly detail: string
}) => string {
  const { t } = useTranslation('sync')
  return ({ problem, detail }) => {
    const sentence = t(`problem_${problem}`, { detail: detail || '—' })
    return detail === '' || WITH_DETAIL.has(problem) ? sentence : `${sentence}${t('detail', { detail })}`
  }
}
