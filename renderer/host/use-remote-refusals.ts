import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { lineSentence } from './line-sentence.ts'
import type { Rig } from './rig.ts'

/** Tells the host why a button did not go live; whoever pressed it sees no more than that nothing happened. */
export function useRemoteRefusals(rig: Rig | null): void {
  const { t } = useTranslation('remoteControl')
  const { t: tLines } = useTranslation(['preflight', 'media'])
  const { failed } = useToasts()
  useEffect(
    () =>
      rig?.onRemoteRefusal((red) => {
        failed(t('refusedLive', { reasons: red.map((line) => lineSentence(tLines, line)).join(' ') }))
      }),
    [failed, rig, t, tLines],
  )
}
