import type { TFunction } from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import type { Tier } from '#shared/domain/fans/tier.ts'
import type { Intent } from '#shared/domain/questions/intent.ts'
import type { Suggestion } from '#shared/domain/suggestions/suggestion.ts'
import { formatClock } from './time.ts'

export interface SuggestionText {
  /** A few words that name it. */
  readonly name: string
  /** What was seen, one sentence with its numbers. */
  readonly says: string
  /** What to do about it. */
  readonly todo: string
}

/** Intents with advice of their own; the others get the general one. */
const CARD_ADVICE = ['size', 'productAttribute', 'usage', 'shipping', 'afterSale', 'price', 'coupon'] as const

/** 2024-01-01 was a Monday. */
const MONDAY_MS = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000

type Translate = TFunction<['suggestions', 'intents', 'common']>

/** A suggestion in words, the same on every screen. */
export function useSuggestionText(): (suggestion: Suggestion) => SuggestionText {
  const { t, i18n } = useTranslation(['suggestions', 'intents', 'common'])
  const { language } = i18n
  return useCallback((suggestion) => suggestionText(suggestion, t, language), [t, language])
}

/** `t` speaks `language`. */
export function suggestionText(suggestion: Suggestion, t: Translate, language: string): SuggestionText {
  const words = wordsFor(language)
  const tierName = (tier: Tier): string =>
    t(tier === 'vip' ? 'tierVip' : tier === 'member' ? 'tierMember' : 'tierGuest', { ns: 'common' })
  const intentName = (intent: Intent): string => words.lower(t(intent, { ns: 'intents' }))
  const span = (spanMs: number): string => {
    const all = Math.round(spanMs / 1_000)
    const [minutes, seconds] = [Math.floor(all / 60), all % 60]
    if (minutes === 0) return t('seconds', { seconds })
    return seconds === 0 ? t('minutes', { minutes }) : t('minutesSeconds', { minutes, seconds })
  }
  const name = t(suggestion.kind)
  const { kind, numbers } = suggestion
  switch (kind) {
    case 'oneCoveredSeveralSources':
    case 'nobodyAtTheQueue':
    case 'rushOfQuestions':
    case 'shoutOutsUnused':
    case 'vipsNotGreeted':
    case 'claimsLapsed':
      return { name, says: t(`${kind}_says`, numbers), todo: t(`${kind}_todo`, numbers) }
    case 'missesAtItemChange': {
      const seconds = numbers.withinMs / 1_000
      return { name, says: t(`${kind}_says`, { ...numbers, seconds }), todo: t(`${kind}_todo`) }
    }
    case 'longWaits': {
      const { startsAtMs, lastsMs, questions, waitMs } = numbers
      const then = {
        from: formatClock(startsAtMs),
        to: formatClock(startsAtMs + lastsMs),
        questions,
        usual: span(numbers.usualMs),
      }
      const says =
        waitMs === null
          ? t('longWaits_saysNever', then)
          : t('longWaits_says', { ...then, wait: span(waitMs) })
      return { name, says, todo: t('longWaits_todo', then) }
    }
    case 'rateBelowOwn': {
      const { rate, median } = numbers
      const shown = { ...numbers, rate: words.percent(rate), median: words.percent(median) }
      return { name, says: t(`${kind}_says`, shown), todo: t(`${kind}_todo`) }
    }
    case 'productQuestions': {
      const { itemNumber: number, knowledge } = numbers
      const advice = CARD_ADVICE.find((intent) => intent === numbers.intent) ?? 'other'
      const todo = t(`productQuestions_todo_${advice}`, { number })
      return {
        name,
        says: t(`${kind}_says`, { ...numbers, number, intent: intentName(numbers.intent) }),
        todo: knowledge === null ? todo : words.join(todo, t(`productQuestions_${knowledge}`)),
      }
    }
    case 'answeredByHand': {
      const { itemNumber: number, title, threads, wordings } = numbers
      const about = { intent: intentName(numbers.intent), threads, wordings }
      return number === null || title === null
        ? { name, says: t('answeredByHand_saysShop', about), todo: t('answeredByHand_todoShop', about) }
        : {
            name,
            says: t('answeredByHand_says', { ...about, number, title }),
            todo: t('answeredByHand_todo', { ...about, number }),
          }
    }
    case 'askedAfterItem': {
      const { itemNumber: number, title, threads, medianAfterMs } = numbers
      const shown = { number, title, threads, after: span(medianAfterMs) }
      return { name, says: t(`${kind}_says`, shown), todo: t(`${kind}_todo`, shown) }
    }
    case 'itemOverran': {
      const { itemNumber: number, title, times, shows, plannedMs, airedMs } = numbers
      const shown = { number, title, times, shows, planned: span(plannedMs), aired: span(airedMs) }
      return { name, says: t(`${kind}_says`, shown), todo: t(`${kind}_todo`, shown) }
    }
    case 'soldOutWhileWanted': {
      const { itemNumber: number, title, soldOutAtMs, questionsAfter, ordersAfter } = numbers
      const at = words.timeOfDay(soldOutAtMs)
      const shown = { number, title, at, questionsAfter, ordersAfter }
      return { name, says: t(`${kind}_says`, shown), todo: t(`${kind}_todo`, shown) }
    }
    case 'troubleAndLeavers': {
      const { about, incidents, onlineBefore: before, onlineAfter: after } = numbers
      const shown = { about: t(`about_${about}`), incidents, before, after }
      return { name, says: t(`${kind}_says`, shown), todo: t(`troubleAndLeavers_todo_${about}`) }
    }
    case 'recordingLost': {
      const { recordings, damaged, unfinished } = numbers
      const shown = { recordings, lost: damaged + unfinished }
      return { name, says: t(`${kind}_says`, shown), todo: t(`${kind}_todo`) }
    }
    case 'overriddenThenTrouble': {
      const minutes = numbers.withinMs / 60_000
      return { name, says: t(`${kind}_says`, { ...numbers, minutes }), todo: t(`${kind}_todo`) }
    }
    case 'shoutOutsUneven': {
      const shown = { ...numbers, tier: tierName(numbers.tier), other: tierName(numbers.other) }
      return { name, says: t(`${kind}_says`, shown), todo: t(`${kind}_todo`, shown) }
    }
    case 'slotKeepsMore': {
      const { rate, median, weekday } = numbers
      const shown = {
        ...numbers,
        weekday: words.weekday(weekday),
        rate: words.percent(rate),
        median: words.percent(median),
      }
      return { name, says: t(`${kind}_says`, shown), todo: t(`${kind}_todo`, shown) }
    }
    case 'answersAndOrders': {
      const { answered, answeredOrdered, rest, restOrdered } = numbers
      const shown = {
        answered,
        answeredOrdered,
        rest,
        restOrdered,
        answeredRate: words.percent(answeredOrdered / answered),
        restRate: words.percent(restOrdered / rest),
        difference: words.points(numbers.difference),
        low: words.points(numbers.low),
        high: words.points(numbers.high),
      }
      return { name, says: t(`${kind}_says`, shown), todo: t(`${kind}_todo`) }
    }
    default:
      return kind satisfies never
  }
}

function wordsFor(language: string) {
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  const points = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  const timeOfDay = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return {
    percent: (share: number) => percent.format(share),
    /** A difference of shares, in percentage points. */
    points: (share: number) => points.format(100 * share),
    /** 1 is Monday. */
    weekday: (day: number) => weekday.format(MONDAY_MS + (day - 1) * DAY_MS),
    timeOfDay: (atMs: number) => timeOfDay.format(atMs),
    /** In the middle of an English sentence. */
    lower: (word: string) => (language === 'en' ? word.toLowerCase() : word),
    join: (...sentences: readonly string[]) => sentences.join(language === 'en' ? ' ' : ''),
  }
}
