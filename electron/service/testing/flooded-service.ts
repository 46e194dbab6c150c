import { pino } from 'pino'

import { every, systemClock } from '../clock.ts'
import { RESOURCES_DIR } from '../folders.ts'
import { startService } from '../main.ts'

/**
 * A service under load, to be killed: `node flooded-service.ts DATA_DIR PORT FIRST_NUMBER PER_SECOND`. Numbered
 * messages come in like from a chat source; `{"ready":…}` is the first line, `{"acknowledged":n}` follows whenever
 * all messages up to n have been reported as taken.
 */
const [dataDir, port, first, perSecond] = process.argv.slice(2)
if (!dataDir || !port || !first || !perSecond) throw new Error('usage: DATA_DIR PORT FIRST_NUMBER PER_SECOND')

const STEP_MS = 10
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

const service = await startService({
  dataDir,
  pagesDir: dataDir,
  resourcesDir: RESOURCES_DIR,
  port: Number(port),
  lan: false,
  language: 'zh-CN',
  logger: pino({ level: 'silent' }),
})
say({ ready: true, hostUrl: service.transport.hostUrl })

let next = Number(first)
const startedMs = performance.now()
let sent = 0
every(systemClock, STEP_MS, () => {
  const due = Math.floor(((performance.now() - startedMs) / 1000) * Number(perSecond)) - sent
  if (due <= 0) return
  sent += due
  const messages = Array.from({ length: due }, (_, index) => ({
    source: 'flood',
    sourceMessageId: `m${next + index}`,
    userId: `u${(next + index) % 500}`,
    userName: `观众${(next + index) % 500}`,
    text: (next + index) % 11 === 0 ? `${((next + index) % 40) + 1}号多少钱` : '来了来了',
    sentAtMs: Date.now(),
  }))
  next += due
  const last = next - 1
  void service
    .running()
    .ingest(messages)
    .then(({ taken }) => say({ acknowledged: last, taken }))
})
