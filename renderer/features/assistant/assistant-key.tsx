import { createContext, useContext, type ReactNode } from 'react'
import { z } from 'zod'

import type { SecretStore } from '#renderer/secrets/secret-store.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'

const SECRET = 'assistant.key'
const keptSchema = z.object({ origin: z.string(), key: z.string() })

/** The key of the language model: kept by this window, and held by the service for as long as that runs. */
export interface AssistantKey {
  readonly lasts: () => Promise<boolean>
  /** Keeps it, and hands it over; null forgets it. False when the service could not be told. */
  readonly keep: (origin: string, key: string | null) => Promise<boolean>
  /** Hands the kept key over whenever the service is there anew; the result stops that. */
  readonly follow: () => () => void
}

export function createAssistantKey(client: StaffClient, secrets: SecretStore): AssistantKey {
  const tell = async (origin: string, key: string | null): Promise<boolean> =>
    (await client.request({ type: 'holdAssistantKey', origin, key })).ok
  /** A page that keeps none says nothing: another one may have handed its key over. */
  const handOver = async (): Promise<void> => {
    const kept = await secrets.get(SECRET)
    const read = kept === null ? null : keptSchema.safeParse(parsed(kept))
    if (read?.success === true) await tell(read.data.origin, read.data.key)
  }
  return {
    lasts: secrets.lasts,
    keep: async (origin, key) => {
      if (key === null) await secrets.delete(SECRET)
      else await secrets.set(SECRET, JSON.stringify({ origin, key }))
      return tell(origin, key)
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

const KeyContext = createContext<AssistantKey | null>(null)

export function AssistantKeyProvider(props: { assistantKey: AssistantKey; children: ReactNode }) {
  return <KeyContext value={props.assistantKey}>{props.children}</KeyContext>
}

/** Throws outside of a host window, which alone keeps the key. */
export function useAssistantKey(): AssistantKey {
  const key = useContext(KeyContext)
  if (!key) throw new Error('There is no AssistantKeyProvider above')
  return key
}
