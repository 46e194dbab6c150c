import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { originOf } from '#shared/domain/assistant/assistant-settings.ts'
import { askModel, ModelError, type AskedModel } from './ask-model.ts'
import { fails, startModelServer, type ModelServer } from './testing/model-server.ts'

const KEY = 'sk-very-secret-key-1234'

let model: ModelServer
beforeEach(async () => {
  model = await startModelServer()
})
afterEach(() => model.stop())

const ask = (more: Partial<AskedModel> = {}): Promise<string> =>
  askModel({
    settings: { on: true, baseUrl: model.baseUrl, model: 'qwen-plus' },
    key: { origin: originOf(model.baseUrl), key: KEY },
    system: 'sys',
    user: 'usr',
    signal: new AbortController().signal,
    ...more,
  })

const problemOf = async (words: Promise<string>): Promise<string> => {
  const error: unknown = await words.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ModelError)
  expect(JSON.stringify(error)).not.toContain(KEY)
  return error instanceof ModelError ? `${error.problem}: ${error.detail}` : ''
}

describe('a word with an OpenAI-compatible endpoint', () => {
  test('sends model and messages with the key, and gives back the words', async () => {
    model.answer = () => '好的'
    expect(await ask()).toBe('好的')
    expect(model.asked).toEqual([
      {
        path: '/v1/chat/completions',
        authorization: `Bearer ${KEY}`,
        body: {
          model: 'qwen-plus',
          messages: [
            { role: 'system', content: 'sys' },
            { role: 'user', content: 'usr' },
          ],
        },
      },
    ])
  })

  test('never shows a key to another place than it was made for', async () => {
    await ask({ key: { origin: 'https://api.example.com', key: KEY } })
    await ask({ key: null })
    expect(model.asked.map(({ authorization }) => authorization)).toEqual([undefined, undefined])
  })

  test('without an address asks nobody', async () => {
    const settings = { on: true, baseUrl: '', model: 'qwen-plus' }
    expect(await problemOf(ask({ settings, key: { origin: '', key: KEY } }))).toBe('unreachable: ')
  })

  test('takes no key, address or organisation from the environment', async () => {
    const before = { ...process.env }
    process.env['OPENAI_API_KEY'] = 'sk-of-another-program'
    process.env['OPENAI_BASE_URL'] = 'http://127.0.0.1:1/v1'
    try {
      await ask({ key: null })
    } finally {
      process.env = before
    }
    expect(model.asked[0]?.authorization).toBeUndefined()
  })

  test.each([
    ['badKey', fails(401, `Incorrect API key provided: ${KEY}.`, 'invalid_api_key')],
    ['badKey', fails(403, 'no access')],
    ['rateLimited', fails(429, 'slow down')],
    ['unknownModel', fails(404, 'The model `qwen-plus` does not exist', 'model_not_found')],
    ['refused', fails(400, 'blocked', 'content_filter')],
    ['serverError', fails(503, 'overloaded')],
    ['badAnswer', fails(400, 'temperature is missing')],
    ['badAnswer', ''],
  ] as const)('says %s for what the endpoint answers', async (problem, answer) => {
    model.answer = () => answer
    expect(await problemOf(ask())).toMatch(new RegExp(`^${problem}: `))
    expect(model.asked).toHaveLength(1)
  })

  test.each(['<html>a login page</html>', '{"choices":[]}', '[]', '{', 'null'])(
    'is not thrown by an answer that is none: %s',
    async (text) => {
      model.answer = () => (response) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(text)
      }
      expect(await problemOf(ask())).toMatch(/^badAnswer|^unreachable/)
    },
  )

  test('follows no redirect, which could lead anywhere', async () => {
    const other = await startModelServer()
    model.answer = () => (response) => {
      response.writeHead(307, { location: `${other.baseUrl}/chat/completions` })
      response.end()
    }
    expect(await problemOf(ask())).toMatch(/^unreachable/)
    expect(other.asked).toEqual([])
    await other.stop()
  })

  test('tells a server that hangs up from one that is not there', async () => {
    model.answer = () => (response) => void response.socket?.destroy()
    expect(await problemOf(ask())).toMatch(/^unreachable/)
    await model.stop()
    expect(await problemOf(ask())).toBe('unreachable: ECONNREFUSED')
  })

  test('gives up when nothing comes, or when the words never end', async () => {
    model.answer = () => () => undefined
    expect(await problemOf(ask({ withinMs: 150 }))).toBe('timedOut: ')
    model.answer = () => (response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{"choices":[')
    }
    expect(await problemOf(ask({ withinMs: 150 }))).toBe('timedOut: ')
  })

  test('stops at once when nobody waits any more', async () => {
    const abort = new AbortController()
    model.answer = () => () => abort.abort()
    expect(await problemOf(ask({ signal: abort.signal }))).toBe('cancelled: ')
  })
})
