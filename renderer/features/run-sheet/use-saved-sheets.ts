import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { SavedRunSheet } from '#shared/protocol/run-sheet.ts'
import type { Request } from '#shared/protocol/up.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'

export interface SavedSheets {
  /** Null until they are known. */
  readonly sheets: readonly SavedRunSheet[] | null
  readonly failed: boolean
  /** Keeps the sheet of the show under a new name, or in place of a kept one. */
  readonly save: (name: string, sheetId: string | null) => Promise<boolean>
  /** Makes a kept sheet the one of the show, with a way back. */
  readonly load: (sheet: SavedRunSheet) => Promise<boolean>
  readonly rename: (sheet: SavedRunSheet, name: string) => Promise<boolean>
  readonly remove: (sheet: SavedRunSheet) => Promise<boolean>
}

/** The run-sheets kept by name. */
export function useSavedSheets(): SavedSheets {
  const client = useStaffClient()
  const { t } = useTranslation('runSheet')
  const { problemText } = useRefusalText()
  const { done, failed: say } = useToasts()
  const [sheets, setSheets] = useState<readonly SavedRunSheet[] | null>(null)
  const [failed, setFailed] = useState(false)

  const ask = useCallback(
    async (request: Request): Promise<boolean> => {
      const outcome = await client.request(request)
      if (!outcome.ok) {
        say(problemText(outcome.problem))
        return false
      }
      if (outcome.body.type === 'runSheets') setSheets(outcome.body.sheets)
      return true
    },
    [client, problemText, say],
  )
  useEffect(() => {
    let over = false
    void client.request({ type: 'listRunSheets' }).then((outcome) => {
      if (over) return
      if (outcome.ok && outcome.body.type === 'runSheets') setSheets(outcome.body.sheets)
      else setFailed(true)
    })
    return () => {
      over = true
    }
  }, [client])

  return {
    sheets,
    failed,
    save: async (name, sheetId) => {
      const ok = await ask({ type: 'saveRunSheet', sheetId, name })
      if (ok) done(t('templateSaved', { name }))
      return ok
    },
    load: async (sheet) => {
      const ok = await ask({ type: 'loadRunSheet', sheetId: sheet.sheetId })
      if (ok) done(t('templateLoaded', { name: sheet.name }), () => void ask({ type: 'undoRunSheetLoad' }))
      return ok
    },
    rename: (sheet, name) => ask({ type: 'renameRunSheet', sheetId: sheet.sheetId, name }),
    remove: (sheet) => ask({ type: 'deleteRunSheet', sheetId: sheet.sheetId }),
  }
}
