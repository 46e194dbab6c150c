import { Agent, request as httpRequest } from 'node:http'
import { gzipSync, zstdCompressSync, brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { collectorProblemSchema, sessionResponseSchema } from '#shared/protocol/collector.ts'
import { testDatabases, type TestDatabase } from './testing/databases.ts'
import { startTestCollector, type TestCollector } from './testing/start-collector.ts'
import { danmaku, event, head, TestStudio } from './testing/test-events.ts'

const databases = await testDatabases()

const jsonLines = (events: readonly unknown[]): string[] => events.map((each) => JSON.stringify(each))

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = collectorProblemSchema.parse(await response.json())
  expect(problem.status).toBe(response.status)
  return problem
}

const suite = ({ make, stop }: TestDatabase) => {
  let collector: TestCollector
  let alpha: TestStudio
  let beta: TestStudio

  beforeAll(async () => {
    collector = await startTestCollector({ databaseUrl: await make() })
    alpha = new TestStudio(collector.url, await collector.studioToken('alpha'))
    beta = new TestStudio(collector.url, await collector.studioToken('beta'))
  })
  afterAll(async () => {
    await collector.stop()
    await stop()
  })

  it('takes what two studios push at once under the same session id, and keeps them apart', async () => {
    const ranges = Array.from({ length: 10 }, (_, index) => [index * 50 + 1, index * 50 + 50] as const)
    const mine = (studio: string, [first, last]: readonly [number, number]) =>
      danmaku(first, last).map((each) => ({ ...each, body: { ...each.body, studio } }))
    const pushAll = async (studio: TestStudio, name: string) => {
      for (const range of ranges) expect((await studio.push('same', mine(name, range))).status).toBe(200)
    }
    await Promise.all([pushAll(alpha, 'alpha'), pushAll(beta, 'beta')])
    expect(await alpha.lines('same')).toEqual(jsonLines(mine('alpha', [1, 500])))
    expect(await beta.lines('same')).toEqual(jsonLines(mine('beta', [1, 500])))
  })

  it('gives a foreign token nothing to read and nothing to write', async () => {
    await alpha.push('mine', danmaku(1, 5))
    for (const path of ['/v1/sessions/mine', '/v1/sessions/mine/events']) {
      expect((await problemOf(await beta.ask(path))).code).toBe('notFound')
      expect((await problemOf(await beta.ask(`${path}?studio=alpha`))).code).toBe('forbidden')
    }
    for (const path of ['/v1/sessions', '/v1/rollups/sessions', '/v1/rollups/days?fromMs=0&toMs=1']) {
      const asked = new URL(path, collector.url)
      asked.searchParams.set('studio', 'alpha')
      expect((await problemOf(await beta.ask(asked.href))).code).toBe('forbidden')
    }
    expect(await (await beta.ask('/v1/sessions?title=周二&limit=500')).text()).not.toContain('alpha')

    // The same id is another session when somebody else pushes it.
    expect((await beta.push('mine', [event(1, { type: 'showEnded', body: {} })])).status).toBe(200)
    expect((await problemOf(await beta.replace('mine', [event(3)]))).highestSeq).toBe(1)
    expect(await alpha.lines('mine')).toEqual(jsonLines(danmaku(1, 5)))
    for (const token of ['', 'hts_', alpha.token.slice(0, -1), `${alpha.token.slice(0, -2)}xx`, 'x y']) {
      const response = await alpha.ask('/v1/sessions', { headers: { authorization: `Bearer ${token}` } })
      expect((await problemOf(response)).code).toBe('unauthorized')
    }
    expect((await problemOf(await alpha.ask('/v1/tokens'))).code).toBe('forbidden')
  })

  it('lets a team read its studios and an admin all, and neither write', async () => {
    const gamma = new TestStudio(collector.url, await collector.studioToken('gamma'))
    await gamma.push('g1', danmaku(1, 3))
    const { token: teamToken } = await collector.tokens.add({
      scope: 'team',
      studioIds: ['beta', 'gamma'],
      label: '',
    })
    const team = new TestStudio(collector.url, teamToken)
    expect(await (await team.ask('/v1/sessions/g1/events?studio=gamma')).json()).toMatchObject({
      events: danmaku(1, 3),
    })
    expect((await problemOf(await team.ask('/v1/sessions/g1'))).status).toBe(400)
    expect((await problemOf(await team.ask('/v1/sessions/mine?studio=alpha'))).code).toBe('forbidden')
    expect((await problemOf(await team.push('g1', danmaku(4, 5)))).code).toBe('forbidden')
    const { sessions } = (await (await team.ask('/v1/sessions?limit=500')).json()) as {
      sessions: { studioId: string }[]
    }
    expect(new Set(sessions.map(({ studioId }) => studioId))).toEqual(new Set(['beta', 'gamma']))

    const { token } = await collector.tokens.add({ scope: 'admin', label: '' })
    const admin = new TestStudio(collector.url, token)
    expect((await admin.ask('/v1/sessions/mine?studio=alpha')).status).toBe(200)
    expect((await problemOf(await admin.push('g1', danmaku(4, 5)))).code).toBe('forbidden')
  })

  it('takes nothing from a revoked token, also on a connection that stays open', async () => {
    const { token, tokenId } = await collector.tokens.add({ scope: 'studio', studioId: 'leaving', label: '' })
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ports = new Set<number | undefined>()
    const push = (seq: number) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = httpRequest(
          `${collector.url}/v1/sessions/last/events`,
          {
            method: 'POST',
            agent,
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          },
          (response) => response.on('end', () => resolve(response.statusCode)).resume(),
        )
        asked.on('socket', (socket) =>
          socket.connecting
            ? socket.once('connect', () => ports.add(socket.localPort))
            : ports.add(socket.localPort),
        )
        asked.on('error', reject)
        asked.end(JSON.stringify({ session: head(), firstSeq: seq, events: [event(seq)] }))
      })
    expect(await push(1)).toBe(200)
    expect(await collector.tokens.revoke(tokenId)).toBe(true)
    expect(await push(2)).toBe(401)
    expect(await push(2)).toBe(401)
    expect(ports.size).toBe(1)
    agent.destroy()
    const { token: next } = await collector.tokens.add({ scope: 'studio', studioId: 'leaving', label: '' })
    expect(await new TestStudio(collector.url, next).lines('last')).toEqual(jsonLines(danmaku(1, 1)))
    expect(await collector.tokens.revoke(tokenId)).toBe(false)
  })

  it('stores concurrent duplicates once, refuses a gap, and goes on from where it is', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => alpha.push('twice', danmaku(1, 400))))
    for (const answer of answers) {
      // More than three at a time of one studio may be told to come again.
      expect([200, 429]).toContain(answer.status)
    }
    const gap = await problemOf(await alpha.push('twice', danmaku(402, 410)))
    expect(gap).toMatchObject({ status: 409, code: 'gap', highestSeq: 400 })
    expect(await (await alpha.push('twice', danmaku(395, 405))).json()).toEqual({ highestSeq: 405 })
    expect(await (await alpha.push('twice', danmaku(1, 10))).json()).toEqual({ highestSeq: 405 })
    const changed = { ...event(400), body: { text: 'another' } }
    expect(await (await alpha.push('twice', [changed])).json()).toEqual({ highestSeq: 405 })
    expect(await alpha.lines('twice')).toEqual(jsonLines(danmaku(1, 405)))

    expect(await problemOf(await alpha.push('never', danmaku(2, 3)))).toMatchObject({ highestSeq: 0 })
    expect((await alpha.ask('/v1/sessions/never')).status).toBe(404)
  })

  it('gives every body back as it came', async () => {
    const awkward = [
      '{"text":"\\u0000 \\ud800 \\udc00\\ud800 \\\\N \\\\. \\t\\n\\r \\"x\\" 😀"}',
      '{"text":"\\\\\\\\","N":"\\\\N"}',
      '{"n":1e400,"m":-1E-400,"long":123456789012345678901234567890,"zero":-0,"one":1.0,"more":[0.10,1e2]}',
      '{"constructor":{"__proto__":1},"__proto__":{"x":1},"toString":null}',
      '{"deep":[[[[[[[[[[{"a":[]}]]]]]]]]]]}',
      '{}',
      `{"long":"${'长'.repeat(200_000)}"}`,
    ]
    const lines = awkward.map(
      (body, index) =>
        `{"seq":${index + 1},"atMs":${index},"type":"futureThing","version":9,"actor":{"role":"host","id":"\\u0000","name":"\\ud800\\t"},"body":${body}}`,
    )
    const text = `{"session":${JSON.stringify(head())},"firstSeq":1,"events":[${lines.join(',')}]}`
    expect(await (await alpha.send('POST', 'exact', text)).json()).toEqual({ highestSeq: lines.length })
    expect(await alpha.lines('exact')).toEqual(lines)
    const page = await (await alpha.ask('/v1/sessions/exact/events?limit=3&afterSeq=1')).text()
    expect(page).toBe(`{"events":[${lines.slice(1, 4).join(',')}],"nextAfterSeq":4}`)
  })

  it('names the events it cannot take and stores nothing of their batch; placeholders keep the sequence', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    const poisoned = [
      event(1),
      { ...event(2), type: '' },
      { ...event(3), type: 'a\0b' },
      { seq: 4, withheld: '' },
      { ...event(5), body: 'no object' },
    ]
    const refused = await problemOf(
      await alpha.send('POST', 'poison', { session: head(), firstSeq: 1, events: poisoned }),
    )
    expect(refused).toMatchObject({ status: 422, code: 'invalid' })
    expect(refused.invalid?.map(({ seq }) => seq)).toEqual([2, 4, 5])
    expect(refused.invalid?.find(({ seq }) => seq === 5)?.reason).toMatch(/^body: /)
    const [ok] = poisoned
    const unstorable = await alpha.send('POST', 'poison', {
      session: head(),
      firstSeq: 1,
      events: [ok, { ...event(2), type: 'a\0b' }],
    })
    expect((await problemOf(unstorable)).invalid).toMatchObject([{ seq: 2 }])
    const tooDeep = await alpha.send(
      'POST',
      'poison',
      `{"session":${JSON.stringify(head())},"firstSeq":1,"events":[${JSON.stringify(ok)},${JSON.stringify(event(2)).replace('{"danmakuId"', `{"deep":${deep},"danmakuId"`)}]}`,
    )
    expect((await problemOf(tooDeep)).invalid).toEqual([{ seq: 2, reason: 'body: nested too deeply' }])
    expect((await alpha.ask('/v1/sessions/poison')).status).toBe(404)

    const held = [event(1), { seq: 2, withheld: 'body: nested too deeply' }, event(3)]
    expect(await (await alpha.push('poison', held)).json()).toEqual({ highestSeq: 3 })
    expect(await alpha.lines('poison')).toEqual(jsonLines(held))
  })

  it('puts rows in the place of others after an erasure, all of them or none', async () => {
    await alpha.push('erased', danmaku(1, 20))
    const forgotten = [3, 7, 20].map((seq) => event(seq, { body: { userId: 'gone:1f', text: '…' } }))
    expect((await problemOf(await alpha.replace('erased', [...forgotten, event(21)]))).code).toBe('gap')
    expect(await alpha.lines('erased')).toEqual(jsonLines(danmaku(1, 20)))
    for (let time = 0; time < 2; time++) {
      expect(await (await alpha.replace('erased', forgotten)).json()).toEqual({ highestSeq: 20 })
    }
    const bySeq = new Map(forgotten.map((each) => [each.seq, each]))
    expect(await alpha.lines('erased')).toEqual(
      jsonLines(danmaku(1, 20).map((each) => bySeq.get(each.seq) ?? each)),
    )
    expect((await problemOf(await alpha.replace('nothing', [event(1)]))).highestSeq).toBe(0)
    expect((await problemOf(await alpha.replace('erased', [event(3), event(3)]))).status).toBe(400)
  })

  it('keeps the newest head of a session and lists sessions by page', async () => {
    const studio = new TestStudio(collector.url, await collector.studioToken('lister'))
    for (let day = 0; day < 5; day++) {
      const createdAtMs = head().createdAtMs + day * 86_400_000
      await studio.push(`day-${day}`, danmaku(1, 2), head({ createdAtMs, title: `第${day}场`, lastSeq: 4 }))
    }
    await studio.push(
      'day-0',
      danmaku(3, 4),
      head({ title: '改了名', phase: 'ended', endedAtMs: 9, lastSeq: 4 }),
    )
    await studio.push('day-0', danmaku(1, 1), head({ title: '旧的', lastSeq: 3 }))
    const { session } = sessionResponseSchema.parse(await (await studio.ask('/v1/sessions/day-0')).json())
    expect(session).toMatchObject({ title: '改了名', phase: 'ended', lastSeq: 4, highestSeq: 4 })

    const list = async (query: string) =>
      (await (await studio.ask(`/v1/sessions?${query}`)).json()) as {
        sessions: { sessionId: string }[]
        next: string | null
      }
    const ids: string[] = []
    let next: string | null = ''
    for (; next !== null;) {
      const page = await list(`limit=2${next === '' ? '' : `&cursor=${next}`}`)
      ids.push(...page.sessions.map(({ sessionId }) => sessionId))
      next = page.next
    }
    expect(ids).toEqual(['day-4', 'day-3', 'day-2', 'day-1', 'day-0'])
    expect((await list('phase=ended')).sessions).toMatchObject([{ sessionId: 'day-0' }])
    expect((await list('incomplete=false')).sessions).toMatchObject([{ sessionId: 'day-0' }])
    expect((await list('title=第3')).sessions).toMatchObject([{ sessionId: 'day-3' }])
    const toMs = head().createdAtMs + 86_400_000
    expect((await list(`toMs=${toMs}`)).sessions).toMatchObject([{ sessionId: 'day-0' }])
  })

  it('reads bodies in every encoding it names, and no bomb', async () => {
    const body = (seq: number) => JSON.stringify({ session: head(), firstSeq: seq, events: [event(seq)] })
    const push = (encoding: string, bytes: Buffer<ArrayBuffer> | string) =>
      alpha.ask('/v1/sessions/packed/events', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-encoding': encoding },
        body: bytes,
      })
    expect((await push('gzip', gzipSync(body(1)))).status).toBe(200)
    expect((await push('zstd', zstdCompressSync(body(2)))).status).toBe(200)
    expect((await push('br', brotliCompressSync(body(3)))).status).toBe(200)
    expect((await push('identity', body(4))).status).toBe(200)
    expect((await problemOf(await push('deflate', body(5)))).status).toBe(415)
    expect((await problemOf(await push('gzip', gzipSync(body(5)).subarray(0, -9)))).status).toBe(400)
    expect((await problemOf(await push('gzip', body(5)))).status).toBe(400)
    expect((await problemOf(await push('identity', Buffer.from([0x7b, 0xff, 0x7d])))).status).toBe(400)

    const bomb = Buffer.alloc(256 * 1024 * 1024, ' ')
    const before = process.memoryUsage().rss
    for (const [encoding, bytes] of [
      ['gzip', gzipSync(bomb, { level: 1 })],
      ['zstd', zstdCompressSync(bomb)],
    ] as const) {
      expect((await problemOf(await push(encoding, bytes))).code).toBe('tooLarge')
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 * 1024)
    expect(await alpha.lines('packed')).toEqual(jsonLines(danmaku(1, 4)))
  })

  it('computes figures across studios from the events', async () => {
    const studio = new TestStudio(collector.url, await collector.studioToken('seller'))
    const at = head().createdAtMs
    const asked = (seq: number, questionId: string, sentAtMs: number) =>
      event(seq, { type: 'questionOpened', body: { questionId, message: { sentAtMs } } })
    const answer = (atMs: number) => ({ how: 'reply', atMs, intoQuestionId: null })
    const order = (seq: number, orderId: string, amountFen: number) =>
      event(seq, {
        type: 'orderPlaced',
        body: {
          order: { orderId, userId: 'shop:1', placedAtMs: at, amountFen, refundedFen: 0, refunded: false },
        },
      })
    const events = [
      event(1, { type: 'viewerEntered', body: { userId: 'a\0' } }),
      event(2, { type: 'viewerEntered', body: { userId: 'b' } }),
      event(3, { type: 'viewerEntered', body: { userId: 'b' } }),
      asked(4, 'q4', at),
      event(5, { type: 'questionAnswered', body: { questionId: 'q4', answer: answer(at + 30_000) } }),
      asked(6, 'q6', at),
      event(7, { type: 'questionAnswered', body: { questionId: 'q6', answer: answer(at + 30_001) } }),
      asked(8, 'q8', at + 1),
      event(9, {
        type: 'questionMerged',
        body: { questionId: 'q8', intoQuestionId: 'q4', answer: { ...answer(at + 9), how: 'merged' } },
      }),
      asked(10, 'q10', at),
      event(11, { type: 'questionDismissed', body: { questionId: 'q10' } }),
      asked(12, 'q12', at),
      asked(13, 'q13', at + 100_000),
      order(14, 'o1', 9_900),
      order(15, 'o2', 5_000),
      event(16, { type: 'orderRefunded', body: { orderId: 'o2', refundedFen: 5_000, refunded: true } }),
      event(17, { type: 'orderRefunded', body: { orderId: 'o1', refundedFen: 900, refunded: false } }),
      event(18, { type: 'questionOpened', body: { from: 'a later version' } }),
      { seq: 19, withheld: 'refused' },
    ]
    const session = head({ phase: 'ended', endedAtMs: at + 101_000, lastSeq: 19 })
    await studio.push('figures', events.slice(0, 10), session)
    const figuresOf = async () => {
      const { sessions } = (await (await studio.ask('/v1/rollups/sessions')).json()) as {
        sessions: { figures: object }[]
      }
      return sessions[0]?.figures
    }
    expect(await figuresOf()).toMatchObject({ events: 10, orders: 0 })
    await studio.push('figures', events.slice(10), session)
    expect(await figuresOf()).toMatchObject({
      events: 19,
      withheld: 1,
      viewers: 2,
      writers: 0,
      danmaku: 0,
      threads: 4,
      merged: 1,
      dismissed: 1,
      eligible: 3,
      within30s: 1,
      late: 1,
      missed: 1,
      pendingAtEnd: 1,
      within30sRate: 1 / 3,
      replyRate: 0.5,
      orders: 1,
      refundedOrders: 1,
      gmvFen: 9_000,
    })
    await studio.push('rehearsal', [order(1, 'o9', 1)], head({ kind: 'rehearsal' }))
    const { token } = await collector.tokens.add({
      scope: 'team',
      studioIds: ['seller', 'lister'],
      label: '',
    })
    const team = new TestStudio(collector.url, token)
    const days = await team.ask(`/v1/rollups/days?fromMs=${at - 86_400_000}&toMs=${at + 86_400_000}`)
    expect(await days.json()).toEqual({
      days: [{ studioId: 'seller', day: '2026-10-20', orders: 1, refundedOrders: 1, gmvFen: 9_000 }],
    })
    // Corrected by an erasure, they are computed anew.
    await studio.replace('figures', [event(2, { type: 'viewerEntered', body: { userId: 'c' } })])
    expect(await figuresOf()).toMatchObject({ viewers: 3 })
  })
}

for (const database of databases) {
  describe.skipIf(database.missing !== null)(`a collector on ${database.name}`, () => {
    suite(database)
  })
}
