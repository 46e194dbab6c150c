import { Alert, Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { EXPORT_TABLES } from '#shared/protocol/exports.ts'
import { ChoiceStep } from './ChoiceStep.tsx'
import { DoneStep } from './DoneStep.tsx'
import { requestOf, type ExportChoice } from './export-choice.ts'
import { printReport } from './print-report.ts'
import { ProgressStep } from './ProgressStep.tsx'
import { useExport } from './use-export.ts'

/** What, then how far it is, then the file. Closing it stops what is being written. */
export function ExportDialog({ sessionId, onClose }: { sessionId: string; onClose: () => void }) {
  const { t, i18n } = useTranslation('exports')
  const [choice, setChoice] = useState<ExportChoice>({
    as: 'html',
    language: i18n.language === 'en' ? 'en' : 'zh-CN',
    tables: EXPORT_TABLES,
  })
  const [asked, setAsked] = useState(false)
  const [unprinted, setUnprinted] = useState(false)
  const { job, trouble, start, leave, fileUrl } = useExport(sessionId)
  const isDone = job?.state === 'done'
  const isPdf = choice.as === 'pdf'

  const print = (): void => {
    setUnprinted(false)
    void printReport(fileUrl).catch(() => setUnprinted(true))
  }
  useEffect(() => {
    if (!isDone) return
    if (isPdf) void printReport(fileUrl).catch(() => setUnprinted(true))
    else download(fileUrl)
  }, [isDone, isPdf, fileUrl])

  const close = (): void => {
    leave()
    onClose()
  }
  const back = (): void => {
    leave()
    setAsked(false)
    setUnprinted(false)
  }
  const problem = trouble ?? (unprinted ? 'gone' : null)
  return (
    <Modal opened onClose={close} title={t('title')} size={640}>
      {problem === null ? null : (
        <Alert color="gray" mb="md" role="alert">
          {t(`problem_${problem}`)}
        </Alert>
      )}
      {isDone ? (
        <DoneStep
          job={job}
          fileUrl={fileUrl}
          onPrint={isPdf ? print : null}
          onAnother={back}
          onClose={close}
        />
      ) : asked && trouble === null ? (
        <ProgressStep job={job} onCancel={back} />
      ) : (
        <ChoiceStep
          choice={choice}
          onChoice={setChoice}
          onStart={() => {
            setAsked(true)
            start(requestOf(choice))
          }}
        />
      )}
    </Modal>
  )
}

/** As a click on a link would; the file's name comes with the answer. */
function download(url: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}
