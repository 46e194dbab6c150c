import { openRtmFrame } from '#renderer/chat-sources/agora-signaling/frame-client.ts'
import {
  createSignalingSource,
  type SignalingSource,
} from '#renderer/chat-sources/agora-signaling/signaling-source.ts'
import { browserTimers } from '#renderer/timing/timers.ts'
import type { SecretStore } from '#renderer/secrets/secret-store.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'

/** Agora Signaling for this host window; it starts by itself once the settings have been read. */
export function makeSignaling(client: StaffClient, secrets: SecretStore): SignalingSource {
  const source = createSignalingSource({
    client,
    makeClient: openRtmFrame,
    secrets,
    timers: browserTimers,
    random: Math.random,
  })
  // Nobody in the channel should see the studio there for minutes after it has closed.
  window.addEventListener('pagehide', ({ persisted }) => {
    if (!persisted) void source.dispose()
  })
  return source
}
