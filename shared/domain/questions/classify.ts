import { INTENT_WORDS } from './intent-words.ts'
import { intentSchema, type Intent } from './intent.ts'
import { BASE_SCORE, QUESTION_RULES } from './question-rules.ts'
import { readSignals, signalId, type Reading } from './question-signals.ts'

export interface Classification {
  question: boolean
  intent: Intent
  /** 0..1, how sure we are that it is a question. */
  confidence: number
}

const RULES = QUESTION_RULES.map((rule) => ({
  when: Uint8Array.from(rule.when, signalId),
  unless: Uint8Array.from(rule.unless ?? [], signalId),
  weight: rule.weight,
}))

const INTENTS = intentSchema.options
const ROW_INTENT = Uint8Array.from(INTENT_WORDS, (row) => INTENTS.indexOf(row.intent))
const ROW_WEIGHT = Float64Array.from(INTENT_WORDS, (row) => row.weight)
const BODY_STATS = signalId('bodyStats')
const intentScores = new Float64Array(INTENTS.length)

/**
 * Says whether the writer of `text` expects an answer from host or service, and about what. Rules add log-odds,
 * the logistic function turns their sum into `confidence`, and from 0.5 on it is a question. Never throws.
 */
export function classify(text: string): Classification {
  const reading = readSignals(text)
  if (reading === null) return { question: false, intent: 'other', confidence: 0 }
  const confidence = 1 / (1 + Math.exp(-score(reading.signals)))
  return { question: confidence >= 0.5, intent: pickIntent(reading), confidence }
}

function score(signals: Uint8Array): number {
  let sum = BASE_SCORE
  for (const rule of RULES) if (fires(rule, signals)) sum += rule.weight
  return sum
}

function fires({ when, unless }: { when: Uint8Array; unless: Uint8Array }, signals: Uint8Array): boolean {
  for (let i = 0; i < when.length; i++) if (signals[when[i] ?? 0] === 0) return false
  for (let i = 0; i < unless.length; i++) if (signals[unless[i] ?? 0] === 1) return false
  return true
}

function pickIntent({ signals, intentRows: rows }: Reading): Intent {
  // 165/55kg asks for a size without a word about sizes.
  if (signals[BODY_STATS] === 1) return 'size'
  intentScores.fill(0)
  let best = -1
  for (let row = 0; row < rows.length; row++) {
    if (rows[row] === 0) continue
    const intent = ROW_INTENT[row] ?? 0
    const total = (intentScores[intent] ?? 0) + (ROW_WEIGHT[row] ?? 0)
    intentScores[intent] = total
    if (best < 0 || total > (intentScores[best] ?? 0)) best = intent
  }
  return best < 0 ? 'other' : (INTENTS[best] ?? 'other')
}
