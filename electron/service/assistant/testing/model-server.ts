import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'

const bodySchema = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
})

/** What was asked of it. */
export interface AskedOfModel {
  readonly path: string
  readonly authorization: string | undefined
  readonly body: z.infer<typeof bodySchema>
}

/** Content of the answer, or the whole response in the test's hands. */
export type ModelAnswer = string | ((response: ServerResponse, request: IncomingMessage) => void)

/** A server on this machine that speaks the chat-completions protocol and says what the test wants. */
export interface ModelServer {
  readonly baseUrl: string
  readonly asked: AskedOfModel[]
  answer: (asked: AskedOfModel) => ModelAnswer
  readonly stop: () => Promise<void>
}

export const drafted = (answer: string | null, sources: number[] = [1], confidence = 0.95): string =>
  JSON.stringify({ answer, sources, confidence })

/** An error as such endpoints tell it. */
export const fails =
  (status: number, message: string, code: string | null = null): ModelAnswer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ error: { message, code, type: 'error', param: null } }))
  }

export async function startModelServer(): Promise<ModelServer> {
  const asked: AskedOfModel[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const one: AskedOfModel = {
        path: request.url ?? '',
        authorization: request.headers.authorization,
        body: bodySchema.parse(JSON.parse(Buffer.concat(chunks).toString())),
      }
      asked.push(one)
      const answer = model.answer(one)
      if (typeof answer !== 'string') return answer(response, request)
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify({
          id: 'chatcmpl-1',
          object: 'chat.completion',
          created: 0,
          model: one.body.model,
          choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: answer } }],
        }),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const model: ModelServer = {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    asked,
    answer: () => drafted('好的'),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return model
}
