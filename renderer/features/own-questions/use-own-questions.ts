import { useCallback, useEffect, useRef, useState } from 'react'

import { useRoom, useRoomTime } from '#renderer/session-client/room-context.tsx'
import type { OwnQuestion } from '#shared/protocol/down.ts'
import { cardKey, hide, NOTHING_WITNESSED, pinnedQuestions, witness, type Witnessed } from './pinned.ts'

const STORED = 'huitou.hiddenQuestions'

export interface OwnQuestions {
  /** All of this show, as asked. */
  readonly all: readonly OwnQuestion[]
  readonly pinned: readonly OwnQuestion[]
  readonly putAway: (question: OwnQuestion) => void
}

/** The viewer's own questions and which of them to keep in sight. What was put away stays so over a reload. */
export function useOwnQuestions(): OwnQuestions {
  const all = useRoom(({ ownQuestions }) => ownQuestions)
  const [witnessed, setWitnessed] = useState<Witnessed>(remembered)
  const lastSeen = useRef(all)
  const first = useRef(true)

  useEffect(() => {
    if (all === lastSeen.current) return
    lastSeen.current = all
    const isFirst = first.current
    first.current = false
    setWitnessed((known) => witness(known, all, Date.now(), isFirst))
  }, [all])

  const keys = useRoomTime(
    useCallback(() => pinnedQuestions(all, witnessed, Date.now()).map(cardKey).join('\n'), [all, witnessed]),
  )
  const byKey = new Map(all.map((question) => [cardKey(question), question]))

  const putAway = useCallback((question: OwnQuestion) => {
    setWitnessed((known) => {
      const next = hide(known, question)
      sessionStorage.setItem(STORED, [...next.hidden].join('\n'))
      return next
    })
  }, [])

  return { all, pinned: keys.split('\n').flatMap((key) => byKey.get(key) ?? []), putAway }
}

const remembered = (): Witnessed => ({
  ...NOTHING_WITNESSED,
  hidden: new Set(sessionStorage.getItem(STORED)?.split('\n')),
})
