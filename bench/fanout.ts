import { startTestService } from '#service/testing/test-service.ts'
import type { WireClient } from '#service/testing/wire-client.ts'
import { percentile, type Measurement } from './bench.ts'
import { messageNumber } from './messages.ts'

const CONSOLES = 20
const PER_SECOND = 1_000
const SECONDS = 15
const STEP_MS = 10
const BURST = 5_000
const BURST_EVERY_SECONDS = 5

/** From the arrival of a danmaku at the service to its question at each of 20 consoles; bursts of 5,000 in between. */
export async function benchFanout(): Promise<Measurement[]> {
  const studio = await startTestService()
  const consoles: WireClient[] = []
  for (let index = 0; index < CONSOLES; index++) consoles.push(await studio.moderator(`助播${index + 1}`))

  const arrivedMs = new Map<string, number>()
  const delaysMs: number[] = []
  const questions = consoles.map(() => 0)
  consoles.forEach((client, index) => {
    client.onFrame = (frame) => {
      if (frame.type !== 'events') return
      const nowMs = performance.now()
      for (const { type, body } of frame.events) {
        if (type !== 'questionOpened' && type !== 'questionJoined') continue
        questions[index] = (questions[index] ?? 0) + 1
        const arrived = arrivedMs.get(sourceTextOf(body))
        if (arrived !== undefined) delaysMs.push(nowMs - arrived)
      }
    }
  })

  let number = 0
  const send = (count: number): void => {
    const nowMs = Date.now()
    const messages = Array.from({ length: count }, () => {
      const message = messageNumber(number, nowMs)
      arrivedMs.set(message.userName + message.text, performance.now())
      number += 1
      return message
    })
    void studio.service.running().ingest(messages)
  }
  const startedMs = performance.now()
  let bursts = 0
  while (performance.now() - startedMs < SECONDS * 1000) {
    const elapsedMs = performance.now() - startedMs
    send(Math.max(0, Math.floor((elapsedMs / 1000) * PER_SECOND) + bursts * BURST - number))
    if (elapsedMs > (bursts + 1) * BURST_EVERY_SECONDS * 1000) {
      bursts += 1
      send(BURST)
    }
    await new Promise((resolve) => setTimeout(resolve, STEP_MS))
  }
  const { state } = studio.service.running()
  for (const client of consoles) await client.until(({ state: seen }) => seen.seq === state().seq)
  const asked = [...state().questions.values()].reduce((sum, question) => sum + question.messages.length, 0)
  await studio.stop()
  return [
    {
      bench: 'fanout',
      what: 'arrival → question at each console, p50',
      value: percentile(delaysMs, 0.5),
      unit: 'ms',
      goal: null,
    },
    {
      bench: 'fanout',
      what: 'arrival → question at each console, p99',
      value: percentile(delaysMs, 0.99),
      unit: 'ms',
      goal: { at: 'most', value: 50 },
    },
    {
      bench: 'fanout',
      what: 'questions lost',
      value: Math.max(...questions.map((seen) => asked - seen)),
      unit: '',
      goal: { at: 'most', value: 0 },
    },
  ]
}

function sourceTextOf(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('message' in body)) return ''
  const { message } = body
  if (typeof message !== 'object' || message === null) return ''
  return 'userName' in message && 'text' in message
    ? `${String(message.userName)}${String(message.text)}`
    : ''
}
