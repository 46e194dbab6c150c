import { describe, expect, it } from 'vitest'

import { EMPTY_STATE } from '#shared/domain/session/state.ts'
import { INITIAL_STAFF_STATE, type StaffState } from '#renderer/session-client/staff-state.ts'
import { staffActed } from './staff-activity.ts'

const lin = { role: 'moderator', id: 'm1', name: '小林' } as const
const session = { ...EMPTY_STATE, sessionId: 's1' }
const quiet: StaffState = { ...INITIAL_STAFF_STATE, session, staff: [{ actor: lin, lookingAt: 'q1' }] }

describe('activity of the staff', () => {
  it('is an action on a question, or taking one back', () => {
    const acted: StaffState = {
      ...quiet,
      session: {
        ...session,
        undo: [
          {
            actorId: 'm1',
            seq: 7,
            questionId: 'q1',
            before: { status: 'open', claim: null, answer: null },
            changedBefore: { seq: 1, byName: '' },
          },
        ],
      },
    }
    expect(staffActed(quiet, acted)).toBe(true)
    expect(staffActed(acted, quiet)).toBe(true)
  })

  it('is opening another thread', () => {
    expect(staffActed(quiet, { ...quiet, staff: [{ actor: lin, lookingAt: 'q2' }] })).toBe(true)
  })

  it('is not chat coming in, nor somebody leaving or closing a thread', () => {
    expect(staffActed(quiet, { ...quiet, session: { ...session, seq: 99 } })).toBe(false)
    expect(staffActed(quiet, { ...quiet, staff: [{ actor: lin, lookingAt: null }] })).toBe(false)
    expect(staffActed(quiet, { ...quiet, staff: [] })).toBe(false)
  })
})
