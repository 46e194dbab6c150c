import type { z } from 'zod'

import { remoteSettingsSchema, type RemoteSettings } from '#shared/protocol/remote.ts'
import type { Settings } from '../library/settings.ts'
import { authSchema, type Auth } from './obs-auth.ts'

/** Where obs-websocket listens unless told otherwise; surfaces have it filled in. */
const DEFAULT_PORT = 4455

const KEY = 'remoteControl'

const storedSchema = remoteSettingsSchema.extend({ auth: authSchema.nullable() })
export type StoredRemote = z.infer<typeof storedSchema>

const FIRST_TIME: StoredRemote = {
  enabled: false,
  port: DEFAULT_PORT,
  lan: false,
  mayEndShow: false,
  auth: null,
}

export interface RemoteSettingsStore {
  readonly get: () => StoredRemote
  /** @throws StorageError when the library cannot be written. */
  readonly save: (settings: RemoteSettings) => void
  /** @throws StorageError when the library cannot be written. */
  readonly saveAuth: (auth: Auth) => void
}

/** What the library remembers of remote control: what the host chose, and enough to check a password. */
export function remoteSettings(settings: Settings): RemoteSettingsStore {
  let stored = settings.get(KEY, storedSchema) ?? FIRST_TIME
  const keep = (next: StoredRemote): void => {
    settings.set(KEY, next)
    stored = next
  }
  return {
    get: () => stored,
    save: (next) => keep({ ...stored, ...next }),
    saveAuth: (auth) => keep({ ...stored, auth }),
  }
}
