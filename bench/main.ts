import { benchAcross } from './across.ts'
import { meets, type Measurement } from './bench.ts'
import { benchClassify } from './classify.ts'
import { benchFanout } from './fanout.ts'
import { benchIngest } from './ingest.ts'
import { benchKnowledge } from './knowledge.ts'
import { benchMedia } from './media.ts'
import { benchOrders } from './orders.ts'
import { benchRecover } from './recover.ts'
import { benchReview } from './review.ts'
import { benchStart } from './start.ts'
import { benchSync } from './sync.ts'
import { benchUi } from './ui.ts'

/** Every bench by name; `npm run bench -- ingest fanout` runs some of them. Timings are never asserted in tests. */
const BENCHES: Readonly<Record<string, () => Promise<readonly Measurement[]>>> = {
  classify: benchClassify,
  ingest: benchIngest,
  fanout: benchFanout,
  recover: benchRecover,
  orders: benchOrders,
  knowledge: benchKnowledge,
  review: benchReview,
  across: benchAcross,
  sync: benchSync,
  ui: benchUi,
  media: benchMedia,
  start: benchStart,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name))
if (unknown.length > 0) {
  console.error(`unknown bench: ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`)
  process.exit(2)
}

const measured: Measurement[] = []
for (const [name, bench] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  console.error(`${name} …`)
  for (const measurement of await bench()) {
    measured.push(measurement)
    const { what, value, unit, goal } = measurement
    const verdict =
      goal === null ? '' : `   ${meets(measurement) ? '✓' : '✗'} goal: at ${goal.at} ${goal.value} ${unit}`
    console.error(`  ${what}: ${Number(value.toPrecision(4)).toLocaleString('en')} ${unit}${verdict}`)
  }
}
console.log(JSON.stringify(measured))
process.exit(0)
