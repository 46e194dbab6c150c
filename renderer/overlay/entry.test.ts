import { describe, expect, it } from 'vitest'

import { afterPairing } from './entry.ts'

const refused = (problem: 'wrongCode' | 'tooManyAttempts' | 'unreachable', retryInMs: number | null = null) =>
  ({ ok: false, problem, retryInMs }) as const

describe('an overlay that comes in by itself', () => {
  it('connects with its own code, and takes nobody else’s', () => {
    expect(afterPairing({ ok: true, role: 'overlay', next: '/overlay/' }, 0)).toEqual({ do: 'connect' })
    expect(afterPairing({ ok: true, role: 'viewer', next: '/watch/' }, 0)).toEqual({
      do: 'stop',
      wrongCode: true,
    })
  })

  it('does not try a wrong code twice', () => {
    expect(afterPairing(refused('wrongCode'), 0)).toEqual({ do: 'stop', wrongCode: true })
  })

  it('waits as long as it is told, and longer from try to try', () => {
    expect(afterPairing(refused('tooManyAttempts', 36_000), 0)).toEqual({ do: 'tryAgain', inMs: 36_000 })
    expect(afterPairing(refused('unreachable'), 0)).toEqual({ do: 'tryAgain', inMs: 2_000 })
    expect(afterPairing(refused('unreachable'), 2)).toEqual({ do: 'tryAgain', inMs: 8_000 })
    expect(afterPairing(refused('unreachable'), 50)).toEqual({ do: 'tryAgain', inMs: 30_000 })
  })
})
