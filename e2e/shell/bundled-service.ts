// Runs the bundled service as the desktop shell would, with Node in the place of Electron's utility process: prints each
// message for the shell and the first frame of a host's port as a line of JSON, then asks the service to stop.
import { createRequire } from 'node:module'
import { MessageChannel } from 'node:worker_threads'
import type { ShellToService } from '#shared/protocol/shell.ts'
import { PROTOCOL_VERSION } from '#shared/protocol/protocol-version.ts'

type Listener = (message: { data: ShellToService; ports: unknown[] }) => void

const [node = '', , bundle = '', ...serviceArguments] = process.argv
let tell: Listener = () => {}

const parentPort = {
  on: (_event: 'message', listener: Listener) => (tell = listener),
  postMessage: (message: { type: string }) => {
    console.log(JSON.stringify(message))
    if (message.type === 'ready') setImmediate(askOverPort)
  },
}

function askOverPort(): void {
  const { port1, port2 } = new MessageChannel()
  tell({ data: { type: 'connect' }, ports: [port1] })
  port2.once('message', (frame) => {
    console.log(frame)
    tell({ data: { type: 'stop' }, ports: [] })
  })
  port2.postMessage(
    JSON.stringify({ type: 'hello', protocol: PROTOCOL_VERSION, sessionId: null, lastSeq: 0 }),
  )
}

Object.assign(process, { parentPort, argv: [node, bundle, ...serviceArguments] })
createRequire(import.meta.url)(bundle)
