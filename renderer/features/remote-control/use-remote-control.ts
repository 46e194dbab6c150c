import { useCallback, useState } from 'react'

import type { RemoteControl, RemoteSettings } from '#shared/protocol/remote.ts'
import type { Request } from '#shared/protocol/up.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'

type RemoteRequest = Extract<
  Request,
  { type: 'saveRemoteControl' | 'renewRemoteControlPassword' | 'dropRemoteClient' }
>

export interface RemoteControlDesk {
  /** Null until the service has told. */
  readonly control: RemoteControl | null
  readonly busy: boolean
  /** The new password for as long as this dialog stands; it is held nowhere else. */
  readonly password: string | null
  /** Changes what is given. Switching on for the first time makes a password first. */
  readonly change: (change: Partial<RemoteSettings>) => void
  readonly renewPassword: () => void
  readonly drop: (clientId: string) => void
}

/** Remote control as the service tells it, and the ways to change it. One change at a time. */
export function useRemoteControl(): RemoteControlDesk {
  const client = useStaffClient()
  const control = useStaff((state) => state.remoteControl)
  const [busy, setBusy] = useState(false)
  const [password, setPassword] = useState<string | null>(null)
  const { problemText } = useRefusalText()
  const { failed } = useToasts()

  const ask = useCallback(
    async (request: RemoteRequest): Promise<boolean> => {
      const outcome = await client.request(request)
      if (!outcome.ok) failed(problemText(outcome.problem))
      else if (outcome.body.type === 'remoteControlPassword') setPassword(outcome.body.password)
      return outcome.ok
    },
    [client, failed, problemText],
  )
  const work = useCallback((steps: () => Promise<unknown>) => {
    setBusy(true)
    void steps().finally(() => setBusy(false))
  }, [])

  return {
    control,
    busy,
    password,
    change: (change) => {
      if (!control) return
      const settings = { ...control.settings, ...change }
      work(async () => {
        const needsPassword = settings.enabled && !control.hasPassword
        if (needsPassword && !(await ask({ type: 'renewRemoteControlPassword' }))) return
        await ask({ type: 'saveRemoteControl', settings })
      })
    },
    renewPassword: () => work(() => ask({ type: 'renewRemoteControlPassword' })),
    drop: (clientId) => work(() => ask({ type: 'dropRemoteClient', clientId })),
  }
}
