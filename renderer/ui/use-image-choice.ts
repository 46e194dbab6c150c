import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useToasts } from './use-toasts.tsx'
import { uploadAsset } from '#renderer/session-client/asset-client.ts'

/** Takes the file of an input to the service; says what is wrong with it if it cannot be used. */
export function useImageChoice() {
  const { t } = useTranslation('common')
  const { failed } = useToasts()
  const [busy, setBusy] = useState(false)
  const choose = async (input: HTMLInputElement): Promise<string | null> => {
    const file = input.files?.[0]
    if (!file) return null
    setBusy(true)
    const uploaded = await uploadAsset(file)
    setBusy(false)
    // The same file may be chosen again, after it was made smaller.
    input.value = ''
    if (uploaded.ok) return uploaded.assetId
    failed(t(`imageProblem_${uploaded.problem}`))
    return null
  }
  return { busy, choose }
}
