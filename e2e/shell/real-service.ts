import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { root } from '../../scripts/run.ts'
import { test as base } from './studio-app.ts'

const readySchema = z.object({ ready: z.literal(true), url: z.url() })

export const test = base.extend<{
  /** Address of the host page of a real service under Node. */
  serviceUrl: string
}>({
  serviceUrl: async ({ folder }, use) => {
    const entry = path.join(root, 'electron/service/cli/huitou.ts')
    const args = [entry, 'serve', '--data', path.join(folder, 'shows'), '--port', '0']
    const service = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    const ended = once(service, 'exit')
    const [line]: unknown[] = await once(createInterface({ input: service.stdout }), 'line')
    await use(readySchema.parse(JSON.parse(String(line))).url)
    service.kill()
    await ended
  },
})
