import { foldInto, newFolded, type Folded } from './fold.ts'
import { INTENT_WORDS } from './intent-words.ts'
import { buildMatcher } from './phrase-matcher.ts'
import { QUESTION_CUES, type QuestionCue } from './question-cues.ts'

/*
 * Turns a message into the yes/no signals that the rules weigh: one per word group of question-cues.ts, and the
 * ones below, which come from the shape of the message rather than from its words.
 */

/** Signals that are not word groups. */
const SHAPES = [
  /** Carries a question mark. */
  'mark',
  /** 贵不贵, 发没发: a verb, 不 or 没, the same verb. */
  'aNotAShape',
  /** Any question word that asks for a thing, a number or a manner. */
  'questionWord',
  /** 什么颜色都好, 贵不贵都买, 几号就几号: the question word means "any". */
  'anyWhatever',
  /** 不知道穿什么, 老是问多少钱: the question word belongs to what is told or thought. */
  'asksInside',
  /** A height and a weight: 165 110斤, 155/45kg. */
  'bodyStats',
  /** Nothing but a subject (链接, 3号链接啊, price pls). */
  'onlyTopic',
  /** Names a subject of the trade strongly enough for an intent of its own. */
  'topical',
  /** 红色还是蓝色: the choice word stands between two things. */
  'choiceInside',
  'mentionsSomebody',
  /** Asks in so many words: nothing friendly around it takes that back. */
  'plainlyAsks',
  /** At most two, at least fifteen letters or characters. */
  'tiny',
  'long',
  /** No Chinese characters. */
  'latin',
] as const

export type Signal = QuestionCue | (typeof SHAPES)[number]

const CUE_NAMES = Object.keys(QUESTION_CUES).filter((name): name is QuestionCue => name in QUESTION_CUES)
const FIRST_INTENT_ROW = CUE_NAMES.length
const groups = [...Object.values(QUESTION_CUES), ...INTENT_WORDS]
const matcher = buildMatcher(groups, new Set([cueId('bareTopic'), cueId('filler')]))

/** Every signal, in the order of their positions in `Reading.signals`. */
const SIGNALS: readonly Signal[] = [...CUE_NAMES, ...SHAPES]

export function signalId(signal: Signal): number {
  return SIGNALS.indexOf(signal)
}

function cueId(cue: QuestionCue): number {
  return CUE_NAMES.indexOf(cue)
}

/** What was read from the latest message. One instance is reused, so nothing may be kept from it. */
export interface Reading {
  /** 1 where the signal of that position in SIGNALS is present. */
  readonly signals: Uint8Array
  /** 1 where the row of that position in INTENT_WORDS was found. */
  readonly intentRows: Uint8Array
}

const folded = newFolded()
const matches = matcher.newMatches()
const reading: Reading = {
  signals: new Uint8Array(SIGNALS.length),
  intentRows: new Uint8Array(INTENT_WORDS.length),
}

/** Positions of the signals used below. */
const ID = {
  aNotA: signalId('aNotA'),
  aNotAShape: signalId('aNotAShape'),
  announce: signalId('announce'),
  anyWhatever: signalId('anyWhatever'),
  asksInside: signalId('asksInside'),
  bareTopic: signalId('bareTopic'),
  bodyStats: signalId('bodyStats'),
  choice: signalId('choice'),
  choiceInside: signalId('choiceInside'),
  embedded: signalId('embedded'),
  finalMe: signalId('finalMe'),
  latin: signalId('latin'),
  long: signalId('long'),
  manner: signalId('manner'),
  mark: signalId('mark'),
  mentionsSomebody: signalId('mentionsSomebody'),
  onlyTopic: signalId('onlyTopic'),
  particle: signalId('particle'),
  plainlyAsks: signalId('plainlyAsks'),
  quantity: signalId('quantity'),
  questionWord: signalId('questionWord'),
  reported: signalId('reported'),
  sameAs: signalId('sameAs'),
  thing: signalId('thing'),
  tiny: signalId('tiny'),
  topical: signalId('topical'),
  universal: signalId('universal'),
}
const STRONG_ROW = Uint8Array.from(INTENT_WORDS, (row) => (row.weight >= 3 ? 1 : 0))
/** How far behind a question word 都 may stand and still make it mean "any": 什么颜色都, 穿什么码都. */
const ANY_REACH = 7
/** How far behind 不知道 or 问我 the question word may stand and still be what is not known or was asked. */
const INSIDE_REACH = 6

