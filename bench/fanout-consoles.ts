import { WebSocket } from 'ws'
import { z } from 'zod'

import { PROTOCOL_VERSION } from '#shared/protocol/protocol-version.ts'

/**
 * The consoles of the fan-out bench, in a process of their own so that their work is not the service's. Forked with
 * `URL COOKIE…`; says `ready`, and for each `report` how late questions were and how many each console has got.
 */
const [url = '', ...cookies] = process.argv.slice(2)
const { host, origin } = new URL(url)

const eventsFrame = z.object({
  events: z.array(z.object({ body: z.object({ message: z.object({ sentAtMs: z.number() }).optional() }) })),
})

/** Frames as they came; read after the run, since on a real show every console has a machine of its own for that. */
const received: { readonly console: number; readonly atMs: number; readonly text: string }[] = []

const opened = cookies.map(
  (cookie, index) =>
    new Promise<void>((resolve) => {
      const socket = new WebSocket(`ws://${host}/v1/socket?as=moderator`, { headers: { cookie, origin } })
      socket.on('open', () => {
        socket.send(
          JSON.stringify({ type: 'hello', protocol: PROTOCOL_VERSION, sessionId: null, lastSeq: 0 }),
        )
        resolve()
      })
      socket.on('message', (data: Buffer) => {
        const text = data.toString()
        // From its snapshot on a console is owed every question.
        if (text.startsWith('{"type":"snapshot"')) resolve()
        if (text.startsWith('{"type":"events"')) received.push({ console: index, atMs: Date.now(), text })
      })
    }),
)

function report(): { readonly delaysMs: number[]; readonly questions: number[] } {
  const delaysMs: number[] = []
  const questions = cookies.map(() => 0)
  for (const { console: index, atMs, text } of received) {
    for (const { body } of eventsFrame.parse(JSON.parse(text)).events) {
      if (!body.message) continue
      questions[index] = (questions[index] ?? 0) + 1
      delaysMs.push(atMs - body.message.sentAtMs)
    }
  }
  return { delaysMs, questions }
}

await Promise.all(opened)
process.on('message', () => process.send?.(report()))
process.send?.('ready')
