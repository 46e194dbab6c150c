import { afterEach, describe, expect, it } from 'vitest'
import { deferred } from '#shared/lib/deferred.ts'
import { created, ENDPOINT, PATCHABLE, responseFrom, SESSION, WhipRig } from './testing/whip-rig.ts'

const rigs: WhipRig[] = []
const rigOf = (token?: string | null): WhipRig => {
  const rig = new WhipRig(token)
  rigs.push(rig)
  return rig
}
afterEach(() => Promise.all(rigs.splice(0).map((rig) => rig.publisher.stop())))

/** The publisher's session is under way; the server answers `POST` with `post`. */
async function started(...post: Response[]): Promise<WhipRig> {
  const rig = rigOf()
  if (post.length > 0) rig.answers['POST'] = post
  await rig.start()
  return rig
}

/** A session under way on a server that takes PATCH and answers it with `answer`. */
async function onPatchable(answer: Response, gathersOnItsOwn = true): Promise<WhipRig> {
  const rig = rigOf()
  rig.answers['POST'] = [created(PATCHABLE)]
  rig.answers['PATCH'] = [answer]
  rig.gathersOnItsOwn = gathersOnItsOwn
  await rig.start()
  return rig
}

const restarted = (): Response =>
  responseFrom(SESSION, 200, {
    headers: { ETag: '"two"' },
    body: 'a=ice-ufrag:fresh\r\na=ice-pwd:fresh-password\r\na=candidate:7 1 udp 1 198.51.100.9 9 typ host\r\n',
  })

describe('going live', () => {
  it('posts the offer with the token and is live once pictures are known to arrive', async () => {
    const rig = rigOf()
    await rig.start(500)
    expect(rig.state.status).toBe('connecting')
    await rig.timers.pass(3000)
    expect(rig.state).toMatchObject({ status: 'live', error: null, attempt: 0, retryAtMs: null })
    expect(rig.state.stats).toMatchObject({
      videoKbps: 800,
      roundTripMs: 38,
      packetLoss: 0.002,
      framesPerSecond: 30,
    })
    const [post] = rig.of('POST')
    expect(post?.url).toBe(ENDPOINT)
    expect(post?.headers.get('Content-Type')).toBe('application/sdp')
    expect(post?.headers.get('Authorization')).toBe('Bearer sesame')
    expect(post?.body).toContain('a=candidate:1 1 udp')
  })

  it('sends no Authorization without a token', async () => {
    const rig = rigOf(null)
    await rig.start()
    expect(rig.state.status).toBe('live')
    expect(rig.sent.map(({ headers }) => headers.has('Authorization'))).not.toContain(true)
  })

  it('is not live because a connection stands while nothing is sent or reported', async () => {
    const rig = rigOf()
    rig.publisher.start()
    await rig.timers.pass(10)
    rig.peer.sending = false
    await rig.timers.pass(10_000)
    expect(rig.peer.connectionState).toBe('connected')
    expect(rig.state.status).toBe('connecting')
    await rig.timers.pass(6000)
    expect(rig.state).toMatchObject({ status: 'reconnecting', error: { kind: 'outputStalled' } })
  })

  it('is live by the path alone, after a while, where the server never reports', async () => {
    const rig = rigOf()
    rig.publisher.start()
    await rig.timers.pass(10)
    rig.peer.reports = null
    await rig.timers.pass(3000)
    expect(rig.state.status).toBe('connecting')
    await rig.timers.pass(4000)
    expect(rig.state.status).toBe('live')
  })

  it('gathers with the servers of the OPTIONS response, and restarts with those of the 201', async () => {
    const rig = rigOf()
    rig.answers['OPTIONS'] = [
      responseFrom(ENDPOINT, 200, { headers: { Link: '<stun:one.example>; rel="ice-server"' } }),
    ]
    rig.answers['POST'] = [
      created({ Link: '<turn:two.example>; rel="ice-server"; username="u"; credential="c"' }),
    ]
    await rig.start()
    expect(rig.peer.configurations.map(({ iceServers }) => iceServers)).toEqual([
      [{ urls: 'stun:one.example' }],
      [{ urls: 'turn:two.example', username: 'u', credential: 'c' }],
    ])
  })
})

