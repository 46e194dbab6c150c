import { openSessionLogWriter } from '../log-writer.ts'
import { danmakuEntries } from './entries.ts'

/**
 * Appends to the log named on the command line until it is killed, in batches of uneven size with a snapshot now and
 * then, and prints each sequence number once the append that made it has returned.
 */
const [file = ''] = process.argv.slice(2)
const log = openSessionLogWriter(file, { create: false })
let last = log.lastSeq()
for (let batch = 1; ; batch++) {
  const size = (batch * 7) % 90
  log.append(danmakuEntries(last + 1, last + 1 + size))
  last += 1 + size
  // Synchronous on a pipe, so that nothing acknowledged is lost with the process.
  process.stdout.write(`${last}\n`)
  const newest = log.latestSnapshot()
  if (newest !== null && batch % 50 === 0) log.saveSnapshot({ ...newest, seq: last })
}
