import type { SecretStore } from '#renderer/secrets/secret-store.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import type { StockWords } from './drive-product-card.ts'
import { makeEngine } from './make-engine.ts'
import type { EngineWishes } from './make-engine.ts'
import { publishAgora } from './publish-agora.ts'
import { createRig } from './rig.ts'
import type { Rig } from './rig.ts'

interface RigWishes extends EngineWishes {
  readonly client: StaffClient
  readonly secrets: SecretStore
  readonly stockWords: StockWords
}

/** The rig with the chosen engine. Throws MediaError when there is no engine at all. */
export function makeRig({ client, secrets, stockWords, ...wishes }: RigWishes): Rig {
  const engine = makeEngine(wishes)
  const rig = createRig(client, engine, secrets, stockWords)
  const shell = window.studio?.agora
  if (!shell) return rig
  const stop = publishAgora({ client, engine, outputs: rig.outputs.studio, shell, secrets })
  return {
    ...rig,
    dispose: async () => {
      stop()
      await rig.dispose()
    },
  }
}
