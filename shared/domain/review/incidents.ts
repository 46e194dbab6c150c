import { NOTICE_RULES, type NoticeKind, type NoticeRule } from '../health/notice.ts'
import { HIDDEN_BY } from '../health/watch-health.ts'
import type { HealthSample } from '../health/health-sample.ts'
import type { KnownEvent } from '../session/event.ts'
import type { ReviewIncident } from './review.ts'
import { isInside, type ReviewWindow } from './window.ts'

type IncidentEvent = Extract<
  KnownEvent,
  {
    type:
      | 'outputChanged'
      | 'sourceChanged'
      | 'recordingStopped'
      | 'preflightOverridden'
      | 'healthSampled'
      | 'serviceResumed'
  }
>

export interface IncidentsFold {
  readonly add: (event: IncidentEvent) => void
  readonly finish: () => readonly ReviewIncident[]
}

/** Samples come once a second: where none came for this long, the host window or the service was away. */
const GAP_MS = 15_000

/** What of the samples is an incident; outputs and sources tell of themselves by events of their own. */
const OF_SAMPLES: Partial<Record<NoticeKind, ReviewIncident['kind']>> = {
  pictureStopped: 'frames',
  pictureSlow: 'frames',
  framesSkipped: 'frames',
  recordingDrops: 'recording',
  outputThin: 'output',
  packetLoss: 'output',
  roundTrip: 'output',
  linkPoor: 'output',
  cpuHigh: 'machine',
  memoryLow: 'machine',
  diskLow: 'machine',
  diskAlmostFull: 'machine',
  soundSilent: 'sound',
  soundClipping: 'sound',
}

type Draft = { -readonly [Key in keyof ReviewIncident]: ReviewIncident[Key] }

/**
 * Trouble with pictures, sound, outputs, recordings and the machine. `subject` is the output's or source's own id, the
 * line of the check before the show, or empty where there is one only; `problem` a kind of the engine's list, a
 * `NoticeKind`, a reason of the check, `gap`, `restarted`, or else the status itself.
 */
export function createIncidents(window: ReviewWindow): IncidentsFold {
  const incidents: Draft[] = []
  const open = new Map<string, Draft>()
  const watched = watchSamples()
  let sampledAtMs: number | null = null

  const begin = (key: string, incident: Omit<Draft, 'toMs'>): void => {
    const known = open.get(key)
    if (known?.problem === incident.problem) return
    end(key, incident.fromMs)
    const draft = { ...incident, toMs: null }
    open.set(key, draft)
    incidents.push(draft)
  }
  const end = (key: string, atMs: number): void => {
    const known = open.get(key)
    if (!known) return
    known.toMs = atMs
    open.delete(key)
  }
  const moment = (incident: Omit<Draft, 'toMs'>, toMs = incident.fromMs): void => {
    incidents.push({ ...incident, toMs })
  }

  const add = (event: IncidentEvent): void => {
    const { atMs, seq } = event
    switch (event.type) {
      case 'outputChanged': {
        const key = `output ${event.body.output}`
        const isBad = event.body.status === 'reconnecting' || event.body.status === 'failed'
        if (!isBad) return end(key, atMs)
        const problem = event.body.problem ?? event.body.status
        return begin(key, { kind: 'output', subject: event.body.kind, problem, fromMs: atMs, seq })
      }
      case 'sourceChanged': {
        const key = `source ${event.body.source}`
        const problem = event.body.problem ?? (event.body.status === 'failed' ? 'failed' : null)
        if (problem === null) return end(key, atMs)
        return begin(key, { kind: 'source', subject: event.body.source, problem, fromMs: atMs, seq })
      }
      case 'recordingStopped':
        if (event.body.problem !== null)
          moment({ kind: 'recording', subject: '', problem: event.body.problem, fromMs: atMs, seq })
        return
      case 'preflightOverridden':
        for (const line of event.body.lines) {
          const [subject = '', problem = null] = line.split('/')
          moment({ kind: 'preflight', subject, problem, fromMs: atMs, seq })
        }
        return
      case 'serviceResumed': {
        const { awaySinceMs } = event.body
        moment({ kind: 'service', subject: '', problem: 'restarted', fromMs: awaySinceMs, seq }, atMs)
        sampledAtMs = null
        return
      }
      case 'healthSampled':
        if (sampledAtMs !== null && atMs - sampledAtMs >= GAP_MS) {
          moment({ kind: 'service', subject: '', problem: 'gap', fromMs: sampledAtMs, seq }, atMs)
        }
        sampledAtMs = atMs
        for (const { rule, subject, active } of watched(event.body)) {
          const kind = OF_SAMPLES[rule.kind]
          const key = `${rule.kind} ${subject ?? ''}`
          if (!kind) continue
          if (active) begin(key, { kind, subject: subject ?? '', problem: rule.kind, fromMs: atMs, seq })
          else end(key, atMs)
        }
        return
      default:
        event satisfies never
    }
  }

  return {
    add,
    finish: () =>
      incidents
        .filter((incident) => !incidents.some((other) => hides(other, incident)))
        .filter(({ fromMs, toMs }) => fromMs <= window.toMs && (toMs ?? Infinity) >= window.fromMs)
        // What came before the show and did not last into it was not seen by anybody, but for the check itself.
        .map((incident) => ({
          ...incident,
          toMs: incident.toMs === null || isInside(window, incident.toMs) ? incident.toMs : null,
        })),
  }
}

/** A picture that stands still is also a slow one: only the graver is told. */
function hides(graver: Draft, lesser: Draft): boolean {
  const kinds: Partial<Record<string, readonly string[]>> = HIDDEN_BY
  return (
    (kinds[lesser.problem ?? '']?.includes(graver.problem ?? '') ?? false) &&
    graver.fromMs <= (lesser.toMs ?? Infinity) &&
    (graver.toMs ?? Infinity) >= lesser.fromMs
  )
}

interface Turn {
  readonly rule: NoticeRule
  readonly subject: string | null
  readonly active: boolean
}

/** The rules of `watchHealth` on a whole show: the same levels and times, and only what begins or ends. */
function watchSamples(): (sample: HealthSample) => readonly Turn[] {
  const states = new Map<
    string,
    { active: boolean; streak: number; rule: NoticeRule; subject: string | null }
  >()
  return (sample) => {
    const turns: Turn[] = []
    for (const rule of NOTICE_RULES) {
      for (const { subject, value } of rule.read(sample)) {
        const key = `${rule.kind}/${subject ?? ''}`
        const state = states.get(key) ?? { active: false, streak: 0, rule, subject }
        const level = state.active ? rule.leave : rule.enter
        const above = rule.bad === 'above'
        const speaks = state.active === above ? value <= level : value >= level
        state.streak = speaks ? state.streak + 1 : 0
        if (state.streak >= (state.active ? rule.leaveAfter : rule.enterAfter)) {
          state.active = !state.active
          state.streak = 0
          turns.push({ rule, subject, active: state.active })
        }
        states.set(key, state)
      }
    }
    return turns
  }
}
