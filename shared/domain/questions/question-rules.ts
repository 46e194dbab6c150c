import type { Signal } from './question-signals.ts'

export interface QuestionRule {
  /** All of these must be present … */
  readonly when: readonly Signal[]
  /** … and none of these. */
  readonly unless?: readonly Signal[]
  /** Added to the score: log-odds that the writer expects an answer. */
  readonly weight: number
}

/** Log-odds of a message that shows no signal: most danmaku ask nothing. */
export const BASE_SCORE = -2.6

export const QUESTION_RULES: readonly QuestionRule[] = [
  { when: ['mark'], weight: 1.8 },
  { when: ['particle'], weight: 4.2 },
  { when: ['softMa'], weight: 0.8 },
  { when: ['softNe'], weight: 0.6 },
  { when: ['softBa'], weight: 0.0 },
  { when: ['softMa', 'yesNoVerb'], weight: 2.2 },
  { when: ['softNe', 'topical'], weight: 0.8 },
  { when: ['softBa', 'mark'], weight: 0.8 },
  { when: ['trailingNegation'], weight: 2.6 },
  { when: ['aNotA'], weight: 2.8 },
  { when: ['aNotAShape'], unless: ['aNotA'], weight: 2.8 },
  { when: ['quantity'], weight: 3.0 },
  { when: ['manner'], weight: 2.6 },
  { when: ['thing'], weight: 3.0 },
  { when: ['reason'], weight: 1.2 },
  { when: ['person'], weight: 0.8 },
  { when: ['choiceInside'], weight: 3.0 },
  { when: ['announce'], weight: 2.6 },
  { when: ['giveMe'], weight: 3.0 },
  { when: ['showMe'], weight: 2.0 },
  { when: ['plea'], weight: 2.0 },
  { when: ['problem'], weight: 1.4 },
  { when: ['stillHave'], weight: 1.0 },
  { when: ['tag'], weight: 0.2 },
  { when: ['compare', 'questionWord'], weight: 0.5 },
  { when: ['enWh'], weight: 2.6 },
  { when: ['enAux'], weight: 2.6 },
  { when: ['enAsk'], weight: 1.4 },
  { when: ['bodyStats'], weight: 3.0 },
  { when: ['onlyTopic'], weight: 4.0 },
  { when: ['topical'], weight: 0.6 },
  // evidence that strengthens
  { when: ['mark', 'topical'], weight: 1.4 },
  { when: ['mark', 'latin'], weight: 0.5 },
  { when: ['questionWord', 'topical'], weight: 0.8 },
  { when: ['reason', 'topical'], weight: 0.8 },
  { when: ['modal', 'mark'], weight: 0.6 },
  { when: ['modal', 'topical', 'trailingNegation'], weight: 0.4 },
  { when: ['stillHave', 'sizeName'], weight: 2.0 },
  { when: ['stillHave', 'colourOrKind'], weight: 2.0 },
  { when: ['problem', 'topical'], weight: 0.8 },
  { when: ['enAsk', 'topical'], weight: 1.0 },
  { when: ['enAux', 'mark'], weight: 0.5 },
  { when: ['shop', 'questionWord'], weight: 0.4 },
  { when: ['shop', 'problem'], weight: 0.4 },
  { when: ['long', 'topical'], weight: 0.3 },
  { when: ['mark'], unless: ['tiny'], weight: 0.6 },
  { when: ['bodyWord', 'quantity'], weight: 0.4 },
  // evidence against
  { when: ['tiny'], unless: ['bodyStats', 'onlyTopic'], weight: -1.0 },
  { when: ['tiny', 'mark'], weight: -1.0 },
  { when: ['anyWhatever'], unless: ['particle'], weight: -3.0 },
  { when: ['rhetorical'], weight: -1.6 },
  { when: ['indefinite'], weight: -0.8 },
  { when: ['stillAdverb'], weight: -0.4 },
  { when: ['plainNegation'], weight: -0.4 },
  { when: ['report'], unless: ['plainlyAsks'], weight: -1.0 },
  { when: ['verdict'], unless: ['plainlyAsks'], weight: -0.9 },
  { when: ['social'], unless: ['plainlyAsks'], weight: -0.8 },
  { when: ['toOthers'], weight: -1.8 },
  { when: ['reported'], weight: -1.5 },
  { when: ['embedded'], weight: -1.0 },
  { when: ['embedded', 'aNotA'], weight: -2.5 },
  { when: ['embedded', 'questionWord'], weight: -0.6 },
  { when: ['reported', 'questionWord'], weight: -0.6 },
  { when: ['bodyStats', 'verdict'], weight: -2.0 },
  { when: ['prayer'], weight: -1.0 },

  { when: ['wish'], unless: ['plainlyAsks'], weight: -1.0 },
  { when: ['mentionsSomebody'], weight: -0.8 },
  { when: ['enReport'], weight: -1.6 },
  { when: ['enVerdict'], weight: -1.0 },
  { when: ['enRhetorical'], weight: -1.8 },
]
