import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { intentSchema } from '#shared/domain/questions/intent.ts'

const messageSchema = z.object({
  text: z.string().min(1),
  question: z.union([z.literal(0), z.literal(1)]),
  intent: intentSchema.optional(),
  split: z.enum(['build', 'held-back']),
})

export type CorpusMessage = z.infer<typeof messageSchema>

/** The messages of `resources/corpus/live-commerce-messages.jsonl`; throws on a line that is not one. */
export function readQuestionCorpus(): CorpusMessage[] {
  const file = new URL('../../resources/corpus/live-commerce-messages.jsonl', import.meta.url)
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => messageSchema.parse(JSON.parse(line)))
}

/** 30 % of all texts are held back, decided by 32-bit FNV-1a over the UTF-16 units, never by hand. */
export function splitOf(text: string): CorpusMessage['split'] {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash % 100 < 30 ? 'held-back' : 'build'
}

/** How well predictions meet labels; a ratio is 0 when it has no basis. */
export interface Score {
  messages: number
  precision: number
  recall: number
  f1: number
}

export function scoreOf<T>(
  rows: readonly T[],
  isQuestion: (row: T) => boolean,
  guess: (row: T) => boolean,
): Score {
  let hits = 0
  let guessed = 0
  let asked = 0
  for (const row of rows) {
    const label = isQuestion(row)
    const said = guess(row)
    if (label) asked++
    if (said) guessed++
    if (label && said) hits++
  }
  const precision = guessed === 0 ? 0 : hits / guessed
  const recall = asked === 0 ? 0 : hits / asked
  return { messages: rows.length, precision, recall, f1: hits === 0 ? 0 : (2 * hits) / (guessed + asked) }
}

export function describeScore(name: string, { messages, precision, recall, f1 }: Score): string {
  const part = (label: string, value: number): string => `${label} ${value.toFixed(3)}`
  return `${name}: ${messages} messages, ${part('precision', precision)}, ${part('recall', recall)}, ${part('F1', f1)}`
}

/** The scores are what such a test is run for, so they go to its output whether it passes or not. */
export function printScores(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
