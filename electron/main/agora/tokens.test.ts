import { describe, expect, it } from 'vitest'
import { NO_AGORA_SETTINGS } from '#shared/protocol/agora.ts'
import type { AgoraSettings } from '#shared/protocol/agora.ts'
import { getToken } from './tokens.ts'

const CERTIFICATE = 'fedcba9876543210fedcba9876543210'
const settings: AgoraSettings = {
  ...NO_AGORA_SETTINGS,
  enabled: true,
  appId: '0123456789abcdef0123456789abcdef',
  channel: 'evening',
}
const request = { channel: 'evening', uid: 42 }
const SERVER = 'https://tokens.example.com/getToken'

interface Asked {
  readonly url: string
  readonly method: string | undefined
  readonly body: unknown
}

function serverOf(answer: () => Response) {
  const asked: Asked[] = []
  const fetch = async (url: string, { method, body }: RequestInit): Promise<Response> => {
    asked.push({ url, method, body: typeof body === 'string' ? JSON.parse(body) : undefined })
    return answer()
  }
  return { asked, fetch }
}

const ask = (
  over: Partial<AgoraSettings>,
  fetch: (url: string, init: RequestInit) => Promise<Response> = async () => new Response(),
  certificate: string | null = null,
) =>
  getToken(request, {
    settings: () => ({ ...settings, ...over }),
    certificate: async () => certificate,
    fetch,
  })

describe('a token', () => {
  it('comes from the token server, asked the way Agora’s own is', async () => {
    const { asked, fetch } = serverOf(() => Response.json({ token: 'abc' }))
    expect(await ask({ tokenServerUrl: SERVER }, fetch)).toEqual({ ok: true, token: 'abc' })
    expect(asked).toEqual([
      {
        url: SERVER,
        method: 'POST',
        body: { tokenType: 'rtc', channel: 'evening', uid: '42', role: 'publisher', expire: 3600 },
      },
    ])
  })

  it('is fetched from an address with the channel in it', async () => {
    const { asked, fetch } = serverOf(() => Response.json({ rtcToken: 'abc' }))
    const tokenServerUrl = 'https://tokens.example.com/rtc/{channel}/publisher/uid/{uid}/'
    expect(await ask({ tokenServerUrl }, fetch)).toEqual({ ok: true, token: 'abc' })
    expect(asked).toEqual([
      { url: 'https://tokens.example.com/rtc/evening/publisher/uid/42/', method: undefined, body: undefined },
    ])
  })

  it.each([
    ['refused', () => new Response('', { status: 403 })],
    ['serverFailed', () => new Response('', { status: 500 })],
    ['answerUnusable', () => new Response('<html>')],
    ['answerUnusable', () => Response.json({ token: '' })],
  ])('that does not come says why: %s', async (reason, answer) => {
    expect(await ask({ tokenServerUrl: SERVER }, async () => answer())).toMatchObject({ ok: false, reason })
  })

  it('that cannot be asked for says so, without the address', async () => {
    const answer = await ask({ tokenServerUrl: SERVER }, async () => {
      throw new TypeError(`fetch failed: ${SERVER}`)
    })
    expect(answer).toMatchObject({ ok: false, reason: 'unreachable' })
    expect(JSON.stringify(answer)).not.toContain('example.com')
  })

  it('is made from the trial certificate where there is no server, and does not hold it', async () => {
    const answer = await ask({}, undefined, CERTIFICATE)
    expect(answer).toMatchObject({ ok: true, token: expect.stringMatching(/^007/) })
    expect(JSON.stringify(answer)).not.toContain(CERTIFICATE)
  })

  it('is not to be had without either, without an App ID, or for a channel Agora does not take', async () => {
    expect(await ask({})).toMatchObject({ ok: false, reason: 'noCertificate' })
    expect(await ask({ appId: '' }, undefined, CERTIFICATE)).toMatchObject({ ok: false, reason: 'notSetUp' })
    const options = { settings: () => settings, certificate: async () => CERTIFICATE, fetch }
    for (const bad of [{ channel: '中文', uid: 1 }, { channel: '', uid: 1 }, { channel: 'a' }, null]) {
      expect(await getToken(bad, options)).toMatchObject({ ok: false, reason: 'badRequest' })
    }
  })
})
