import type { Signal } from './question-signals.ts'

/*
 * How much each signal speaks for or against a question. Weights are log-odds and add up: +2.6 takes a message
 * without any sign to even odds, every further +1 multiplies the odds by 2.7. They were set by hand from what the
 * words mean and checked on the `build` part of the corpus. Fitting them to the corpus instead raised its own score
 * and lowered the one on rooms of another kind, so do not.
 */

export interface QuestionRule {
  /** All of these must be present … */
  readonly when: readonly Signal[]
  /** … and none of these. */
  readonly unless?: readonly Signal[]
  readonly weight: number
}

/** Log-odds of a message that shows no signal: most danmaku ask nothing. */
export const BASE_SCORE = -2.6

/** Words and shapes that ask. Above 2.6 a signal is enough on its own. */
const ASKS: readonly QuestionRule[] = [
  { when: ['particle'], weight: 4.2 },
  { when: ['quantity'], weight: 3.0 },
  { when: ['thing'], weight: 3.0 },
  { when: ['manner'], weight: 2.6 },
  { when: ['aNotA'], weight: 2.8 },
  { when: ['aNotAShape'], unless: ['aNotA'], weight: 2.8 },
  { when: ['trailingNegation'], weight: 2.6 },
  { when: ['choiceInside'], weight: 3.0 },
  { when: ['announce'], weight: 2.6 },
  { when: ['enWh'], weight: 2.6 },
  { when: ['enAux'], weight: 2.6 },
  // In chat a bare mark is as often astonishment; it needs something to stand behind.
  { when: ['mark'], weight: 1.8 },
  { when: ['mark'], unless: ['tiny'], weight: 0.9 },
  // 为什么 and 谁 complain and marvel (为什么总没我) more than they ask.
  { when: ['reason'], weight: 1.2 },
  { when: ['person'], weight: 1.6 },
  { when: ['softMa'], weight: 0.8 },
  { when: ['softNe'], weight: 0.6 },
  { when: ['tag'], weight: 0.2 },
  // Half of all questions in a shop have neither mark nor question word: they ask for something, or name it.
  { when: ['giveMe'], weight: 3.0 },
  { when: ['onlyTopic'], weight: 4.0 },
  { when: ['bodyStats'], weight: 3.0 },
  { when: ['showMe'], weight: 2.0 },
  { when: ['plea'], weight: 2.0 },
  { when: ['problem'], weight: 1.4 },
  { when: ['enAsk'], weight: 1.4 },
  { when: ['stillHave'], weight: 1.0 },
  { when: ['topical'], weight: 0.6 },
]

/** Signals that confirm each other. */
const TOGETHER: readonly QuestionRule[] = [
  { when: ['mark', 'topical'], weight: 1.4 },
  { when: ['mark', 'latin'], weight: 0.5 },
  { when: ['mark', 'modal'], weight: 0.6 },
  { when: ['mark', 'softBa'], weight: 0.8 },
  { when: ['mark', 'enAux'], weight: 0.5 },
  { when: ['questionWord', 'topical'], weight: 0.8 },
  { when: ['questionWord', 'shop'], weight: 0.4 },
  { when: ['reason', 'topical'], weight: 0.8 },
  { when: ['softMa', 'yesNoVerb'], weight: 2.2 },
  { when: ['softNe', 'topical'], weight: 0.8 },
  { when: ['trailingNegation', 'modal', 'topical'], weight: 0.4 },
  // XL还有, 黑色有货: the noun turns a report into a question.
  { when: ['stillHave', 'sizeName'], weight: 2.0 },
  { when: ['stillHave', 'colourOrKind'], weight: 2.0 },
  { when: ['problem', 'topical'], weight: 0.8 },
  { when: ['problem', 'shop'], weight: 0.4 },
  { when: ['enAsk', 'topical'], weight: 1.0 },
  { when: ['quantity', 'bodyWord'], weight: 0.4 },
  // Who writes at length about a subject of the trade mostly wants something.
  { when: ['long', 'topical'], weight: 0.3 },
]

/** Evidence of something else: a report, praise, chatter, talk among viewers. */
const DOES_NOT_ASK: readonly QuestionRule[] = [
  { when: ['tiny'], unless: ['bodyStats', 'onlyTopic'], weight: -1.0 },
  { when: ['tiny', 'mark'], weight: -1.0 },
  { when: ['reaction'], weight: -2.5 },
  { when: ['anyWhatever'], unless: ['particle'], weight: -3.0 },
  { when: ['asksInside'], unless: ['particle'], weight: -2.4 },
  { when: ['rhetorical'], weight: -1.6 },
  { when: ['indefinite'], weight: -0.8 },
  { when: ['stillAdverb'], weight: -0.4 },
  { when: ['plainNegation'], weight: -0.4 },
  { when: ['prayer'], weight: -1.0 },
  { when: ['report'], unless: ['plainlyAsks'], weight: -1.0 },
  { when: ['verdict'], unless: ['plainlyAsks'], weight: -0.9 },
  { when: ['social'], unless: ['plainlyAsks'], weight: -0.8 },
  { when: ['wish'], unless: ['plainlyAsks'], weight: -1.0 },
  { when: ['embedded'], unless: ['plainlyAsks'], weight: -0.8 },
  { when: ['reported'], weight: -1.5 },
  { when: ['toOthers'], weight: -1.8 },
  { when: ['mentionsSomebody'], weight: -0.8 },
  // 158 100斤 M正好 reports how it fits.
  { when: ['bodyStats', 'verdict'], weight: -2.0 },
  { when: ['enReport'], weight: -1.6 },
  { when: ['enVerdict'], weight: -1.0 },
  { when: ['enRhetorical'], weight: -1.8 },
]

export const QUESTION_RULES: readonly QuestionRule[] = [...ASKS, ...TOGETHER, ...DOES_NOT_ASK]
