// Stands in for the session service where better-sqlite3 cannot run: speaks the shell's protocol, serves small pages on
// loopback, and answers {ask} on each port with {answer, pid}. The tests strip its types and run it on its own, as a
// utility process or under Node, so it imports nothing but Node's modules.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { ParentPort } from 'electron'

interface PortEnd {
  on(event: 'message', listener: (event: { data: { ask?: number; crash?: boolean } }) => void): void
  postMessage(message: unknown): void
  start(): void
}

const shell = (process as { parentPort?: ParentPort }).parentPort
const hostToken = randomUUID()

function page(name: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${name}</title>
<link rel="icon" href="data:,"><script src="/page.js"></script></head>
<body><h1>${name}</h1><script>window.inlineRan = true</script></body></html>`
}

const pageScript = `
window.ports = []
addEventListener('message', (event) => {
  if (event.data !== 'huitou:service-port' || event.source !== window || event.origin !== location.origin) return
  const entry = { port: event.ports[0], heard: [], closed: false }
  entry.port.onmessage = (message) => entry.heard.push(message.data)
  entry.port.addEventListener('close', () => { entry.closed = true })
  window.ports.push(entry)
})
`

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const send = (status: number, headers: Record<string, string>, body = ''): void => {
    response.writeHead(status, headers).end(body)
  }
  const html = { 'content-type': 'text/html' }
  if (url.searchParams.get('token') === hostToken) {
    const cookie = `host=${hostToken}; Path=/; HttpOnly; SameSite=Strict`
    send(302, { location: '/host/', 'set-cookie': cookie })
  } else if (url.pathname === '/whoami') {
    const known = request.headers.cookie === `host=${hostToken}`
    send(200, { 'content-type': 'text/plain' }, known ? 'host' : 'stranger')
  } else if (url.pathname === '/page.js') {
    send(200, { 'content-type': 'text/javascript' }, pageScript)
  } else if (url.pathname === '/watch/elsewhere') {
    send(302, { location: 'http://localhost:9/host/' })
  } else if (url.pathname === '/console/') {
    const policy = "default-src 'self'; script-src 'self' 'unsafe-inline'"
    send(200, { ...html, 'content-security-policy': policy }, page('console'))
  } else if (/^\/(host|watch|other)\/$/.test(url.pathname)) {
    send(200, html, page(url.pathname.slice(1, -1)))
  } else {
    send(404, { 'content-type': 'text/plain' }, 'not found')
  }
})

function serve(end: PortEnd): void {
  end.on('message', ({ data }) => {
    if (data.crash) process.exit(3)
    end.postMessage({ answer: data.ask, pid: process.pid })
  })
  end.start()
}

const refusal = process.env['STAND_IN_REFUSES']
if (refusal && shell) {
  shell.postMessage({ type: 'failed', message: refusal })
  setImmediate(() => process.exit(1))
} else {
  const portOption = process.argv.indexOf('--port')
  const port = portOption === -1 ? 0 : Number(process.argv[portOption + 1])
  server.listen(port, '127.0.0.1', () => {
    const address = server.address()
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`
    if (shell) shell.postMessage({ type: 'ready', url, hostToken })
    else console.log(JSON.stringify({ ready: true, url: `${url}?token=${hostToken}`, pairingCode: null }))
  })
}

shell?.on('message', ({ data, ports }: { data: { type: string }; ports: PortEnd[] }) => {
  const [port] = ports
  if (data.type === 'connect' && port) serve(port)
  if (data.type === 'stop') process.exit(0)
})