/** Reads `text`; null when it holds nothing to read (no letter, or numbers only). */
export function readSignals(text: string): Reading | null {
  foldInto(text, folded)
  if (folded.letters === 0 && folded.digitRuns < 2) return null
  matcher.match(folded.units, folded.length, matches)
  const { found, firstAt } = matches
  const { signals, intentRows } = reading
  for (let cue = 0; cue < FIRST_INTENT_ROW; cue++) signals[cue] = found[cue] ?? 0
  let topical = 0
  for (let row = 0; row < intentRows.length; row++) {
    const present = found[FIRST_INTENT_ROW + row] ?? 0
    intentRows[row] = present
    topical |= present & (STRONG_ROW[row] ?? 0)
  }
  const wordAt = firstQuestionWord(found, firstAt)
  const aNotAAt = findANotA(folded)
  if (found[ID.finalMe] === 1 && isAskingMe(folded, matches.lastAt[ID.finalMe] ?? 0)) signals[ID.particle] = 1
  signals[ID.mark] = folded.hasMark ? 1 : 0
  signals[ID.aNotAShape] = aNotAAt >= 0 ? 1 : 0
  signals[ID.questionWord] = wordAt >= 0 ? 1 : 0
  signals[ID.anyWhatever] = isAnyWhatever(wordAt, found[ID.aNotA] === 1 ? -1 : aNotAAt) ? 1 : 0
  signals[ID.asksInside] =
    isInside(ID.embedded, wordAt, aNotAAt) || isInside(ID.reported, wordAt, aNotAAt) ? 1 : 0
  signals[ID.bodyStats] = hasBodyStats(folded) ? 1 : 0
  signals[ID.onlyTopic] =
    found[ID.bareTopic] === 1 && matches.covered >= folded.letters + folded.digitRuns ? 1 : 0
  signals[ID.topical] = topical
  signals[ID.choiceInside] = found[ID.choice] === 1 && (firstAt[ID.choice] ?? 0) > 1 ? 1 : 0
  signals[ID.plainlyAsks] = signals[ID.particle] === 1 || found[ID.announce] === 1 || aNotAAt >= 0 ? 1 : 0
  signals[ID.mentionsSomebody] = folded.hasMention ? 1 : 0
  signals[ID.tiny] = folded.letters <= 2 ? 1 : 0
  signals[ID.long] = folded.letters >= 15 ? 1 : 0
  signals[ID.latin] = isLatinOnly(folded) ? 1 : 0
  return reading
}

const PART_OF_WORD = new Set(Array.from('什甚怎多这那要', (character) => character.charCodeAt(0)))

/** Whether the 么 at `at` is a particle of its own. */
function isAskingMe({ units }: Folded, at: number): boolean {
  return !PART_OF_WORD.has(units[at - 1] ?? 0)
}

/** Index of the first question word that asks for a thing, a number or a manner; -1 without one. */
function firstQuestionWord(found: Uint8Array, firstAt: Uint16Array): number {
  let first = -1
  for (const cue of [ID.quantity, ID.manner, ID.thing]) {
    const at = firstAt[cue] ?? 0
    if (found[cue] === 1 && (first < 0 || at < first)) first = at
  }
  return first
}

function isAnyWhatever(wordAt: number, aNotAAt: number): boolean {
  const { found, firstAt, lastAt } = matches
  if (found[ID.universal] === 1) {
    const behind = (lastAt[ID.universal] ?? 0) - Math.max(wordAt, aNotAAt)
    if ((wordAt >= 0 || aNotAAt >= 0) && behind > 0 && behind <= ANY_REACH) return true
  }
  if (found[ID.sameAs] === 0) return false
  const sameAsAt = firstAt[ID.sameAs] ?? 0
  return isAround(sameAsAt, ID.quantity) || isAround(sameAsAt, ID.thing)
}

function isInside(cue: number, wordAt: number, aNotAAt: number): boolean {
  if (matches.found[cue] === 0) return false
  const at = matches.firstAt[cue] ?? 0
  return (wordAt > at && wordAt - at <= INSIDE_REACH) || (aNotAAt > at && aNotAAt - at <= INSIDE_REACH)
}

function isAround(at: number, cue: number): boolean {
  return matches.found[cue] === 1 && (matches.firstAt[cue] ?? 0) < at && (matches.lastAt[cue] ?? 0) > at
}

const BU = 0x4e0d
const MEI = 0x6ca1
const isHan = (unit: number): boolean => unit >= 0x3400 && unit <= 0x9fff

/** Index of A不A with one or two characters on each side, or -1; 不 and 没 themselves do not count as A. */
function findANotA({ units, length }: Folded): number {
  for (let i = 2; i < length - 1; i++) {
    const unit = units[i]
    if (unit !== BU && unit !== MEI) continue
    const before = units[i - 1] ?? 0
    if (!isHan(before) || before === BU || before === MEI) continue
    if (units[i + 1] === before) return i
    if (i >= 3 && units[i + 1] === units[i - 2] && units[i + 2] === before && isHan(units[i - 2] ?? 0))
      return i
  }
  return -1
}

/** A height (cm, or m with a fraction) and a weight (斤, kg or lbs) among the numbers. */
function hasBodyStats({ numbers, numberCount }: Folded): boolean {
  for (let i = 0; i + 1 < numberCount; i++) {
    const a = numbers[i] ?? 0
    const b = numbers[i + 1] ?? 0
    if ((isHeight(a) && isWeight(b)) || (isHeight(b) && isWeight(a))) return true
  }
  return false
}

const isHeight = (value: number): boolean => (value >= 145 && value <= 195) || (value > 1.4 && value < 2)
const isWeight = (value: number): boolean => value >= 38 && value <= 200

function isLatinOnly({ units, length }: Folded): boolean {
  for (let i = 0; i < length; i++) if ((units[i] ?? 0) > 0x24f) return false
  return true
}
