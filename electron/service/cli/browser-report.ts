import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

import { RESOURCES_DIR } from '../folders.ts'

const REPORT_WITHIN_MS = 60_000
const REPORT_MAX_LENGTH = 256 * 1024

const reportSchema = z.object({
  browser: z.string(),
  /** Why cameras or microphones cannot be used at all; null where they can. */
  refused: z.object({ camera: z.string().nullable(), microphone: z.string().nullable() }),
  cameras: z.array(
    z.object({
      label: z.string(),
      /** The most it offers; null where it does not say. */
      width: z.number().nullable(),
      height: z.number().nullable(),
      framesPerSecond: z.number().nullable(),
      /** Why no picture came from it; null when one did. */
      problem: z.string().nullable(),
    }),
  ),
  microphones: z.array(z.object({ label: z.string() })),
  encoders: z.array(z.object({ name: z.string(), hardware: z.boolean(), software: z.boolean() })),
  webRtc: z.object({ video: z.array(z.string()), audio: z.array(z.string()) }),
})
/** What a Chromium sees of this machine: the same that the studio's built-in engine works with. */
export type BrowserReport = z.infer<typeof reportSchema>

const answerSchema = z.union([reportSchema, z.object({ error: z.string() })])

/**
 * Has a head-less Chromium look at devices and codecs, on a page that this process serves to it alone. The browser
 * runs on a profile of its own and is gone afterwards. Rejects with what went wrong in one sentence.
 */
export async function askBrowser(executable: string): Promise<BrowserReport> {
  const page = await readFile(join(RESOURCES_DIR, 'devices', 'report.html'))
  const secret = randomUUID()
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === `/${secret}/`) {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(page)
    } else if (request.method === 'POST' && request.url === `/${secret}/report`) {
      textOf(request).then(resolve, reject)
      response.end()
    } else {
      response.writeHead(404).end()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const profile = await mkdtemp(join(tmpdir(), 'huitou-devices-'))
  const browser = start(executable, profile, `http://127.0.0.1:${port}/${secret}/`, reject)
  const timer = setTimeout(
    () => reject(new Error(`${executable} told nothing within ${REPORT_WITHIN_MS / 1000} seconds`)),
    REPORT_WITHIN_MS,
  )
  try {
    const answer = answerSchema.parse(JSON.parse(await promise))
    if ('error' in answer) throw new Error(`the browser could not look at the devices: ${answer.error}`)
    return answer
  } finally {
    clearTimeout(timer)
    await browser.end()
    server.closeAllConnections()
    server.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

function start(
  executable: string,
  profile: string,
  url: string,
  onFailed: (error: Error) => void,
): { end: () => Promise<void> } {
  const flags = [
    '--headless=new',
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--mute-audio',
    // Nobody is there to press "allow"; the page is our own and leaves with the browser.
    '--use-fake-ui-for-media-stream',
    // As root Chromium does not start with its sandbox.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]
  const browser = spawn(executable, [...flags, url], { stdio: ['ignore', 'ignore', 'pipe'] })
  let complaints = ''
  browser.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (complaints = (complaints + text).slice(-2000)))
  browser.on('error', (error) => onFailed(new Error(`${executable} does not start: ${error.message}`)))
  browser.on('exit', (code) => {
    const last = complaints.trim().split('\n').at(-1) ?? ''
    onFailed(new Error(`${executable} ended (${code ?? 'killed'}) before it told anything. ${last}`.trim()))
  })
  return {
    end: async () => {
      if (browser.pid === undefined || browser.exitCode !== null || browser.signalCode !== null) return
      const gone = once(browser, 'exit')
      browser.kill('SIGKILL')
      await gone
    },
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  request.setEncoding('utf8').on('data', (part: string) => {
    text += part
    if (text.length > REPORT_MAX_LENGTH) request.destroy(new Error('the browser told too much'))
  })
  await once(request, 'end')
  return text
}
