import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Erasures } from '#shared/protocol/fans.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import classes from './fans.module.css'

const LOOK_AGAIN_MS = 5_000

/** People who are deleted and of whom logs still hold traces: never out of sight until it is done. */
export function ErasureNotice() {
  const { t } = useTranslation('fans')
  const client = useStaffClient()
  const [erasures, setErasures] = useState<Erasures | null>(null)
  useEffect(() => {
    const look = (): void => {
      void client.request({ type: 'getErasures' }).then((outcome) => {
        if (outcome.ok && outcome.body.type === 'erasures') setErasures(outcome.body.erasures)
      })
    }
    look()
    const timer = setInterval(look, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [client])
  if (erasures === null || erasures.logs === 0) return null
  const { people, logs, problems } = erasures
  return (
    <p className={classes.erasures} role="status">
      {t('erasuresWaiting', { people, logs })}
      {problems.length === 0
        ? null
        : ` ${t('erasureProblems', {
            n: problems.length,
            sessions: problems.map(({ sessionId }) => sessionId).join('、'),
          })}`}
    </p>
  )
}