describe('candidates', () => {
  it('found late travel in one PATCH with the entity tag', async () => {
    const rig = await onPatchable(responseFrom(SESSION, 204), false)
    rig.peer.find('candidate:2 1 udp 1 203.0.113.5 50001 typ srflx')
    rig.peer.find('candidate:3 1 udp 1 203.0.113.6 50002 typ relay')
    rig.peer.endGathering()
    await rig.timers.pass(500)
    const [patch, ...more] = rig.of('PATCH')
    expect(more).toEqual([])
    expect(patch?.url).toBe(SESSION)
    expect(patch?.headers.get('If-Match')).toBe('"one"')
    expect(patch?.headers.get('Content-Type')).toBe('application/trickle-ice-sdpfrag')
    expect(patch?.headers.get('Authorization')).toBe('Bearer sesame')
    expect(patch?.body).toContain('candidate:2 1')
    expect(patch?.body).toContain('candidate:3 1')
    expect(patch?.body).not.toContain('candidate:1 1')
    expect(patch?.body).toContain('a=end-of-candidates')
  })

  it.each([405, 412, 422, 501])('are kept to ourselves after a %i', async (status) => {
    const rig = await onPatchable(responseFrom(SESSION, status), false)
    rig.peer.find('candidate:2 1 udp 1 203.0.113.5 50001 typ srflx')
    await rig.timers.pass(500)
    rig.peer.find('candidate:3 1 udp 1 203.0.113.6 50002 typ relay')
    await rig.timers.pass(500)
    expect(rig.of('PATCH')).toHaveLength(1)
    expect(rig.state.status).toBe('live')
  })

  it('are not sent to a server that offers no PATCH', async () => {
    const rig = await started()
    rig.peer.find('candidate:2 1 udp 1 203.0.113.5 50001 typ srflx')
    await rig.timers.pass(500)
    expect(rig.of('PATCH')).toEqual([])
  })
})

describe('candidates after a restart', () => {
  it('carry the new entity tag', async () => {
    const rig = await onPatchable(restarted(), false)
    rig.peer.become('failed')
    await rig.timers.pass(5000)
    expect(rig.of('PATCH').map(({ headers }) => headers.get('If-Match'))).toEqual(['*'])
    rig.peer.find('candidate:8 1 udp 1 203.0.113.5 50001 typ srflx')
    await rig.timers.pass(500)
    expect(rig.of('PATCH').at(-1)?.headers.get('If-Match')).toBe('"two"')
  })
})

