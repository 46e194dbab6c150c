import { useEffect, useState } from 'react'

import type { ImportKind } from '#shared/domain/imports/column.ts'
import type { ImportJob } from '#shared/protocol/imports.ts'
import type { Request } from '#shared/protocol/up.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'

type ImportRequest = Extract<
  Request,
  { type: 'chooseImportSheet' | 'planImport' | 'remapImport' | 'applyImport' | 'cancelImport' | 'undoImport' }
>

export interface ImportDesk {
  /** The import of this dialog; null before a file is chosen. */
  readonly job: ImportJob | null
  readonly sending: boolean
  readonly upload: (file: File) => void
  readonly ask: (request: ImportRequest) => void
  /** Back to the beginning, for another file. */
  readonly startOver: () => void
}

/** Why a file was not taken in, by what the service answers. */
export type UploadProblem = 'tooLarge' | 'wrongState' | 'diskFull' | 'failed'

const UPLOAD_PROBLEMS: ReadonlySet<string> = new Set(['tooLarge', 'wrongState', 'diskFull'])
const isUploadProblem = (word: unknown): word is UploadProblem =>
  typeof word === 'string' && UPLOAD_PROBLEMS.has(word)

/** One import from the file to the report, as the service tells it; it goes on while the dialog is closed. */
export function useImport(kind: ImportKind, onProblem: (problem: UploadProblem) => void): ImportDesk {
  const client = useStaffClient()
  const told = useStaff((state) => state.importJob)
  const [importId, setImportId] = useState<string | null>(null)
  const [answered, setAnswered] = useState<ImportJob | null>(null)
  const [sending, setSending] = useState(false)
  const { problemText } = useRefusalText()
  const { failed } = useToasts()

  // A dialog that is opened again finds what is going on.
  useEffect(() => {
    let gone = false
    void client.request({ type: 'getImport' }).then((outcome) => {
      if (gone || !outcome.ok || outcome.body.type !== 'import') return
      const { job } = outcome.body
      if (job?.kind !== kind || job.state === 'cancelled' || job.state === 'undone') return
      setImportId(job.importId)
      setAnswered(job)
    })
    return () => {
      gone = true
    }
  }, [client, kind])

  const upload = async (file: File): Promise<void> => {
    setSending(true)
    try {
      const query = new URLSearchParams({ kind, name: file.name.slice(0, 200) })
      const response = await fetch(`/v1/imports?${query}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/octet-stream' },
        body: file,
      })
      const answer: unknown = await response.json()
      if (response.ok && isObject(answer) && typeof answer['importId'] === 'string') {
        setAnswered(null)
        setImportId(answer['importId'])
        return
      }
      const error = isObject(answer) ? answer['error'] : null
      onProblem(isUploadProblem(error) ? error : 'failed')
    } catch {
      onProblem('failed')
    } finally {
      setSending(false)
    }
  }

  const ask = async (request: ImportRequest): Promise<void> => {
    const outcome = await client.request(request)
    if (!outcome.ok) failed(problemText(outcome.problem))
  }

  const current = told?.importId === importId ? told : answered?.importId === importId ? answered : null
  return {
    job: current,
    sending: sending || (importId !== null && current === null),
    upload: (file) => void upload(file),
    ask: (request) => void ask(request),
    startOver: () => {
      setImportId(null)
      setAnswered(null)
    },
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
