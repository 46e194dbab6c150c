import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'

import type { ChatLine, RequestProblem } from '#shared/protocol/down.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'

const TYPING_PAUSE_MS = 250
/** As many as the contract of the wire takes. */
export const SEARCH_TEXT_MAX = 80

export interface ChatSearchState {
  readonly text: string
  readonly setText: (text: string) => void
  /** What `found` was found with; lags behind `text` while somebody types. */
  readonly searched: string
  readonly found: Found
  readonly more: () => void
}

export type Found =
  | { readonly kind: 'idle' | 'searching' }
  | { readonly kind: 'problem'; readonly problem: RequestProblem | 'offline' }
  | {
      readonly kind: 'lines'
      readonly lines: readonly ChatLine[]
      readonly more: boolean
      readonly loading: boolean
    }

/** Search in the chat of the whole show, newest first, a page at a time. */
export function useChatSearch(): ChatSearchState {
  const client = useStaffClient()
  const [text, setText] = useState('')
  const [debounced] = useDebouncedValue(text.trim(), TYPING_PAUSE_MS)
  const searched = text.trim() === '' ? '' : debounced
  const [found, setFound] = useState<Found>({ kind: 'idle' })
  const [foundFor, setFoundFor] = useState('')

  if (foundFor !== searched) {
    setFoundFor(searched)
    setFound({ kind: searched === '' ? 'idle' : 'searching' })
  }

  useEffect(() => {
    if (searched === '') return
    let current = true
    void client.request({ type: 'searchChat', text: searched, beforeSeq: null }).then((outcome) => {
      // An answer to what was typed before must not replace the one to what stands there now.
      if (!current) return
      if (!outcome.ok) setFound({ kind: 'problem', problem: outcome.problem })
      else if (outcome.body.type === 'chat') setFound({ kind: 'lines', ...outcome.body, loading: false })
    })
    return () => {
      current = false
    }
  }, [client, searched])

  const more = (): void => {
    const last = found.kind === 'lines' ? found.lines.at(-1) : undefined
    if (found.kind !== 'lines' || found.loading || last === undefined) return
    setFound({ ...found, loading: true })
    void client.request({ type: 'searchChat', text: searched, beforeSeq: last.seq }).then((outcome) => {
      setFound((now) => {
        if (now.kind !== 'lines' || now.lines.at(-1) !== last) return now
        if (!outcome.ok || outcome.body.type !== 'chat') return { ...now, loading: false }
        const { lines, more: moreLeft } = outcome.body
        return { kind: 'lines', lines: [...now.lines, ...lines], more: moreLeft, loading: false }
      })
    })
  }

  return { text, setText, searched, found, more }
}
