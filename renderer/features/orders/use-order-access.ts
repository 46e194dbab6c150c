import { useCallback, useEffect, useState } from 'react'

import type { OrderAccess } from '#shared/protocol/orders.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'

type AccessRequest = 'getOrderAccess' | 'renewOrderToken' | 'revokeOrderToken'

/** Whether a shop system may send orders, and the ways to let it. */
export interface OrderAccessDesk {
  /** Null until the service has told. */
  readonly access: OrderAccess | null
  /** The new token for as long as this dialog stands; it is held nowhere else. */
  readonly token: string | null
  readonly busy: boolean
  readonly renew: () => void
  readonly revoke: () => void
}

export function useOrderAccess(): OrderAccessDesk {
  const client = useStaffClient()
  const [access, setAccess] = useState<OrderAccess | null>(null)
  const [token, setToken] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { problemText } = useRefusalText()
  const { failed } = useToasts()

  const ask = useCallback(
    async (type: AccessRequest): Promise<void> => {
      const outcome = await client.request({ type })
      if (!outcome.ok) failed(problemText(outcome.problem))
      else if (outcome.body.type === 'orderAccess') setAccess(outcome.body.access)
      else if (outcome.body.type === 'orderToken') setToken(outcome.body.token)
    },
    [client, failed, problemText],
  )
  useEffect(() => {
    void client.request({ type: 'getOrderAccess' }).then((outcome) => {
      if (outcome.ok && outcome.body.type === 'orderAccess') setAccess(outcome.body.access)
    })
  }, [client])
  const work = (...steps: readonly AccessRequest[]): void => {
    setBusy(true)
    void steps
      .reduce((before, step) => before.then(() => ask(step)), Promise.resolve())
      .finally(() => setBusy(false))
  }

  return {
    access,
    token,
    busy,
    renew: () => work('renewOrderToken', 'getOrderAccess'),
    revoke: () => {
      setToken(null)
      work('revokeOrderToken')
    },
  }
}
