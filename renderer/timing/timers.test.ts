import { expect, it } from 'vitest'
import { ManualTimers, settled } from './testing/manual-timers.ts'
import { within } from './timers.ts'

const tooLate = (): Error => new Error('too late')

it('gives what comes in time, be it a value or a failure, and leaves no alarm behind', async () => {
  const timers = new ManualTimers()
  const gone = new Error('gone')
  await expect(within(timers, 1000, Promise.resolve('here'), tooLate)).resolves.toBe('here')
  await expect(within(timers, 1000, Promise.reject(gone), tooLate)).rejects.toBe(gone)
  await settled()
  expect(timers.waiting).toBe(0)
})

it('rejects once the time is up, and does not mind what comes later', async () => {
  const timers = new ManualTimers()
  const work = Promise.withResolvers<string>()
  const outcome = within(timers, 1000, work.promise, tooLate).catch((error: unknown) => error)
  await timers.pass(1000)
  work.reject(new Error('late'))
  expect(await outcome).toEqual(tooLate())
})
