import { expect, it } from 'vitest'
import { commonProcessing } from './microphone-processing.ts'

const ALL = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }

it('tells what both microphones do, and what is wanted while none is open', () => {
  expect(commonProcessing([], ALL)).toEqual(ALL)
  expect(commonProcessing([ALL, { ...ALL, noiseSuppression: false }], ALL)).toEqual({
    ...ALL,
    noiseSuppression: false,
  })
})
