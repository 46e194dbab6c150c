import { expect, it } from 'vitest'

import { collectorAddress, collectorUrlProblem, limitNow, NO_SYNC } from './sync-settings.ts'

it('lets a token go unencrypted only within the own network, or when somebody insists', () => {
  const problemOf = (url: string, insist = false) => collectorUrlProblem({ url, insist })
  expect(problemOf('https://collector.example.com')).toBeNull()
  expect(problemOf('http://127.0.0.1:8080')).toBeNull()
  expect(problemOf('http://192.168.1.20:8080/team')).toBeNull()
  expect(problemOf('http://collector.example.com')).toBe('notSecure')
  expect(problemOf('http://collector.example.com', true)).toBeNull()
  expect(problemOf('https://user:pass@collector.example.com', true)).toBe('credentials')
  expect(problemOf('ftp://collector.example.com', true)).toBe('noAddress')
  expect(problemOf('  ')).toBe('empty')
})

it('knows an address however it is written', () => {
  expect(collectorAddress(' HTTPS://Collector.Example.com/Team/ ')).toBe('https://collector.example.com/Team')
  expect(collectorAddress('http://127.0.0.1:8080//')).toBe('http://127.0.0.1:8080')
})

it('sends nothing during a show unless told to, and then no more than at other times', () => {
  expect(limitNow(NO_SYNC, true)).toBe(0)
  expect(limitNow(NO_SYNC, false)).toBeNull()
  const limited = { ...NO_SYNC, whileLive: 'limited', liveKbit: 500 } as const
  expect(limitNow(limited, true)).toBe(500)
  expect(limitNow({ ...limited, limitKbit: 200 }, true)).toBe(200)
})
