import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Question } from '#shared/domain/questions/question.ts'
import { priceAlert, type PriceAlert } from '#shared/domain/run-sheet/price-alert.ts'
import { useServiceTime, useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { formatFen } from '#renderer/ui/money.ts'

export interface PriceCheck {
  /** Names both prices; null while the text says none that differs from the run-sheet's. */
  readonly warning: string | null
  /** The warning stands and has been answered by pressing once: the next press goes through. */
  readonly asked: boolean
  /** Whether the text may go out now. The first press on a text with a warning asks instead. */
  readonly passes: () => boolean
}

/** Checks the prices in an answer to `question` against the run-sheet, as it is and as the item costs right now. */
export function usePriceAlert(question: Question, text: string): PriceCheck {
  const { t } = useTranslation('thread')
  const client = useStaffClient()
  const sheet = useStaff((state) => state.session?.runSheet)
  const itemOnAir = useStaff((state) => state.session?.itemOnAir?.item ?? null)
  const [askedAbout, setAskedAbout] = useState<string | null>(null)
  const alertAt = (nowMs: number): PriceAlert | null =>
    priceAlert(text, sheet ?? [], { questionNumber: question.itemNumber, itemOnAir, nowMs })
  // Judged again when a price's window opens or closes while the text stands unchanged.
  useServiceTime((nowMs) => alertAt(nowMs)?.expectedFen ?? null)
  const alert = alertAt(client.clock.nowMs())
  const warning =
    alert &&
    t('priceDiffers', {
      said: formatFen(alert.saidFen),
      expected: formatFen(alert.expectedFen),
      number: alert.itemNumber,
      title: alert.title,
    })
  const asked = warning !== null && askedAbout === `${text}\n${warning}`
  return {
    warning,
    asked,
    passes: () => {
      if (warning === null || asked) return true
      setAskedAbout(`${text}\n${warning}`)
      return false
    },
  }
}
