import { expect, it } from 'vitest'
import { SilenceWatch } from './silence-watch.ts'

const dead = (watch: SilenceWatch, ms: number) => {
  let verdict = watch.report(0, 0)
  for (let at = 0; at < ms; at += 50) verdict = watch.report(0, 50)
  return verdict
}

it('waits five seconds before it calls a line dead, and has it opened anew once', () => {
  const watch = new SilenceWatch()
  expect(dead(watch, 4900)).toBe('waiting')
  expect(dead(watch, 100)).toBe('deadReopen')
  expect(watch.report(0, 50)).toBe('dead')
})

it('any noise at all is a sign of life', () => {
  const watch = new SilenceWatch()
  dead(watch, 4900)
  expect(watch.report(1e-6, 50)).toBe('fine')
  expect(dead(watch, 4900)).toBe('waiting')
})

it('a line that goes dead again is noted, not opened over and over', () => {
  const watch = new SilenceWatch()
  dead(watch, 5000)
  watch.report(0.1, 50)
  expect(dead(watch, 5000)).toBe('dead')
})

it('another device is given its own chance', () => {
  const watch = new SilenceWatch()
  dead(watch, 5000)
  watch.reset()
  expect(dead(watch, 5000)).toBe('deadReopen')
})
