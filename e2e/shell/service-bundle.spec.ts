import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../scripts/run.ts'
import { expect, test } from './studio-app.ts'

const execute = promisify(execFile)

test('the bundled service starts, talks over a port and finishes when asked, as the shell runs it', async ({
  folder,
}) => {
  const driver = path.join(import.meta.dirname, 'bundled-service.ts')
  const bundle = path.join(root, 'out/main/service.cjs')
  const { stdout } = await execute(process.execPath, [driver, bundle, '--data', folder, '--port', '0'])
  const lines = stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  expect(lines).toEqual([
    {
      type: 'ready',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/),
      hostToken: expect.any(String),
    },
    expect.objectContaining({ type: 'welcome', you: expect.objectContaining({ role: 'host' }) }),
  ])
})

test('a refusal at the start is said in words', async ({ folder }) => {
  const driver = path.join(import.meta.dirname, 'bundled-service.ts')
  const bundle = path.join(root, 'out/main/service.cjs')
  // A file where the data folder should be.
  const failure = execute(process.execPath, [driver, bundle, '--data', driver, '--port', '0'], {
    cwd: folder,
  })
  await expect(failure).rejects.toMatchObject({ stdout: expect.stringContaining('"type":"failed"') })
})
