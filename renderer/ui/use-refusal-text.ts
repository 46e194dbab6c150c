import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import type { Refusal } from '#shared/domain/session/command.ts'
import type { RequestProblem } from '#shared/protocol/down.ts'

type Refused = Refusal | { readonly kind: 'offline' }

const WRONG_PHASE = {
  preparing: 'wrongPhasePreparing',
  live: 'wrongPhaseLive',
  ended: 'wrongPhaseEnded',
} as const

const PROBLEMS = {
  notAllowed: 'problemNotAllowed',
  notFound: 'problemNotFound',
  wrongPhase: 'problemWrongPhase',
  invalid: 'problemInvalid',
  portUnavailable: 'problemPortUnavailable',
  logUnavailable: 'problemLogUnavailable',
  offline: 'problemOffline',
} as const satisfies Record<RequestProblem | 'offline', string>

/**
 * Sentences for people: why a command was refused (`nowMs` is the service's time, for "free in n s"), and why a
 * request was not served.
 */
export function useRefusalText(): {
  refusalText: (refusal: Refused, nowMs: number) => string
  problemText: (problem: RequestProblem | 'offline') => string
} {
  const { t } = useTranslation('refusals')
  const refusalText = useCallback(
    (refusal: Refused, nowMs: number): string => {
      switch (refusal.kind) {
        case 'wrongPhase':
          return t(WRONG_PHASE[refusal.phase])
        case 'alreadyClaimed':
          return t(refusal.kind, { name: refusal.holderName, seconds: secondsUntil(refusal.untilMs - nowMs) })
        case 'alreadyClosed':
          if (refusal.byName === '') return t('alreadyAnsweredAutomatically')
          return t(refusal.status === 'answered' ? 'alreadyAnswered' : 'alreadyDismissed', {
            name: refusal.byName,
          })
        case 'changedSince':
          return refusal.byName === ''
            ? t('changedSinceByNobody')
            : t('changedSince', { name: refusal.byName })
        case 'numberTaken':
          return t(refusal.kind, { number: refusal.number, name: refusal.title })
        case 'rateLimited':
          return t(refusal.kind, { seconds: secondsUntil(refusal.retryInMs) })
        case 'notAllowed':
        case 'unknownQuestion':
        case 'unknownDanmaku':
        case 'alreadyAQuestion':
        case 'notClaimedByYou':
        case 'stillOpen':
        case 'mergeIntoItself':
        case 'unknownItem':
        case 'itemChangedSince':
        case 'runSheetFull':
        case 'shoutOutGone':
        case 'nothingToUndo':
        case 'nothingToDo':
        case 'muted':
        case 'logUnavailable':
        case 'offline':
          return t(refusal.kind)
        default:
          return refusal satisfies never
      }
    },
    [t],
  )
  const problemText = useCallback((problem: RequestProblem | 'offline') => t(PROBLEMS[problem]), [t])
  return { refusalText, problemText }
}

const secondsUntil = (spanMs: number): number => Math.max(1, Math.ceil(spanMs / 1000))
