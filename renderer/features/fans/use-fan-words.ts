import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import type { Tier } from '#shared/domain/fans/tier.ts'

const DAY_MS = 86_400_000

/** How dates, tiers and sources of fans are said. */
export interface FanWords {
  /** A day: without the year in the current one. */
  readonly date: (atMs: number) => string
  /** "today", "3 days ago". */
  readonly ago: (atMs: number, nowMs: number) => string
  readonly tier: (tier: Tier) => string
  readonly source: (source: string) => string
}

const SOURCES = {
  room: 'source_room',
  agora: 'source_agora',
  youzan: 'source_youzan',
  weimob: 'source_weimob',
  wecom: 'source_wecom',
  other: 'source_other',
} as const

const isKnown = (source: string): source is keyof typeof SOURCES => Object.hasOwn(SOURCES, source)

export function useFanWords(): FanWords {
  const { t, i18n } = useTranslation('fans')
  const { t: common } = useTranslation('common')
  const { language } = i18n
  return useMemo(() => {
    const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' })
    const dayAndYear = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short', day: 'numeric' })
    const tiers = { guest: common('tierGuest'), member: common('tierMember'), vip: common('tierVip') }
    return {
      date: (atMs) =>
        (new Date(atMs).getFullYear() === new Date().getFullYear() ? day : dayAndYear).format(atMs),
      ago: (atMs, nowMs) => {
        const days = daysBetween(atMs, nowMs)
        return days <= 0 ? t('today') : t('daysAgo', { n: days })
      },
      tier: (tier) => tiers[tier],
      source: (source) => (isKnown(source) ? t(SOURCES[source]) : source),
    }
  }, [common, language, t])
}

/** Whole days by the calendar: yesterday evening is one day ago this morning. */
function daysBetween(fromMs: number, toMs: number): number {
  const midnight = (atMs: number): number => new Date(atMs).setHours(0, 0, 0, 0)
  return Math.round((midnight(toMs) - midnight(fromMs)) / DAY_MS)
}