describe('a refusal', () => {
  it.each([401, 403])('with %i ends in failed until somebody asks', async (status) => {
    const rig = rigOf()
    const body = JSON.stringify({ title: 'Bad key', detail: 'sesame is not known' })
    rig.answers['POST'] = [
      responseFrom(ENDPOINT, status, { body, headers: { 'Content-Type': 'application/problem+json' } }),
    ]
    await rig.start()
    await rig.timers.pass(600_000)
    expect(rig.state).toMatchObject({
      status: 'failed',
      error: { kind: 'outputTokenRefused' },
      retryAtMs: null,
    })
    expect(rig.state.error?.message).toBe(`HTTP ${status}: Bad key: … is not known`)
    expect(rig.of('POST')).toHaveLength(1)
    rig.answers['POST'] = [created()]
    rig.publisher.retryNow()
    await rig.timers.pass(5000)
    expect(rig.state.status).toBe('live')
  })

  it.each([
    [404, 'outputAddressWrong'],
    [405, 'outputAddressWrong'],
    [200, 'outputAddressWrong'],
    [400, 'outputFormatRefused'],
    [406, 'outputFormatRefused'],
    [415, 'outputFormatRefused'],
    [422, 'outputFormatRefused'],
    [429, 'outputBusy'],
    [503, 'outputBusy'],
    [500, 'outputServerFailed'],
    [502, 'outputServerFailed'],
  ])('with %i is told as %s and tried again', async (status, kind) => {
    const rig = rigOf()
    rig.answers['POST'] = [responseFrom(ENDPOINT, status, { body: '<html>nginx</html>' }), created()]
    await rig.start(100)
    expect(rig.state).toMatchObject({ status: 'reconnecting', attempt: 2, error: { kind } })
    expect(rig.state.error?.message).toBe(`HTTP ${status}`)
    expect(rig.state.retryAtMs).toBe(rig.timers.nowMs() - 100 + 1000)
    await rig.timers.pass(6000)
    expect(rig.state).toMatchObject({ status: 'live', attempt: 0 })
  })

  it('with Retry-After is heeded', async () => {
    const rig = rigOf()
    rig.answers['POST'] = [responseFrom(ENDPOINT, 503, { headers: { 'Retry-After': '90' } }), created()]
    await rig.start(89_000)
    expect(rig.of('POST')).toHaveLength(1)
    await rig.timers.pass(2000)
    expect(rig.of('POST')).toHaveLength(2)
  })

  it('waits longer each time, up to half a minute', async () => {
    const rig = rigOf()
    rig.answers['POST'] = [new TypeError('Failed to fetch')]
    rig.publisher.start()
    const waits: number[] = []
    for (let failures = 1; failures <= 8; failures += 1) {
      await rig.timers.pass(0)
      waits.push((rig.state.retryAtMs ?? 0) - rig.timers.nowMs())
      await rig.timers.pass(waits.at(-1) ?? 0)
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
    expect(rig.state.error).toMatchObject({ kind: 'outputUnreachable' })
  })

  it('is no 201 that holds something else', async () => {
    const rig = rigOf()
    rig.answers['POST'] = [
      responseFrom(ENDPOINT, 201, { headers: { Location: '/session/1' }, body: '{"ok":1}' }),
    ]
    await rig.start(100)
    expect(rig.state.error).toMatchObject({ kind: 'outputAnswerUnusable' })
    expect(rig.of('DELETE')).toMatchObject([{ url: SESSION }])
  })
})

describe('where the session lies', () => {
  it('at another origin it is deleted without the token', async () => {
    const rig = await started(created({ Location: 'https://edge7.example.net/s/9' }))
    await rig.publisher.stop()
    const [gone] = rig.of('DELETE')
    expect(gone?.url).toBe('https://edge7.example.net/s/9')
    expect(gone?.headers.has('Authorization')).toBe(false)
  })

  it('a relative address counts from where a redirect led', async () => {
    const rig = await started(created({ Location: 's/9' }, 'https://edge7.example.net/whip/room'))
    await rig.publisher.stop()
    expect(rig.of('DELETE')).toMatchObject([{ url: 'https://edge7.example.net/whip/s/9' }])
  })

  it('is never spoken to in the clear, and an absent one not at all', async () => {
    for (const Location of ['http://live.example.com/session/1', 'http://[']) {
      const rig = await started(created({ Location }))
      expect(rig.state.status).toBe('live')
      await rig.publisher.stop()
      expect(rig.of('DELETE')).toEqual([])
    }
  })
})

describe('stopping', () => {
  it('deletes the session with the token, once, however often it is called', async () => {
    const rig = await started()
    await Promise.all([rig.publisher.stop(), rig.publisher.stop()])
    await rig.publisher.stop()
    expect(rig.of('DELETE')).toMatchObject([{ url: SESSION }])
    expect(rig.of('DELETE')[0]?.headers.get('Authorization')).toBe('Bearer sesame')
    expect(rig.peer.closed).toBe(true)
    expect(rig.states.at(-1)?.status).toBe('live')
  })

  it('during the POST deletes the session that arrives late', async () => {
    const rig = rigOf()
    const late = deferred<Response>()
    rig.answers['POST'] = [late.promise]
    await rig.start()
    await rig.publisher.stop()
    expect(rig.of('DELETE')).toEqual([])
    late.resolve(created())
    await rig.timers.pass(100)
    expect(rig.of('DELETE')).toMatchObject([{ url: SESSION }])
  })

  it('deletes what arrives after we gave up waiting, too', async () => {
    const rig = rigOf()
    const late = deferred<Response>()
    rig.answers['POST'] = [late.promise, responseFrom(ENDPOINT, 500)]
    await rig.start(15_500)
    expect(rig.state.error).toMatchObject({ kind: 'outputUnreachable' })
    late.resolve(created())
    await rig.timers.pass(100)
    expect(rig.of('DELETE')).toMatchObject([{ url: SESSION }])
  })

  it('while waiting for the next attempt makes it the last', async () => {
    const rig = rigOf()
    rig.answers['POST'] = [responseFrom(ENDPOINT, 500)]
    await rig.start(100)
    await rig.publisher.stop()
    await rig.timers.pass(100_000)
    rig.publisher.retryNow()
    await rig.timers.pass(100_000)
    expect(rig.of('POST')).toHaveLength(1)
  })

  it('never fails with the server', async () => {
    const rig = rigOf()
    rig.answers['DELETE'] = [new TypeError('Failed to fetch')]
    await rig.start()
    await expect(rig.publisher.stop()).resolves.toBe(undefined)
  })

  it('deletes by a request that outlives the page when the page goes away', async () => {
    const rig = await started()
    rig.leave()
    expect(rig.of('DELETE')).toMatchObject([{ url: SESSION, keepalive: true }])
  })
})

describe('a path that breaks', () => {
  it('is restarted on the same session, and live again once pictures arrive', async () => {
    const rig = await onPatchable(restarted())
    rig.peer.become('failed')
    await rig.timers.pass(0)
    expect(rig.state).toMatchObject({ status: 'reconnecting', error: { kind: 'outputLost' }, stats: null })
    await rig.timers.pass(3000)
    expect(rig.state).toMatchObject({ status: 'live', error: null })
    expect(rig.of('POST')).toHaveLength(1)
    const [patch, ...more] = rig.of('PATCH')
    expect(more).toEqual([])
    expect(patch?.headers.get('If-Match')).toBe('*')
    expect(patch?.body).toContain('a=ice-ufrag:local1')
    expect(rig.peer.remoteDescription?.sdp).toContain('a=ice-ufrag:fresh')
    expect(rig.peer.remoteDescription?.sdp).toContain('198.51.100.9')
  })

  it.each([404, 405, 412, 422, 428, 500])(
    'gets a new session where the restart meets a %i',
    async (status) => {
      const rig = await onPatchable(responseFrom(SESSION, status))
      rig.peer.become('failed')
      await rig.timers.pass(500)
      expect(rig.peers[0]?.closed).toBe(true)
      expect(rig.of('DELETE')).toMatchObject([{ url: SESSION }])
      await rig.timers.pass(6000)
      expect(rig.of('POST')).toHaveLength(2)
      expect(rig.state.status).toBe('live')
    },
  )

  it('gets a new session where no PATCH is offered', async () => {
    const rig = await started()
    rig.peer.become('failed')
    await rig.timers.pass(6000)
    expect(rig.of('PATCH')).toEqual([])
    expect(rig.of('POST')).toHaveLength(2)
    expect(rig.state.status).toBe('live')
  })

  it('is left alone when the break is short', async () => {
    const rig = await started()
    rig.peer.become('disconnected')
    await rig.timers.pass(1500)
    rig.peer.become('connected')
    await rig.timers.pass(10_000)
    expect(rig.of('POST')).toHaveLength(1)
    expect(rig.state.status).toBe('live')
  })

  it('counts as lost when nothing is sent for five seconds although it is connected', async () => {
    const rig = await started()
    rig.peer.sending = false
    await rig.timers.pass(7000)
    expect(rig.states.map(({ error }) => error?.kind)).toContain('outputStalled')
    expect(rig.of('POST')).toHaveLength(2)
  })

  it('counts as lost when a server that used to report falls silent', async () => {
    const rig = await started()
    rig.peer.getStats = async () => {
      const { sent } = rig.peer
      sent.bytes += 100_000
      sent.frames += 30
      const entries = [
        { type: 'outbound-rtp', kind: 'video', bytesSent: sent.bytes, framesSent: sent.frames },
        { type: 'remote-inbound-rtp', kind: 'video', timestamp: 1 },
      ]
      return { forEach: (callback: (value: unknown) => void) => entries.forEach((entry) => callback(entry)) }
    }
    await rig.timers.pass(14_000)
    expect(rig.state.status).toBe('live')
    await rig.timers.pass(4000)
    expect(rig.states.map(({ error }) => error?.kind)).toContain('outputStalled')
  })

  it('is waited for longer each time while it never holds', async () => {
    const rig = await started()
    for (const failures of [1, 2, 3]) {
      rig.peer.become('failed')
      await rig.timers.pass(0)
      expect(rig.state).toMatchObject({ status: 'reconnecting', attempt: failures + 1 })
      await rig.timers.pass(rig.delayMs(failures) + 3000)
      expect(rig.state.status).toBe('live')
    }
    await rig.timers.pass(12_000)
    rig.peer.become('failed')
    await rig.timers.pass(0)
    expect(rig.state.attempt).toBe(2)
  })
})
