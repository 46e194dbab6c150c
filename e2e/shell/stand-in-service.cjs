// Stands in for the session service where better-sqlite3 cannot run: speaks the shell's protocol, serves small pages on
// loopback, and over each port answers {ask} with {answer, pid}. Runs as a utility process, or under Node for attaching.
const http = require('node:http')
const { randomUUID } = require('node:crypto')

const option = (name) => {
  const at = process.argv.indexOf(name)
  return at === -1 ? undefined : process.argv[at + 1]
}
const shell = process.parentPort
const hostToken = randomUUID()

const page = (name) => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${name}</title>
<link rel="icon" href="data:,"><script src="/page.js"></script></head>
<body><h1>${name}</h1><script>window.inlineRan = true</script></body></html>`

const script = `
window.ports = []
addEventListener('message', (event) => {
  if (event.data !== 'huitou:service-port' || event.source !== window || event.origin !== location.origin) return
  const entry = { port: event.ports[0], heard: [], closed: false }
  entry.port.onmessage = (message) => entry.heard.push(message.data)
  entry.port.addEventListener('close', () => { entry.closed = true })
  window.ports.push(entry)
})
`

const server = http.createServer((request, response) => {
  const url = new URL(request.url, `http://${request.headers.host}`)
  const send = (status, headers, body) => response.writeHead(status, headers).end(body)
  if (url.searchParams.get('token') === hostToken) {
    send(302, { location: '/host/', 'set-cookie': `host=${hostToken}; Path=/; HttpOnly; SameSite=Strict` })
  } else if (url.pathname === '/whoami') {
    send(
      200,
      { 'content-type': 'text/plain' },
      request.headers.cookie === `host=${hostToken}` ? 'host' : 'stranger',
    )
  } else if (url.pathname === '/page.js') {
    send(200, { 'content-type': 'text/javascript' }, script)
  } else if (url.pathname === '/away/') {
    send(302, { location: 'http://example.test/' })
  } else if (url.pathname === '/console/') {
    const policy = "default-src 'self'; script-src 'self' 'unsafe-inline'"
    send(200, { 'content-type': 'text/html', 'content-security-policy': policy }, page('console'))
  } else if (/^\/(host|watch|other)\/$/.test(url.pathname)) {
    send(200, { 'content-type': 'text/html' }, page(url.pathname.slice(1, -1)))
  } else {
    send(404, { 'content-type': 'text/plain' }, 'not found')
  }
})

function serve(end) {
  end.on('message', ({ data }) => {
    if (data.crash) process.exit(3)
    end.postMessage({ answer: data.ask, pid: process.pid })
  })
  end.start()
}

function finish() {
  process.exit(0)
}

const refusal = process.env.STAND_IN_REFUSES
if (refusal && shell) {
  shell.postMessage({ type: 'failed', message: refusal })
  setImmediate(() => process.exit(1))
} else {
  server.listen(Number(option('--port') ?? 0), '127.0.0.1', () => {
    const url = `http://127.0.0.1:${server.address().port}/`
    if (shell) shell.postMessage({ type: 'ready', url, hostToken })
    else console.log(JSON.stringify({ ready: true, url: `${url}?token=${hostToken}`, pairingCode: null }))
  })
}

shell?.on('message', ({ data, ports }) => {
  if (data.type === 'connect') serve(ports[0])
  if (data.type === 'stop') finish()
})
process.on('SIGTERM', finish)
