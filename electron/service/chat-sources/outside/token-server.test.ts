import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'

import { fetchToken, TokenServerError } from './token-server.ts'

const TOKEN = '007eJxTYBBbsMMnKq7p9Hf'
const SETTINGS = {
  enabled: true,
  appId: '0123456789abcdef0123456789abcdef',
  channel: 'live room',
  userId: 'a&b',
}

let server: Server | null = null
afterEach(() => void server?.close())

/** The token, or what went wrong, from a server that answers so; and the path it was asked for. */
async function ask(status: number, body: string, path = '/token'): Promise<{ got: string; asked: string }> {
  let asked = ''
  const listening = createServer((request, response) => {
    asked = request.url ?? ''
    response.writeHead(status).end(body)
  })
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const { port } = listening.address() as AddressInfo
  const got = await fetchToken({ ...SETTINGS, tokenServerUrl: `http://127.0.0.1:${port}${path}` }).catch(
    (error: unknown) => (error instanceof TokenServerError ? error.message : String(error)),
  )
  return { got, asked }
}

describe('a token server', () => {
  it.each([
    TOKEN,
    ` ${TOKEN}\n`,
    `{"token":"${TOKEN}"}`,
    `{"rtcToken":"007other0000000000000","rtmToken":"${TOKEN}"}`,
    `{"code":0,"data":{"token":"${TOKEN}"}}`,
    `{"data":"${TOKEN}"}`,
  ])('may answer %s', async (body) => {
    expect((await ask(200, body)).got).toBe(TOKEN)
  })

  it('is told who asks for which channel, where its address says or as query', async () => {
    expect((await ask(200, TOKEN, '/rtm/{userId}/{channel}?id={appId}')).asked).toBe(
      `/rtm/a%26b/live%20room?id=${SETTINGS.appId}`,
    )
    expect((await ask(200, TOKEN, '/token?key=1')).asked).toBe(
      `/token?key=1&appId=${SETTINGS.appId}&userId=a%26b&channel=live+room`,
    )
  })

  it('that fails is described without what it said', async () => {
    expect((await ask(500, 'secret')).got).toBe('it answered with status 500')
    expect((await ask(200, '<html>secret</html>')).got).toBe('its answer holds no token')
    expect((await ask(200, '{"token":""}')).got).toBe('its answer holds no token')
    expect((await ask(200, 'x'.repeat(20_000))).got).toBe('its answer is too long')
    const nobody = fetchToken({ ...SETTINGS, tokenServerUrl: 'http://127.0.0.1:1/' })
    await expect(nobody).rejects.toThrow('it cannot be reached')
  })
})
