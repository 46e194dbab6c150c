import { useCallback, useState } from 'react'

import type { Access } from '#shared/protocol/down.ts'
import type { Request } from '#shared/protocol/up.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'

type AccessRequest = Extract<Request, { type: 'setLanAccess' | 'renewInvite' | 'revokeAccess' }>

/** Who may come in, pushed by the service, and the way to change it. One change at a time. */
export function useAccess(): {
  access: Access | null
  busy: boolean
  ask: (request: AccessRequest) => void
} {
  const client = useStaffClient()
  const access = useStaff((state) => state.access)
  const [busy, setBusy] = useState(false)
  const { problemText } = useRefusalText()
  const { failed } = useToasts()
  const ask = useCallback(
    (request: AccessRequest) => {
      setBusy(true)
      void client.request(request).then((outcome) => {
        setBusy(false)
        if (!outcome.ok) failed(problemText(outcome.problem))
      })
    },
    [client, failed, problemText],
  )
  return { access, busy, ask }
}
