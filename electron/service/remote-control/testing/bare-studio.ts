import type { Clock } from '#service/clock.ts'
import { createHostBroker } from '../host-broker.ts'
import type { Studio } from '../request-handler.ts'
import { studioNames } from '../studio-names.ts'

/** A studio without a host window or a show, for what concerns the connection alone. */
export const bareStudio = (clock: Clock): Studio => ({
  broker: createHostBroker(clock),
  names: studioNames('en'),
  settings: () => ({ enabled: true, port: 4455, lan: false, mayEndShow: false }),
  show: () => ({ live: false, sinceMs: null }),
  nowMs: clock.nowMs,
  broadcast: () => undefined,
  dataDir: '.',
  studioName: 'Huitou Studio',
  transitionMs: { current: 300 },
})
