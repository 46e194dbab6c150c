import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { z } from 'zod'

import { openSessionLogReader } from './log/log-reader.ts'
import { verifySessionLog } from './log/verify.ts'
import { recoverState } from './session/recover.ts'
import { makeDataDir } from './testing/test-service.ts'
import { hostCookie, WireClient } from './testing/wire-client.ts'
import { itemOf } from '#shared/domain/run-sheet/item.ts'

const KILLS = 20
const PER_SECOND = 2_000

const lineSchema = z.object({ hostUrl: z.string().optional(), acknowledged: z.number().optional() })

interface Flooded {
  readonly child: ChildProcess
  readonly hostUrl: string
  readonly acknowledged: () => number
  /** Resolves once at least this many messages more have been acknowledged. */
  readonly more: (messages: number) => Promise<void>
}

/** The whole service in a process of its own, taking in numbered messages as fast as a very busy room sends them. */
async function startFlooded(dataDir: string, port: number, first: number): Promise<Flooded> {
  const entry = join(import.meta.dirname, 'testing', 'flooded-service.ts')
  const child = spawn(process.execPath, [entry, dataDir, String(port), String(first), String(PER_SECOND)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let acknowledged = first - 1
  let waiting: { until: number; resolve: () => void }[] = []
  const ready = Promise.withResolvers<string>()
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = lineSchema.parse(JSON.parse(text))
    if (line.hostUrl !== undefined) ready.resolve(line.hostUrl)
    if (line.acknowledged !== undefined) acknowledged = line.acknowledged
    const due = waiting.filter(({ until }) => until <= acknowledged)
    waiting = waiting.filter(({ until }) => until > acknowledged)
    for (const { resolve } of due) resolve()
  })
  child.once('exit', (code) => ready.reject(new Error(`the service ended with ${code} before it was ready`)))
  return {
    child,
    hostUrl: await ready.promise,
    acknowledged: () => acknowledged,
    more: (messages) => new Promise((resolve) => waiting.push({ until: acknowledged + messages, resolve })),
  }
}

const onlyLog = (dataDir: string): string => {
  const [file, ...others] = readdirSync(join(dataDir, 'sessions')).filter((name) => name.endsWith('.db'))
  if (file === undefined || others.length > 0) throw new Error(`one log expected, found ${others.length + 1}`)
  return join(dataDir, 'sessions', file)
}

test(
  `kill -9 in the middle of ${PER_SECOND} messages a second, ${KILLS} times: nothing acknowledged is lost`,
  { timeout: 240_000 },
  async () => {
    const { dataDir, remove } = makeDataDir()
    const acknowledged: { readonly first: number; readonly last: number }[] = []
    let next = 1
    let port = 0
    let held: { sessionId: string; lastSeq: number } | undefined
    const itemsOnAir: number[] = []

    for (let kill = 1; kill <= KILLS; kill++) {
      const flooded = await startFlooded(dataDir, port, next)
      port = Number(new URL(flooded.hostUrl).port)
      // The same client as before the kill: it comes back with what it holds and gets the rest.
      const host = await WireClient.open(flooded.hostUrl, 'host', await hostCookie(flooded.hostUrl), held)
      const known = held
      if (known) {
        const caughtUp = host.frames.find((frame) => frame.type === 'events' || frame.type === 'snapshot')
        expect(
          caughtUp?.type === 'events'
            ? caughtUp.sessionId
            : caughtUp?.type === 'snapshot' && caughtUp.state.sessionId,
        ).toBe(known.sessionId)
      }
      const item = itemOf({ number: kill, title: '', priceFen: null, listPriceFen: null })
      expect(await host.command({ type: 'putItemOnAir', item })).toBeNull()
      itemsOnAir.push(kill)
      await flooded.more(150 + kill * 40)
      const before = flooded.acknowledged()
      held = {
        sessionId: host.frames.findLast((frame) => frame.type === 'events')?.sessionId ?? '',
        lastSeq: host.state.seq,
      }
      flooded.child.kill('SIGKILL')
      await once(flooded.child, 'exit')
      await host.until(({ closeCode }) => closeCode !== null)
      acknowledged.push({ first: next, last: before })
      // What was on its way but not acknowledged may or may not be there; numbering goes on beyond it.
      next = flooded.acknowledged() + 10_000
    }

    const file = onlyLog(dataDir)
    expect(verifySessionLog(file)).toMatchObject({ ok: true, problems: [] })
    const log = openSessionLogReader(file)
    const numbers = new Set<number>()
    const items: number[] = []
    let expectedSeq = 1
    for (const event of log.iterate()) {
      expect(event.seq).toBe(expectedSeq++)
      const body = z.looseObject({}).parse(event.body)
      if (event.type === 'danmakuReceived') numbers.add(Number(String(body['sourceMessageId']).slice(1)))
      if (event.type === 'itemPutOnAir')
        items.push(z.object({ number: z.number() }).parse(body['item']).number)
    }
    for (const { first, last } of acknowledged) {
      for (let number = first; number <= last; number++) {
        if (!numbers.has(number)) throw new Error(`message ${number} was acknowledged and is gone`)
      }
    }
    expect(items).toEqual(itemsOnAir)
    expect(recoverState(log).totals.danmaku).toBe(numbers.size)
    log.close()
    remove()
  },
)
