import { describe, expect, it } from 'vitest'
import {
  describeScore,
  printScores,
  readQuestionCorpus,
  scoreOf,
  splitOf,
} from '#shared/testing/question-corpus.ts'
import { classify } from './classify.ts'

const corpus = readQuestionCorpus()
const heldBack = corpus.filter((message) => message.split === 'held-back')

describe('the corpus of live-commerce messages', () => {
  it('holds at least 1,500 different messages, a third to two fifths of them questions', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(1_500)
    expect(new Set(corpus.map((message) => message.text)).size).toBe(corpus.length)
    const share = corpus.filter((message) => message.question === 1).length / corpus.length
    expect(share).toBeGreaterThan(0.3)
    expect(share).toBeLessThan(0.4)
  })

  it('gives every question an intent and no other message one', () => {
    const wrong = corpus.filter((message) => (message.question === 1) !== (message.intent !== undefined))
    expect(wrong).toEqual([])
  })

  it('holds back what the hash of the text says', () => {
    expect(corpus.filter((message) => message.split !== splitOf(message.text))).toEqual([])
  })
})

describe('the question detector on messages it was not built on', () => {
  it('reaches F1 0.92', () => {
    const score = scoreOf(
      heldBack,
      (message) => message.question === 1,
      (message) => classify(message.text).question,
    )
    printScores(describeScore('held-back', score))
    expect(score.f1).toBeGreaterThanOrEqual(0.92)
  })

  it('names the intent of nine questions in ten', () => {
    const questions = heldBack.filter((message) => message.question === 1)
    const right = questions.filter((message) => classify(message.text).intent === message.intent)
    printScores(`held-back: intent right for ${right.length} of ${questions.length} questions`)
    expect(right.length / questions.length).toBeGreaterThanOrEqual(0.9)
  })
})
