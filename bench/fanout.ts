import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

import { startTestService } from '#service/testing/test-service.ts'
import { pairedCookie } from '#service/testing/wire-client.ts'
import { percentile, type Measurement } from './bench.ts'
import { messageNumber } from './messages.ts'

const CONSOLES = 20
const PER_SECOND = 1_000
const SECONDS = 20
const STEP_MS = 5
const BURST = 5_000
const BURST_EVERY_SECONDS = 5
const SETTLE_MS = 2_000

const reportSchema = z.object({ delaysMs: z.array(z.number()), questions: z.array(z.number()) })
type Report = z.infer<typeof reportSchema>

/** From the arrival of a danmaku at the service to its question at each of 20 consoles; bursts of 5,000 in between. */
export async function benchFanout(): Promise<Measurement[]> {
  const studio = await startTestService()
  const { transport, running } = studio.service
  const code = transport.access.current().invites.find(({ role }) => role === 'moderator')?.code ?? ''
  const cookies: string[] = []
  for (let index = 0; index < CONSOLES; index++)
    cookies.push(await pairedCookie(transport.url, code, `助播${index + 1}`))
  const consoles = fork(join(import.meta.dirname, 'fanout-consoles.ts'), [transport.url, ...cookies])
  await once(consoles, 'message')
  const report = async (): Promise<Report> => {
    consoles.send('report')
    const answer: unknown[] = await once(consoles, 'message')
    return reportSchema.parse(answer[0])
  }

  let steady = 0
  let number = 0
  let taken: Promise<unknown> = Promise.resolve()
  const arrive = (count: number): void => {
    const nowMs = Date.now()
    taken = running().ingest(Array.from({ length: count }, () => messageNumber(number++, nowMs)))
  }
  const startedMs = performance.now()
  let bursts = 0
  while (performance.now() - startedMs < SECONDS * 1000) {
    const elapsedMs = performance.now() - startedMs
    const due = Math.floor((elapsedMs / 1000) * PER_SECOND) - steady
    steady += due
    if (due > 0) arrive(due)
    if (elapsedMs > (bursts + 1) * BURST_EVERY_SECONDS * 1000) {
      bursts += 1
      arrive(BURST)
    }
    await wait(STEP_MS)
  }

  const asked = (): number =>
    [...running().state().questions.values()].reduce(
      (sum, question) => sum + question.messages.length + question.further.length,
      0,
    )
  await taken
  const expected = asked()
  // What is in the log may still be on its way to the last console.
  await wait(SETTLE_MS)
  const { delaysMs, questions } = await report()
  consoles.kill()
  await studio.stop()
  const lost = Math.max(...questions.map((count) => expected - count))
  return [
    measured('arrival → question at each console, p50', percentile(delaysMs, 0.5), 'ms', null),
    measured('arrival → question at each console, p99', percentile(delaysMs, 0.99), 'ms', 50),
    measured('questions lost', lost, '', 0),
  ]
}

const measured = (what: string, value: number, unit: string, most: number | null): Measurement => ({
  bench: 'fanout',
  what,
  value,
  unit,
  goal: most === null ? null : { at: 'most', value: most },
})
