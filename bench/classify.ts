import { performance } from 'node:perf_hooks'
import { classify } from '#shared/domain/questions/classify.ts'
import { readQuestionCorpus } from '#shared/testing/question-corpus.ts'
import type { Measurement } from './bench.ts'

const WARM_UP_ROUNDS = 20
const MEASURED_MS = 2_000

/** How many danmaku a second the question detector reads on one core: the whole corpus over and over, after a warm-up. */
export async function benchClassify(): Promise<Measurement[]> {
  const texts = readQuestionCorpus().map((message) => message.text)
  let questions = 0
  const readAll = (): void => {
    for (const text of texts) if (classify(text).question) questions++
  }
  for (let round = 0; round < WARM_UP_ROUNDS; round++) readAll()
  const startMs = performance.now()
  let messages = 0
  while (performance.now() - startMs < MEASURED_MS) {
    readAll()
    messages += texts.length
  }
  const elapsedMs = performance.now() - startMs
  // Reading the count keeps the work from being optimised away.
  if (questions === 0) throw new Error('the detector found no question in its own corpus')
  const value = (messages * 1_000) / elapsedMs
  return [
    {
      bench: 'classify',
      what: 'question detector, one core',
      value,
      unit: '/s',
      goal: { at: 'least', value: 200_000 },
    },
  ]
}
