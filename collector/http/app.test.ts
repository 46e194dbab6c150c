import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'

import { Tokens, type Grant } from '../tokens.ts'
import { Admission } from './admission.ts'
import { createApp } from './app.ts'
import type { Context } from './context.ts'
import { Doorkeeper } from './grants.ts'
import { createMetrics } from './metrics.ts'

const nowhere = () => Promise.reject(new Error('there is no database'))

class SlowDoorkeeper extends Doorkeeper {
  readonly asked = Promise.withResolvers<void>()
  readonly answer = Promise.withResolvers<Grant>()

  constructor() {
    super(new Tokens({ width: 1, rows: nowhere, run: nowhere, transaction: nowhere, close: nowhere }), null)
  }
  override grantOf(): Promise<Grant> {
    this.asked.resolve()
    return this.answer.promise
  }
}

it('keeps no place for a client that went away while its token was looked up', async () => {
  const doorkeeper = new SlowDoorkeeper()
  const push = new Admission({ inHand: 1, inHandPerStudio: 1, storing: 1 })
  const parts: Partial<Context> = {
    doorkeeper,
    admission: { push, upload: push },
    metrics: createMetrics(() => push.inHand),
    bodyWithinMs: 100,
    isClosing: () => false,
  }
  const app = await createApp({ context: parts as Context })
  onTestFinished(() => app.close())
  const gone = new Promise((resolve) => {
    app.server.once('request', (_request, response) => void response.once('close', resolve))
  })
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
  const socket = connect(Number(port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(
    'POST /v1/sessions/show/events HTTP/1.1\r\nHost: collector\r\nAuthorization: Bearer token\r\n' +
      'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
  )
  await doorkeeper.asked.promise
  socket.destroy()
  await gone
  doorkeeper.answer.resolve({ scope: 'studio', tokenId: 'of-alpha', studioId: 'alpha' })
  await nextTurn()
  await expect.poll(() => push.inHand).toBe(0)
})
