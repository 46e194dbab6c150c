import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { installedChromium } from './installed-chromium.ts'

const run = promisify(execFile)
const cli = join(import.meta.dirname, 'huitou.ts')

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huitou-devices-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const devices = (args: readonly string[], env: NodeJS.ProcessEnv = process.env) =>
  run(process.execPath, [cli, 'devices', ...args], { env })

function program(name: string, script: string): string {
  const file = join(folder, name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return file
}

const resultSchema = z.object({
  cameras: z.array(z.object({ label: z.string(), problem: z.string().nullable() })),
  microphones: z.array(z.object({ label: z.string() })),
  encoders: z.array(z.object({ name: z.string(), software: z.boolean() })),
  webRtc: z.object({ video: z.array(z.string()), audio: z.array(z.string()) }),
  agora: z.object({ available: z.boolean() }),
})

describe.skipIf(process.platform === 'win32')('huitou devices', () => {
  it.skipIf(installedChromium() === null)(
    'lists what a browser sees, cameras that truly deliver',
    async () => {
      const chromium = installedChromium()?.executable ?? ''
      const fake = '--use-fake-device-for-media-stream=device-count=4'
      const withCameras = program('chromium', `exec "${chromium}" ${fake} --disable-gpu "$@"`)
      const { stdout } = await devices(['--json', '--chromium', withCameras])
      const found = resultSchema.parse(JSON.parse(stdout))
      expect(found.cameras).toHaveLength(4)
      expect(found.cameras.map(({ problem }) => problem)).toEqual([null, null, null, null])
      expect(found.microphones.length).toBeGreaterThan(0)
      expect(found.encoders.map(({ name }) => name)).toEqual(['H.264', 'VP8', 'VP9', 'AV1', 'AAC', 'Opus'])
      expect(found.encoders.find(({ name }) => name === 'VP8')?.software).toBe(true)
      expect(found.webRtc.video).toContain('VP8')
      expect(found.webRtc.audio).toContain('opus')

      const { stdout: table } = await devices(['--chromium', withCameras])
      expect(table).toContain('fake_device_0')
      expect(table).toContain('delivers pictures')
      expect(table).toMatch(/Agora engine\n {2}\S/)
    },
  )

  it('says what to install where there is no browser', async () => {
    await expect(devices([], { CHROMIUM_PATH: '', PATH: folder })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('install one, or name one with --chromium or CHROMIUM_PATH'),
    })
  })

  it('says so when the program it is given is no browser', async () => {
    const broken = program('broken', 'echo "cannot open display" >&2; exit 3')
    await expect(devices(['--chromium', broken])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/broken ended \(3\) before it told anything\. cannot open display/),
    })
  })
})
