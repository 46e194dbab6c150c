import type { KnownEvent, SessionEvent } from '../session/event.ts'
import { createIncidents } from './incidents.ts'
import { createItems } from './items.ts'
import type { LogReview } from './log-review.ts'
import { createMarkers } from './markers.ts'
import { createMinutes } from './minutes.ts'
import { moderatorsOf, staffRoleOf } from './moderators.ts'
import { createPresence } from './presence.ts'
import { questionMetrics } from './question-metrics.ts'
import { ratio } from './rank.ts'
import { REVIEW_VERSION, type ReviewedSession, type ReviewModerator } from './review.ts'
import { createShoutOuts } from './shout-outs.ts'
import { createThreads, type Asking } from './threads.ts'
import { windowOf, type LogBounds } from './window.ts'
import { addMessage, mergeWriters, noWriters, type Writers } from './writers.ts'

/** Where a log begins and ends; `createdAtMs` is that of its first event. */
export interface LogEdges extends LogBounds {
  readonly lastSeq: number
}

/**
 * Takes a whole log in, in order, and gives what it tells. The events that come by the hundred thousand can be told
 * without being events: `entered`, `left`, `liked` and `joined` one by one, danmaku counted elsewhere by `wrote`.
 */
export interface ReviewFold {
  readonly add: (event: SessionEvent) => void
  readonly entered: (userId: string, atMs: number) => void
  readonly left: (userId: string, atMs: number) => void
  readonly liked: (userId: string, count: number, atMs: number) => void
  readonly joined: (questionId: string, message: Asking) => void
  readonly wrote: (writers: Writers) => void
  readonly finish: () => LogReview
}

export function createReviewFold(edges: LogEdges): ReviewFold {
  const window = windowOf(edges)
  const presence = createPresence(window)
  const writers = noWriters(window)
  const threads = createThreads()
  const items = createItems(window)
  const shoutOuts = createShoutOuts()
  const incidents = createIncidents(window)
  const markers = createMarkers(window)
  const minutes = createMinutes(window)
  const roles = new Map<string, ReviewModerator['role']>()
  let session: ReviewedSession = {
    sessionId: '',
    title: '',
    kind: 'show',
    phase: edges.endedAtMs !== null ? 'ended' : edges.liveAtMs !== null ? 'live' : 'preparing',
    createdAtMs: edges.firstAtMs,
    liveAtMs: edges.liveAtMs,
    endedAtMs: edges.endedAtMs,
    endReason: edges.endReason,
    ...window,
    lastSeq: edges.lastSeq,
  }

  const addKnown = (event: KnownEvent): void => {
    switch (event.type) {
      case 'sessionCreated': {
        const { sessionId, title, kind } = event.body
        session = { ...session, sessionId, title, kind, createdAtMs: event.atMs }
        return
      }
      case 'sessionRenamed':
        session = { ...session, title: event.body.title }
        return
      case 'viewerEntered':
        return presence.entered(event.body.userId, event.atMs)
      case 'serviceResumed':
        incidents.add(event)
        return presence.lostSight(event.body.awaySinceMs)
      case 'viewerLeft':
        return presence.left(event.body.userId, event.atMs)
      case 'likesAdded':
        return minutes.liked(event.body.userId, event.body.count, event.atMs)
      case 'danmakuReceived':
        return addMessage(writers, window, { ...event.body, atMs: event.atMs })
      case 'questionOpened':
      case 'questionJoined':
      case 'questionClaimed':
      case 'claimReleased':
      case 'questionAnswered':
      case 'questionMerged':
      case 'questionDismissed':
      case 'questionReopened':
      case 'questionRestored':
        return threads.add(event, items.itemIdOf)
      case 'runSheetLoaded':
      case 'itemAdded':
      case 'itemChanged':
      case 'itemRemoved':
      case 'itemMoved':
      case 'itemTakenOffAir':
      case 'stockAdjusted':
      case 'orderPlaced':
      case 'orderRefunded':
        return items.add(event)
      case 'itemPutOnAir':
        markers.add(event)
        return items.add(event)
      case 'shoutOutThanked':
      case 'showEnded':
        markers.add(event)
        return shoutOuts.add(event)
      case 'shoutOutSignalled':
      case 'shoutOutPrompted':
      case 'shoutOutSkipped':
      case 'shoutOutSnoozed':
      case 'shoutOutExpired':
      case 'shoutOutVetoed':
      case 'shoutOutYielded':
      case 'shoutOutResumed':
      case 'shoutOutRulesSet':
        return shoutOuts.add(event)
      case 'outputChanged':
      case 'sourceChanged':
      case 'preflightOverridden':
        return incidents.add(event)
      case 'healthSampled':
        incidents.add(event)
        return minutes.sampled(event.body, event.atMs)
      case 'recordingStopped':
        incidents.add(event)
        return markers.add(event)
      case 'wentLive':
      case 'sceneTaken':
      case 'recordingStarted':
      case 'wallPinned':
      case 'unattendedSwitched':
        return markers.add(event)
      case 'wallCleared':
      case 'viewerMuted':
      case 'viewerUnmuted':
      case 'wordBlocked':
      case 'wordUnblocked':
        return
      default:
        event satisfies never
    }
  }

  return {
    add: (event) => {
      const role = staffRoleOf(event.actor)
      if (role !== null) roles.set(event.actor.id, role)
      if (event.type !== 'unknown') addKnown(event)
    },
    entered: presence.entered,
    left: presence.left,
    liked: minutes.liked,
    joined: threads.joined,
    wrote: (part) => mergeWriters(writers, part),
    finish: () => {
      const present = presence.finish()
      const { threads: finished, asks } = threads.finish(window.toMs)
      const all = finished.map(({ thread }) => thread)
      const greeted = shoutOuts.finish(writers.loyal)
      const noticed = incidents.finish()
      const { likes, likers } = minutes.likes()
      return {
        figures: {
          session,
          metrics: {
            pv: present.pv,
            uv: present.uv,
            pcu: present.pcu,
            pcuBucketMs: 1,
            watchMs: present.watchMs,
            watchMsPerViewer: ratio(present.watchMs, present.uv),
            messages: writers.total,
            interactors: writers.userIds.size,
            interactionRate: ratio(writers.userIds.size, present.uv),
            likes,
            likers,
            ...questionMetrics(all),
            shoutOutsPrompted: greeted.shoutOuts.length,
            shoutOutsThanked: greeted.shoutOuts.filter(({ outcome }) => outcome === 'thanked').length,
          },
          orders: [...items.orders()],
        },
        rest: {
          version: REVIEW_VERSION,
          minutes: [...minutes.finish(present.minutes, writers.messages, all)],
          markers: [...markers.finish(noticed, items.ranOut())],
          recordings: [...markers.recordings()],
          threads: all,
          items: [...items.finish(all, present.stays)],
          moderators: [...moderatorsOf(finished, roles)],
          shoutOuts: [...greeted.shoutOuts],
          fairness: [...greeted.fairness],
          incidents: [...noticed],
          asks: [...asks],
          runSheet: [...items.runSheet()],
          airings: [...items.airings()],
        },
      }
    },
  }
}
