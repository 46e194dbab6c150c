import { evolveUnattendedHours } from '../assistant/unattended-hours.ts'
import { evolveOrders } from '../orders/evolve-orders.ts'
import { evolveQuestions } from '../questions/evolve-questions.ts'
import { airingsAfter } from '../run-sheet/airings.ts'
import { evolveRunSheet, restartAiring, stopAiring } from '../run-sheet/evolve-run-sheet.ts'
import { endShoutOuts, evolveShoutOuts } from '../shout-outs/evolve-shout-outs.ts'
import { unreachable } from '#shared/lib/unreachable.ts'
import type { SessionEvent } from './event.ts'
import { draftOf, type SessionDraft, type SessionState } from './state.ts'

/** The state after one event. Pure; events of unknown type move the sequence only. */
export function evolve(state: SessionState, event: SessionEvent): SessionState {
  return evolveAll(state, [event])
}

/** The state after a batch of events, copying the top level once for the whole batch. */
export function evolveAll(state: SessionState, events: Iterable<SessionEvent>): SessionState {
  const draft = draftOf(state)
  for (const event of events) applyEvent(draft, event)
  return draft
}

/** Moves a draft by one event. For the writer, which decides several commands on one draft before it commits. */
export function applyEvent(draft: SessionDraft, event: SessionEvent): void {
  draft.seq = event.seq
  switch (event.type) {
    case 'sessionCreated':
      draft.sessionId = event.body.sessionId
      draft.title = event.body.title
      draft.kind = event.body.kind
      draft.createdAtMs = event.atMs
      draft.mutedViewers = new Map(event.body.mutedViewers.map((viewer) => [viewer.userId, viewer.userName]))
      draft.blockedWords = event.body.blockedWords
      if (event.body.shoutOutRules) draft.shoutOuts = { ...draft.shoutOuts, rules: event.body.shoutOutRules }
      return
    case 'sessionRenamed':
      draft.title = event.body.title
      return
    case 'wentLive':
      draft.phase = 'live'
      restartAiring(draft, event.atMs)
      draft.liveAtMs = event.atMs
      return
    case 'showEnded':
      stopAiring(draft, event.atMs)
      draft.phase = 'ended'
      endShoutOuts(draft)
      evolveUnattendedHours(draft, event)
      draft.endedAtMs = event.atMs
      draft.wall = null
      draft.recording = null
      return
    case 'runSheetLoaded':
    case 'itemAdded':
    case 'itemChanged':
    case 'itemRemoved':
    case 'itemMoved':
    case 'stockAdjusted':
      evolveRunSheet(draft, event)
      return
    case 'itemPutOnAir':
    case 'itemTakenOffAir':
      evolveRunSheet(draft, event)
      draft.airings = airingsAfter(draft.airings, event)
      return
    case 'sceneTaken':
      draft.scene = event.body
      return
    case 'recordingStarted':
      draft.recording = { file: event.body.file, sinceMs: event.atMs }
      return
    case 'recordingStopped':
      draft.recording = null
      return
    case 'danmakuReceived':
      draft.totals = { ...draft.totals, danmaku: draft.totals.danmaku + 1 }
      return
    case 'viewerEntered':
      draft.totals = { ...draft.totals, entries: draft.totals.entries + 1 }
      return
    case 'likesAdded':
      draft.totals = { ...draft.totals, likes: draft.totals.likes + event.body.count }
      return
    case 'wallPinned':
      draft.wall = event.body.card
      return
    case 'wallCleared':
      draft.wall = null
      return
    case 'viewerMuted':
      draft.mutedViewers.set(event.body.userId, event.body.userName)
      return
    case 'viewerUnmuted':
      draft.mutedViewers.delete(event.body.userId)
      return
    case 'wordBlocked':
      draft.blockedWords = [...draft.blockedWords, event.body.word]
      return
    case 'wordUnblocked':
      draft.blockedWords = draft.blockedWords.filter((word) => word !== event.body.word)
      return
    case 'questionOpened':
    case 'questionJoined':
    case 'questionClaimed':
    case 'claimReleased':
    case 'questionMerged':
    case 'questionDismissed':
    case 'questionReopened':
    case 'questionRestored':
      evolveQuestions(draft, event)
      return
    case 'questionAnswered':
      evolveQuestions(draft, event)
      evolveUnattendedHours(draft, event)
      return
    case 'unattendedSwitched':
      evolveUnattendedHours(draft, event)
      return
    case 'orderPlaced':
    case 'orderRefunded':
      evolveOrders(draft, event)
      return
    case 'shoutOutSignalled':
    case 'shoutOutPrompted':
    case 'shoutOutThanked':
    case 'shoutOutSkipped':
    case 'shoutOutSnoozed':
    case 'shoutOutExpired':
    case 'shoutOutVetoed':
    case 'shoutOutYielded':
    case 'shoutOutResumed':
    case 'shoutOutRulesSet':
      evolveShoutOuts(draft, event)
      return
    case 'viewerLeft':
    case 'preflightOverridden':
    case 'serviceResumed':
    case 'outputChanged':
    case 'sourceChanged':
    case 'healthSampled':
    case 'unknown':
      return
    default:
      unreachable(event)
  }
}
