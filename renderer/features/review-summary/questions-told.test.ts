import { expect, it } from 'vitest'

import { questionsTold } from './questions-told.ts'

it('says that nobody asked only when nobody did, and that none was left out only when none was', () => {
  const told = (threads: number, eligible: number, missed: number) =>
    questionsTold({ threads, eligible, missed, pendingAtEnd: threads - eligible })
  expect(told(0, 0, 0)).toEqual({ sentence: 'noQuestions', unanswered: 0 })
  expect(told(2, 0, 0)).toEqual({ sentence: 'questionsJustBefore', unanswered: 2 })
  expect(told(5, 4, 0)).toEqual({ sentence: 'questionsMissed', unanswered: 1 })
  expect(told(5, 4, 2)).toEqual({ sentence: 'questionsMissed', unanswered: 3 })
  expect(told(5, 5, 0)).toEqual({ sentence: 'questions', unanswered: 0 })
})
