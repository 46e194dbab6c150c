import { MINUTE_MS, type Review, type ReviewIncident } from '../../review/review.ts'
import type { Rule } from '../facts.ts'
import { medianOf, strengthOf, sumOf } from '../figures.ts'
import { LEAVERS, OVERRIDDEN, WEIGHT } from '../thresholds.ts'

const TROUBLES = ['output', 'source', 'frames', 'sound', 'machine'] as const
type Trouble = (typeof TROUBLES)[number]

const isTrouble = ({ kind }: ReviewIncident): boolean => TROUBLES.some((trouble) => trouble === kind)

/** Fewer viewers after an incident than before it, by more than usually leave in that time. */
export const troubleAndLeavers: Rule = ({ review }) => {
  const usual = usuallyGone(review)
  const found = TROUBLES.flatMap((about) => {
    const seen = onePerMinute(review, about).flatMap((incident) => {
      const before = onlineAt(review, incident.fromMs - LEAVERS.beforeMs)
      const after = onlineAt(review, incident.fromMs + LEAVERS.afterMs)
      return before === null || after === null ? [] : [{ incident, before, after }]
    })
    if (seen.length === 0) return []
    const onlineBefore = Math.round(sumOf(seen.map(({ before }) => before)) / seen.length)
    const onlineAfter = Math.round(sumOf(seen.map(({ after }) => after)) / seen.length)
    if (onlineBefore < LEAVERS.onlineBefore) return []
    const gone = 1 - onlineAfter / onlineBefore
    if (gone - usual < LEAVERS.points) return []
    return [{ about, seen, onlineBefore, onlineAfter, gone }]
  })
  return found.map(({ about, seen, onlineBefore, onlineAfter, gone }) => ({
    kind: 'troubleAndLeavers' as const,
    topic: `troubleAndLeavers/${about}`,
    numbers: { about, incidents: seen.length, onlineBefore, onlineAfter },
    strength: strengthOf(WEIGHT.troubleAndLeavers, gone - usual, LEAVERS.points),
    evidence: [
      { type: 'incidents' as const, seqs: seen.map(({ incident }) => incident.seq) },
      ...seen.map(({ incident }) => ({
        type: 'moment' as const,
        fromMs: incident.fromMs - LEAVERS.beforeMs,
        toMs: incident.fromMs + LEAVERS.afterMs,
      })),
    ],
  }))
}

/** Several at once, as when a router goes, count once: the viewers who left are the same. */
function onePerMinute({ incidents, session }: Review, about: Trouble): ReviewIncident[] {
  const kept: ReviewIncident[] = []
  for (const incident of incidents.toSorted((a, b) => a.fromMs - b.fromMs || a.seq - b.seq)) {
    const isApart = (kept.at(-1)?.fromMs ?? -Infinity) + LEAVERS.afterMs <= incident.fromMs
    // At the end of a show people leave anyway.
    const hasAfter = incident.fromMs + LEAVERS.afterMs + MINUTE_MS <= session.toMs
    if (incident.kind === about && isApart && hasAfter) kept.push(incident)
  }
  return kept
}

function onlineAt({ minutes, session }: Review, atMs: number): number | null {
  return minutes[Math.floor((atMs - session.fromMs) / MINUTE_MS)]?.onlineAverage ?? null
}

/** The share that usually goes in the time between the two looks, without trouble; never less than none. */
function usuallyGone({ minutes }: Review): number {
  const steps = (LEAVERS.beforeMs + LEAVERS.afterMs) / MINUTE_MS
  const shares = minutes.flatMap(({ onlineAverage }, index) => {
    const later = minutes[index + steps]
    return later === undefined || onlineAverage === 0 ? [] : [1 - later.onlineAverage / onlineAverage]
  })
  return Math.max(0, medianOf(shares) ?? 0)
}

/** A recording that went wrong, or that nobody closed. */
export const recordingLost: Rule = ({ review }) => {
  const { recordings } = review
  const damaged = recordings.filter(({ problem }) => problem !== null)
  const unfinished = recordings.filter(({ problem, stoppedAtMs }) => problem === null && stoppedAtMs === null)
  const lost = [...damaged, ...unfinished]
  if (lost.length === 0) return []
  return [
    {
      kind: 'recordingLost',
      topic: 'recordingLost',
      numbers: { recordings: recordings.length, damaged: damaged.length, unfinished: unfinished.length },
      strength: strengthOf(WEIGHT.recordingLost, lost.length, 1),
      evidence: [{ type: 'recordings', files: lost.map(({ file }) => file) }],
    },
  ]
}

/** The check before the show was overridden, and trouble came soon after. */
export const overriddenThenTrouble: Rule = ({ review }) => {
  const { withinMs } = OVERRIDDEN
  const lines = review.incidents.filter(({ kind }) => kind === 'preflight')
  const { fromMs: liveMs } = review.session
  const soon = review.incidents.filter(
    (incident) => isTrouble(incident) && incident.fromMs >= liveMs && incident.fromMs < liveMs + withinMs,
  )
  if (lines.length === 0 || soon.length === 0) return []
  return [
    {
      kind: 'overriddenThenTrouble',
      topic: 'overriddenThenTrouble',
      numbers: { lines: lines.length, incidents: soon.length, withinMs },
      strength: strengthOf(WEIGHT.overriddenThenTrouble, soon.length, 1),
      // One sample may begin several, and one event overrides all lines.
      evidence: [{ type: 'incidents', seqs: [...new Set([...lines, ...soon].map(({ seq }) => seq))] }],
    },
  ]
}
