import { Alert, Button, Group, Loader, Modal, Progress, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ImportKind } from '#shared/domain/imports/column.ts'
import type { ImportJob } from '#shared/protocol/imports.ts'
import { FileStep } from './FileStep.tsx'
import classes from './import-dialog.module.css'
import { MappingStep } from './MappingStep.tsx'
import { PreviewStep } from './PreviewStep.tsx'
import { ReportStep } from './ReportStep.tsx'
import { useImport, type ImportDesk, type UploadProblem } from './use-import.ts'

/** A spreadsheet into the library: file, columns, what would happen, then the writing and its report. */
export function ImportDialog({ kind, onClose }: { kind: ImportKind; onClose: () => void }) {
  const { t } = useTranslation('imports')
  const [problem, setProblem] = useState<UploadProblem | null>(null)
  const desk = useImport(kind, setProblem)
  const { job } = desk
  const close = (): void => {
    // What is not written yet is given up; what is being written goes on, and is found here again.
    if (job && ['reading', 'mapping', 'planning', 'ready', 'failed'].includes(job.state)) {
      desk.ask({ type: 'cancelImport', importId: job.importId })
    }
    onClose()
  }
  return (
    <Modal opened onClose={close} title={t(`title_${kind}`)} size={1040}>
      {problem && !job ? (
        <Alert color="gray" className={classes.alert ?? ''} role="alert">
          {t(`upload_${problem}`)}
        </Alert>
      ) : null}
      <div className={classes.body}>
        {job ? (
          <Step kind={kind} job={job} desk={desk} onClose={close} />
        ) : desk.sending ? (
          <Waiting label={t('sending')} />
        ) : (
          <FileStep
            kind={kind}
            onFile={(file) => {
              setProblem(null)
              desk.upload(file)
            }}
          />
        )}
      </div>
    </Modal>
  )
}

interface StepProps {
  readonly kind: ImportKind
  readonly job: ImportJob
  readonly desk: ImportDesk
  readonly onClose: () => void
}

function Step({ job, desk, onClose }: StepProps) {
  const { t } = useTranslation('imports')
  switch (job.state) {
    case 'reading':
      return <Waiting label={t('reading', { name: job.fileName, n: job.progress.done })} />
    case 'mapping':
      return <MappingStep key={`${job.importId}/${job.sheet}`} job={job} desk={desk} />
    case 'planning':
      return <Working label={t('checking')} job={job} />
    case 'ready':
      return <PreviewStep job={job} desk={desk} />
    case 'applying':
      return (
        <Working label={t('writing')} job={job}>
          <Button
            variant="default"
            onClick={() => desk.ask({ type: 'cancelImport', importId: job.importId })}
          >
            {t('stop')}
          </Button>
        </Working>
      )
    case 'cancelling':
      return <Working label={t('takingBack')} job={job} />
    case 'undoing':
      return <Working label={t('undoing')} job={job} />
    case 'done':
    case 'undone':
    case 'cancelled':
      return <ReportStep job={job} desk={desk} onClose={onClose} />
    case 'failed':
      return (
        <>
          <Alert color="gray" title={job.fileName} role="alert">
            {t(`problem_${job.problem ?? 'broken'}`)}
          </Alert>
          <Group justify="flex-end" mt="md">
            <Button onClick={desk.startOver}>{t('anotherFile')}</Button>
          </Group>
        </>
      )
    default:
      return job.state satisfies never
  }
}

const Waiting = ({ label }: { label: string }) => (
  <Group className={classes.waiting ?? ''} gap="sm">
    <Loader size="sm" />
    <Text>{label}</Text>
  </Group>
)

function Working({ label, job, children }: { label: string; job: ImportJob; children?: React.ReactNode }) {
  const { done, total } = job.progress
  const percent = total === null || total === 0 ? null : Math.round((done / total) * 100)
  return (
    <div className={classes.working}>
      <Text>{label}</Text>
      <Progress value={percent ?? 100} animated={percent === null} size="lg" aria-label={label} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed" className={classes.figures ?? ''}>
          {total === null ? '' : `${done.toLocaleString()} / ${total.toLocaleString()}`}
        </Text>
        {children}
      </Group>
    </div>
  )
}
