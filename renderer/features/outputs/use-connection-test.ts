import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { testWhip, type WhipTest } from '#renderer/media/whip/test-whip.ts'

/** Tries a destination out on demand; `words` says what came of the last time, null before and after changes. */
export function useConnectionTest() {
  const { t } = useTranslation(['outputs', 'media'])
  const [testing, setTesting] = useState(false)
  const [outcome, setOutcome] = useState<WhipTest | null>(null)
  const test = async (url: string, token: string | null): Promise<void> => {
    setTesting(true)
    setOutcome(null)
    setOutcome(await testWhip(url, token))
    setTesting(false)
  }
  const words = (tested: WhipTest): string => {
    if (!tested.ok) return t(tested.error.messageKey, { ns: 'media' })
    if (!tested.connected) return t('testNoPath')
    return t('testGood', { codec: tested.codec ?? '?', ms: tested.tookMs })
  }
  return {
    testing,
    test,
    forget: () => setOutcome(null),
    good: outcome?.ok === true && outcome.connected,
    words: outcome === null ? null : words(outcome),
    said: outcome?.ok === false && outcome.error.message.startsWith('HTTP ') ? outcome.error.message : null,
  }
}
