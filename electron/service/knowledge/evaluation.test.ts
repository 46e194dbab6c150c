import { expect, it } from 'vitest'

import { askedIn, entryIdOf, evalBase, evalQuestions, evalShop } from './testing/evaluation.ts'

const base = evalBase()
const isHit = (question: (typeof evalQuestions)[number]): boolean => {
  const wanted = new Set(question.sources.map(entryIdOf))
  return base.retrieve(askedIn(question)).found.some(({ entry }) => wanted.has(entry.entryId))
}
const rate = (questions: typeof evalQuestions): number => questions.filter(isHit).length / questions.length

/** Words and weights were chosen by looking at the even ones alone. */
const tunedOn = evalQuestions.filter((_, index) => index % 2 === 0)
const heldBack = evalQuestions.filter((_, index) => index % 2 === 1)

it('is evaluated on 200 questions and more over 30 products', () => {
  expect(evalShop.products).toHaveLength(30)
  expect(evalQuestions.length).toBeGreaterThanOrEqual(200)
  expect(new Set(evalQuestions.map(({ text }) => text)).size).toBe(evalQuestions.length)
})

it('has the right source among the three for nine of ten questions, those it was never tuned on included', () => {
  expect(rate(tunedOn)).toBeGreaterThanOrEqual(0.95)
  expect(rate(heldBack)).toBeGreaterThanOrEqual(0.9)
})

it('never proposes what is known of another product', () => {
  for (const question of evalQuestions) {
    const { product, found } = base.retrieve(askedIn(question))
    for (const { entry } of found) expect([null, product?.scope]).toContain(entry.scope)
  }
})
