import { connect } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import {
  readDocument,
  type OpenApiDocument,
  type Operation,
  type Parameter,
} from './testing/openapi-document.ts'
import { quickDatabase, type TestDatabase } from './testing/databases.ts'
import { startTestCollector, type TestCollector } from './testing/start-collector.ts'
import { danmaku, event, head, SHOW_MS, TestStudio } from './testing/test-events.ts'

/** A request by the document: parameters by name, a body, and headers beyond. */
interface Example {
  readonly parameters?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly bytes?: string
}

const TUS = { 'tus-resumable': '1.0.0' }
const metadata = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')

describe('the OpenAPI document', () => {
  let database: TestDatabase
  let collector: TestCollector
  let studio: TestStudio
  let admin: TestStudio
  let document: OpenApiDocument
  let examples: Readonly<Record<string, readonly Example[]>>

  const newUpload = async (filename: string): Promise<string> => {
    const response = await studio.ask('/v1/recordings', {
      method: 'POST',
      headers: {
        ...TUS,
        'upload-length': '5',
        'upload-metadata': metadata({ sessionId: 's1', filename, filetype: 'video/mp4' }),
      },
    })
    return response.headers.get('location')?.split('/').at(-1) ?? ''
  }

  beforeAll(async () => {
    database = await quickDatabase()
    collector = await startTestCollector({ databaseUrl: await database.make() })
    studio = new TestStudio(collector.url, await collector.studioToken('alpha'))
    admin = new TestStudio(
      collector.url,
      (await collector.tokens.add({ scope: 'admin', label: 'tests' })).token,
    )
    document = readDocument(await (await fetch(`${collector.url}/openapi.json`)).json())
    await studio.push('s1', danmaku(1, 5))
    const upload = await newUpload('a.mp4')
    const finished = await newUpload('b.mp4')
    const unwanted = await newUpload('c.mp4')
    await studio.ask(`/v1/recordings/${finished}`, {
      method: 'PATCH',
      headers: { ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      body: 'bytes',
    })
    const { tokenId } = await collector.tokens.add({ scope: 'studio', studioId: 'leaving', label: '' })
    const s1 = { sessionId: 's1' }
    examples = {
      getHealth: [{}],
      getReadiness: [{}],
      getMetrics: [{}],
      pushEvents: [
        {
          parameters: s1,
          body: { session: head(), firstSeq: 6, events: [event(6), { seq: 7, withheld: 'x' }] },
        },
        { parameters: s1, body: { session: head(), firstSeq: 9, events: [event(9)] } },
        {
          parameters: s1,
          body: { session: head({ phase: 'ended', endedAtMs: 1 }), firstSeq: 1, events: [] },
        },
      ],
      replaceEvents: [{ parameters: s1, body: { session: head(), events: [event(2), event(4)] } }],
      listSessions: [{}, { parameters: { limit: '1', title: '周', kind: 'show', incomplete: 'true' } }],
      getSession: [{ parameters: s1 }, { parameters: { sessionId: 'nothing-there' } }],
      readEvents: [
        { parameters: s1 },
        { parameters: { ...s1, afterSeq: '2', limit: '1', type: 'danmakuReceived' } },
        { parameters: s1, headers: { accept: 'application/x-ndjson' } },
      ],
      rollUpSessions: [{}, { parameters: { limit: '1' } }],
      rollUpDays: [
        { parameters: { fromMs: '0', toMs: '86400000' } },
        { parameters: { fromMs: '5', toMs: '1' } },
        { parameters: { fromMs: '0', toMs: String(SHOW_MS) } },
      ],
      getUploadOptions: [{}],
      createUpload: [
        {
          parameters: {
            ...TUS,
            'upload-length': '3',
            'upload-metadata': metadata({ sessionId: 's1', filename: 'b' }),
          },
        },
        { parameters: { ...TUS, 'upload-length': '3', 'upload-metadata': metadata({ filename: 'b' }) } },
        {
          parameters: {
            ...TUS,
            'upload-length': '999999999999999',
            'upload-metadata': metadata({ sessionId: 's1', filename: 'b' }),
          },
        },
      ],
      continueUpload: [
        {
          parameters: { ...TUS, recordingId: upload, 'upload-offset': '0' },
          headers: { 'content-type': 'application/offset+octet-stream' },
          bytes: 'byt',
        },
        {
          parameters: { ...TUS, recordingId: upload, 'upload-offset': '1' },
          headers: { 'content-type': 'application/offset+octet-stream' },
          bytes: 'es',
        },
        {
          parameters: { ...TUS, recordingId: '0'.repeat(32), 'upload-offset': '0' },
          headers: { 'content-type': 'application/offset+octet-stream' },
          bytes: 'x',
        },
      ],
      'getUploadOffset-head': [{ parameters: { ...TUS, recordingId: upload } }],
      getRecording: [{ parameters: { recordingId: finished } }, { parameters: { recordingId: upload } }],
      deleteRecording: [{ parameters: { ...TUS, recordingId: unwanted } }],
      listTokens: [{}],
      addToken: [
        { body: { scope: 'studio', studioId: 'new-one', label: 'x' } },
        { body: { scope: 'team', studioIds: ['new-one', 'alpha'] } },
        { body: { scope: 'admin' } },
      ],
      revokeToken: [{ parameters: { tokenId } }, { parameters: { tokenId: 'never' } }],
    }
  })
  afterAll(async () => {
    await collector.stop()
    await database.stop()
  })

  const send = (operation: Operation, example: Example, token: string | null): Promise<Response> => {
    const given = example.parameters ?? {}
    const headers = new Headers(example.headers)
    const query = new URLSearchParams()
    let path = operation.path
    for (const { name, in: place } of operation.parameters) {
      const value = given[name]
      if (value === undefined) continue
      if (place === 'header') headers.set(name, value)
      else if (place === 'query') query.set(name, value)
      else path = path.replace(`{${name}}`, encodeURIComponent(value))
    }
    if (token !== null) headers.set('authorization', `Bearer ${token}`)
    if (example.body !== undefined) headers.set('content-type', 'application/json')
    const body = example.bytes ?? (example.body === undefined ? undefined : JSON.stringify(example.body))
    return fetch(`${collector.url}${path}?${query.toString()}`, {
      method: operation.method,
      headers,
      ...(body !== undefined && { body }),
    })
  }

  const tokenOf = (operation: Operation): string | null => {
    if (operation.security === undefined) return null
    return operation.path.startsWith('/v1/tokens') ? admin.token : studio.token
  }

  /** Judges an answer by what the document says of the operation. */
  const judge = async (operation: Operation, response: Response): Promise<void> => {
    const what = `${operation.operationId} ${response.status}`
    const declared = operation.responses[String(response.status)]
    const said = await response.text()
    assertThat(declared !== undefined, `${what} is not declared; it said ${said}`)
    if (declared?.content === undefined || operation.method === 'HEAD') {
      return assertThat(said === '', `${what} has a body`)
    }
    const type = response.headers.get('content-type')?.split(';')[0] ?? ''
    const media = declared.content[type] ?? declared.content['*/*']
    assertThat(media !== undefined, `${what} came as ${type}`)
    if (!type.endsWith('json')) return
    // What a line is cannot be said of a whole text; it is what a page holds.
    const lines = type.endsWith('ndjson')
    const valid = document.compile(lines ? { $ref: '#/components/schemas/Event' } : media.schema)
    for (const part of lines ? said.split('\n').slice(0, -1) : [said]) {
      const json: unknown = JSON.parse(part)
      assertThat(valid(json), `${what}: ${JSON.stringify(valid.errors)} in ${part.slice(0, 500)}`)
    }
  }

  it('is one of OpenAPI 3.1 whose names and references are whole', () => {
    const { operations, raw } = document
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
    const tags = new Set(raw.tags.map(({ name }) => name))
    for (const { operationId, path, parameters, security = [], ...operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const declared = parameters.filter((parameter) => parameter.in === 'path')
      expect(declared.map(({ name }) => [operationId, name])).toEqual(
        inPath.map((name) => [operationId, name]),
      )
      assertThat(
        declared.every(({ required }) => required === true),
        `${operationId} leaves a part of its path out`,
      )
      assertThat(
        operation.tags.every((tag) => tags.has(tag)),
        `${operationId} has an unknown tag`,
      )
      for (const name of security.flatMap((each) => Object.keys(each))) {
        assertThat(Object.hasOwn(raw.components.securitySchemes, name), `${operationId} names ${name}`)
      }
      const contents = [
        operation.requestBody?.content ?? {},
        ...Object.values(operation.responses).map(({ content = {} }) => content),
      ]
      for (const { schema } of contents.flatMap((content) => Object.values(content))) document.compile(schema)
    }
  })

  it('holds an example for every operation, and every answer is as it says', async () => {
    const ids = document.operations.map(({ operationId }) => operationId)
    expect(Object.keys(examples).toSorted()).toEqual(ids.toSorted())
    const statuses = new Set<string>()
    for (const operation of document.operations) {
      const answers = []
      for (const example of examples[operation.operationId] ?? []) {
        const response = await send(operation, example, tokenOf(operation))
        answers.push(response.status)
        statuses.add(`${operation.operationId} ${response.status}`)
        await judge(operation, response)
      }
      assertThat((answers[0] ?? 500) < 300, `${operation.operationId} answered ${answers[0]}`)
    }
    expect([...statuses]).toEqual(
      expect.arrayContaining(['pushEvents 409', 'getSession 404', 'createUpload 413', 'continueUpload 409']),
    )
  })

  it('says of every guarded operation that it takes a token, and it does', async () => {
    for (const operation of document.operations) {
      if (operation.security === undefined) continue
      const [example = {}] = examples[operation.operationId] ?? []
      for (const token of [null, 'hts_0000000000000000_0000000000000000000000000000000000000000000']) {
        const response = await send(operation, example, token)
        assertThat(response.status === 401, `${operation.operationId} answered ${response.status}`)
        expect(response.headers.get('www-authenticate')).toBe('Bearer')
        await judge(operation, response)
      }
    }
  })

  it('refuses every parameter that it says is wrong', async () => {
    const candidates = [
      '',
      '-1',
      '1.5',
      'x',
      'X Y/',
      '../..',
      '\u0000',
      'x'.repeat(300),
      '99999999999999999999',
    ]
    let tried = 0
    for (const operation of document.operations) {
      const [example = {}] = examples[operation.operationId] ?? []
      for (const parameter of operation.parameters) {
        for (const value of candidates.filter((candidate) => isWrong(document, parameter, candidate))) {
          if (parameter.in === 'header' && /[^\x20-\x7e]/.test(value)) continue
          // Without it the address is another one.
          if (parameter.in === 'path' && value === '') continue
          const parameters = { ...example.parameters, [parameter.name]: value }
          const response = await send(operation, { ...example, parameters }, tokenOf(operation))
          assertOneOf([400, 412], response.status, `${operation.operationId} ${parameter.name}=${value}`)
          await judge(operation, response)
          tried++
        }
        if (parameter.required !== true || parameter.in === 'path') continue
        const { [parameter.name]: _left, ...parameters } = example.parameters ?? {}
        const response = await send(operation, { ...example, parameters }, tokenOf(operation))
        assertOneOf([400, 412], response.status, `${operation.operationId} without ${parameter.name}`)
        await judge(operation, response)
      }
    }
    expect(tried).toBeGreaterThan(50)
  })

  it('agrees with the collector on which bodies are well formed', async () => {
    for (const operation of document.operations) {
      const schema = operation.requestBody?.content['application/json']?.schema
      if (schema === undefined) continue
      const valid = document.compile(schema)
      const [example = {}] = examples[operation.operationId] ?? []
      let wrong = 0
      for (const body of mutations(example.body)) {
        const isValid = valid(body)
        const response = await send(operation, { ...example, body }, tokenOf(operation))
        const what = `${operation.operationId} ${JSON.stringify(body).slice(0, 300)}`
        if (!isValid) {
          wrong++
          assertOneOf([400, 422], response.status, what)
        } else {
          // Well formed, and then perhaps out of order or not stored yet.
          assertOneOf([200, 201, 400, 409], response.status, what)
        }
        await judge(operation, response)
      }
      assertThat(wrong > 3, `${operation.operationId} was given ${wrong} wrong bodies`)
      for (const [headers, bytes, status] of [
        [{ 'content-type': 'application/json' }, '{"a":', 400],
        [{ 'content-type': 'application/json' }, '', 400],
        [{ 'content-type': 'text/plain' }, 'x', 415],
        [{ 'content-type': 'application/json', 'content-encoding': 'compress' }, '{}', 415],
      ] as const) {
        const { body: _body, ...rest } = example
        const response = await send(operation, { ...rest, headers, bytes }, tokenOf(operation))
        assertOneOf([status], response.status, `${operation.operationId} ${JSON.stringify(headers)}`)
        await judge(operation, response)
      }
      const large = await fetch(`${collector.url}${operation.path.replace('{sessionId}', 's1')}`, {
        method: operation.method,
        headers: {
          authorization: `Bearer ${tokenOf(operation)}`,
          'content-type': 'application/json',
          'content-encoding': 'gzip',
        },
        body: gzipSync(`[${' '.repeat(9 * 1_024 * 1_024)}]`),
      })
      expect(large.status).toBe(413)
      await judge(operation, large)
    }
  })

  it('answers as a problem where there is no operation, too', async () => {
    const { hostname, port } = new URL(collector.url)
    const socket = connect(Number(port), hostname).end('no HTTP at all\r\n\r\n')
    const [answer = '', problem = ''] = (await textOf(socket)).split('\r\n\r\n')
    expect(answer).toContain('application/problem+json')
    expect(JSON.parse(problem)).toMatchObject({ status: 400, code: 'invalid' })
    for (const [method, path] of [
      ['GET', '/nowhere'],
      ['POST', '/v1/sessions'],
      ['GET', '/v1/sessions/%zz/events'],
    ] as const) {
      const response = await fetch(`${collector.url}${path}`, { method })
      assertThat(response.status >= 400, `${path} answered ${response.status}`)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(document.compile(document.raw.components.schemas['Problem'] ?? {})(await response.json())).toBe(
        true,
      )
    }
  })
})

function assertThat(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise)
}

function assertOneOf(statuses: readonly number[], status: number, what: string): void {
  assertThat(statuses.includes(status), `${what}: answered ${status}`)
}

/** Whether a parameter's text is wrong by its schema; numbers come as text. */
function isWrong(document: OpenApiDocument, parameter: Parameter, text: string): boolean {
  const schema = document.resolve(parameter.schema)
  const numeric = schema['type'] === 'integer' || schema['type'] === 'number'
  // An empty number is nothing that HTTP says anything about.
  if (numeric && text === '') return false
  return !document.compile(schema)(numeric ? Number(text) : text)
}

/** The same body with one thing changed at a time: left out, of another type, empty, or too much. */
function* mutations(body: unknown): Generator {
  for (const other of [null, 1, 'x', []]) yield other
  if (Array.isArray(body)) {
    for (const [index, item] of body.entries()) {
      for (const changed of mutations(item)) yield body.with(index, changed)
    }
  } else if (typeof body === 'object' && body !== null) {
    for (const [key, value] of Object.entries(body)) {
      yield Object.fromEntries(Object.entries(body).filter(([other]) => other !== key))
      for (const changed of key === 'body' ? [null, [], {}] : mutations(value))
        yield { ...body, [key]: changed }
    }
  } else if (typeof body === 'number') {
    for (const changed of [-1, 0, 1.5, 1e300]) yield changed
  } else if (typeof body === 'string') {
    for (const changed of ['', 'x'.repeat(300)]) yield changed
  }
}
