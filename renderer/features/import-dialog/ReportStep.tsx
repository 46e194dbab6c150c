import { Alert, Anchor, Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { ImportJob } from '#shared/protocol/imports.ts'
import { CountsRow } from './CountsRow.tsx'
import classes from './import-dialog.module.css'
import type { ImportDesk } from './use-import.ts'

const EDITED_SHOWN = 20

/** What has been done, and the way back. */
export function ReportStep(props: { job: ImportJob; desk: ImportDesk; onClose: () => void }) {
  const { job, desk, onClose } = props
  const { t } = useTranslation('imports')
  const { importId, counts, edited } = job
  const isDone = job.state === 'done'
  return (
    <>
      <Text size="lg" mb="md" role="status">
        {t(isDone ? 'done' : job.state === 'undone' ? 'undone' : 'cancelled', { name: job.fileName })}
      </Text>
      {isDone && counts ? <CountsRow counts={counts} /> : null}
      {edited.length > 0 ? (
        <Alert color="gray" title={t('editedTitle', { n: edited.length })}>
          <div className={classes.edited}>{edited.slice(0, EDITED_SHOWN).join('、')}</div>
          {edited.length > EDITED_SHOWN ? t('editedMore', { n: edited.length - EDITED_SHOWN }) : null}
        </Alert>
      ) : null}
      <Group justify="space-between" mt="lg">
        <Group gap="md">
          {isDone ? (
            <Button variant="default" onClick={() => desk.ask({ type: 'undoImport', importId })}>
              {t('undo')}
            </Button>
          ) : null}
          {isDone && counts && counts.rejected > 0 ? (
            <Anchor size="sm" href={`/v1/imports/${importId}/rejected.csv`} download>
              {t('downloadRejected')}
            </Anchor>
          ) : null}
        </Group>
        <Group gap="sm">
          <Button variant="default" onClick={desk.startOver}>
            {t('anotherFile')}
          </Button>
          <Button onClick={onClose}>{t('close')}</Button>
        </Group>
      </Group>
    </>
  )
}
