import { createContext, useContext, type ReactNode } from 'react'
import { z } from 'zod'

import type { SecretStore } from '#renderer/secrets/secret-store.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'

const SECRET = 'sync.token'
const keptSchema = z.object({ origin: z.string(), token: z.string() })

/** The collector's token: kept by this window, and held by the service for as long as that runs. */
export interface SyncToken {
  readonly lasts: () => Promise<boolean>
  /** Keeps it, and hands it over; null forgets it. False when the service could not be told. */
  readonly keep: (origin: string, token: string | null) => Promise<boolean>
  /** Hands the kept token over whenever the service is there anew; the result stops that. */
  readonly follow: () => () => void
}

export function createSyncToken(client: StaffClient, secrets: SecretStore): SyncToken {
  const tell = async (origin: string, token: string | null): Promise<boolean> =>
    (await client.request({ type: 'holdSyncToken', origin, token })).ok
  /** A page that keeps none says nothing: another one may have handed its token over. */
  const handOver = async (): Promise<void> => {
    const kept = await secrets.get(SECRET)
    const read = kept === null ? null : keptSchema.safeParse(parsed(kept))
    if (read?.success === true) await tell(read.data.origin, read.data.token)
  }
  return {
    lasts: secrets.lasts,
    keep: async (origin, token) => {
      if (token === null) await secrets.delete(SECRET)
      else await secrets.set(SECRET, JSON.stringify({ origin, token }))
      return tell(origin, token)
    },
    follow: () => {
      let connected = client.store.getState().link === 'connected'
      if (connected) void handOver()
      return client.store.subscribe(({ link }) => {
        const before = connected
        connected = link === 'connected'
        if (connected && !before) void handOver()
      })
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const TokenContext = createContext<SyncToken | null>(null)

export function SyncTokenProvider(props: { syncToken: SyncToken; children: ReactNode }) {
  return <TokenContext value={props.syncToken}>{props.children}</TokenContext>
}

/** Throws outside of a host window, which alone keeps the token. */
export function useSyncToken(): SyncToken {
  const token = useContext(TokenContext)
  if (!token) throw new Error('There is no SyncTokenProvider above')
  return token
}
