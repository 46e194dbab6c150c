import { createServer } from 'node:https'
import { expect, it, onTestFinished } from 'vitest'

import { NO_SYNC } from '#shared/domain/sync/sync-settings.ts'
import { connectionError } from './sync-error.ts'
import { testCollector } from './test-collector.ts'
import { SELF_SIGNED } from './testing/self-signed.ts'

/** A collector over TLS that shows a certificate it made itself. */
async function startSelfSigned(which: 0 | 1): Promise<string> {
  const server = createServer(SELF_SIGNED[which], (request, response) => {
    response.writeHead(request.headers.authorization === 'Bearer good' ? 200 : 401)
    response.end('{"sessions":[]}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  return `https://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

it('a certificate that the server made itself is shown, and good once somebody has accepted it', async () => {
  const url = await startSelfSigned(0)
  const first = await testCollector({ ...NO_SYNC, url }, 'good')
  expect(first.trouble?.problem).toBe('certSelfSigned')
  expect(first.certificate?.sha256).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
  const certificate = first.certificate?.pem ?? ''
  expect((await testCollector({ ...NO_SYNC, url, certificate }, 'good')).trouble).toBeNull()
  expect((await testCollector({ ...NO_SYNC, url, certificate }, 'bad')).trouble?.problem).toBe('unauthorized')

  // One that was accepted for another server vouches for nothing here.
  const other = await startSelfSigned(1)
  expect((await testCollector({ ...NO_SYNC, url: other, certificate }, 'good')).trouble?.problem).toBe(
    'certSelfSigned',
  )
})

it('says of each way a certificate can be wrong which one it is', () => {
  const problemOf = (code: string) => connectionError(Object.assign(new Error(code), { code })).problem
  expect(problemOf('CERT_HAS_EXPIRED')).toBe('certExpired')
  expect(problemOf('CERT_NOT_YET_VALID')).toBe('certNotYetValid')
  expect(problemOf('ERR_TLS_CERT_ALTNAME_INVALID')).toBe('certWrongName')
  expect(problemOf('UNABLE_TO_GET_ISSUER_CERT_LOCALLY')).toBe('certUnknownIssuer')
  expect(problemOf('EPROTO')).toBe('certOther')
  expect(problemOf('ECONNREFUSED')).toBe('unreachable')
  expect(problemOf('ETIMEDOUT')).toBe('timedOut')
})

it('has an empty token field and no held token end before anything is sent', async () => {
  const tested = await testCollector({ ...NO_SYNC, url: 'https://collector.example.com' }, null)
  expect(tested).toEqual({ trouble: { problem: 'noToken', detail: '' }, tookMs: 0, certificate: null })
})
