import { describe, expect, it } from 'vitest'
import { addressProblem, outputSettingsSchema } from './destination.ts'

describe('the address of a destination', () => {
  it.each([
    ['https://live.example.com/whip/room?key=1', null],
    ['https://live.example.com:8443', null],
    ['http://127.0.0.1:8889/mystream/whip', null],
    ['http://[::1]:8889/whip', null],
    ['http://localhost/whip', null],
    ['  https://live.example.com/whip  ', null],
    ['', 'empty'],
    ['live.example.com/whip', 'noAddress'],
    ['rtmp://live.example.com/app', 'noAddress'],
    ['https://live.example.com/a b', 'noAddress'],
    ['http://live.example.com/whip', 'notSecure'],
    ['http://127.0.0.1.example.com/whip', 'notSecure'],
    ['http://localhost@evil.example/whip', 'credentials'],
    ['https://user:pass@live.example.com/whip', 'credentials'],
  ] as const)('%s → %s', (address, problem) => {
    expect(addressProblem(address)).toBe(problem)
  })
})

it('refuses two destinations with one id', () => {
  const destination = {
    ...{ id: 'd1', name: '视频号', url: 'https://live.example.com/whip', videoKbps: null },
    ...{ simulcast: false, startWithShow: true },
  }
  expect(outputSettingsSchema.safeParse({ whip: [destination] }).success).toBe(true)
  expect(outputSettingsSchema.safeParse({ whip: [destination, destination] }).success).toBe(false)
})
