import type { HealthSample } from './health-sample.ts'
import { NOTICE_RULES, type Notice, type NoticeRule } from './notice.ts'

interface Watched {
  readonly rule: NoticeRule
  readonly subject: string | null
  readonly active: boolean
  /** Samples in a row that speak for a change. */
  readonly streak: number
}

/** What has been seen so far, as far as notices depend on it. Begin with `NOTHING_SEEN`. */
export type HealthWatch = ReadonlyMap<string, Watched>
export const NOTHING_SEEN: HealthWatch = new Map()

const isBad = (rule: NoticeRule, value: number): boolean =>
  rule.bad === 'above' ? value >= rule.enter : value <= rule.enter

const isGood = (rule: NoticeRule, value: number): boolean =>
  rule.bad === 'above' ? value <= rule.leave : value >= rule.leave

/** Takes in the next second. Pure; a subject that is gone counts as well. */
export function watchHealth(watch: HealthWatch, sample: HealthSample): HealthWatch {
  const next = new Map<string, Watched>()
  for (const rule of NOTICE_RULES) {
    for (const { subject, value } of rule.read(sample)) {
      const key = keyOf(rule, subject)
      const before = watch.get(key) ?? { rule, subject, active: false, streak: 0 }
      next.set(key, step(before, before.active ? isGood(rule, value) : isBad(rule, value)))
    }
  }
  for (const [key, before] of watch) {
    if (next.has(key) || !before.active) continue
    const after = step(before, true)
    if (after.active) next.set(key, after)
  }
  return next
}

const keyOf = (rule: NoticeRule, subject: string | null): string => `${rule.kind}/${subject ?? ''}`

function step(before: Watched, speaksForChange: boolean): Watched {
  const { rule, active } = before
  const streak = speaksForChange ? before.streak + 1 : 0
  const turns = streak >= (active ? rule.leaveAfter : rule.enterAfter)
  return turns ? { ...before, active: !active, streak: 0 } : { ...before, streak }
}

/** What is to be told now, most pressing first. A graver notice hides the lesser one about the same thing. */
export function noticesIn(watch: HealthWatch): readonly Notice[] {
  const active = [...watch.values()].filter((watched) => watched.active)
  const kinds = new Set(active.map(({ rule }) => rule.kind))
  return active
    .filter(({ rule }) => !(HIDDEN_BY[rule.kind] ?? []).some((graver) => kinds.has(graver)))
    .toSorted((a, b) => NOTICE_RULES.indexOf(a.rule) - NOTICE_RULES.indexOf(b.rule))
    .map(({ rule, subject }) => ({ kind: rule.kind, severity: rule.severity, subject }))
}

/** Graver notices about the same thing. */
export const HIDDEN_BY: Partial<Record<Notice['kind'], readonly Notice['kind'][]>> = {
  pictureSlow: ['pictureStopped'],
  framesSkipped: ['pictureStopped', 'pictureSlow'],
  diskLow: ['diskAlmostFull'],
}

/** The notices after a window of samples, oldest first. */
export const noticesOf = (samples: readonly HealthSample[]): readonly Notice[] =>
  noticesIn(samples.reduce(watchHealth, NOTHING_SEEN))
