import { Worker } from 'node:worker_threads'
import { expect, it, onTestFinished } from 'vitest'

import { createSerialThread } from './serial-thread.ts'

const CODE = `
  const { parentPort } = require('node:worker_threads')
  parentPort.on('message', (message) => {
    parentPort.postMessage(message)
    if (message === 'and die') setImmediate(() => process.exit(1))
    if (message === 'and fail') setImmediate(() => { throw new Error('too late') })
  })`

it.each(['and die', 'and fail'])('starts anew after a thread went away without a job: %s', async (last) => {
  const started: Worker[] = []
  const thread = createSerialThread(() => {
    const worker = new Worker(CODE, { eval: true })
    started.push(worker)
    return worker
  })
  onTestFinished(thread.close)
  expect(await thread.ask(last)).toBe(last)
  // Ended by itself: it has no number any more.
  await expect.poll(() => started[0]?.threadId).toBe(-1)
  expect(await thread.ask('once more')).toBe('once more')
  expect(started).toHaveLength(2)
})
