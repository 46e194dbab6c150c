import { Button, Group, Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { ExportJob } from '#shared/protocol/exports.ts'
import classes from './export-dialog.module.css'

/** Null: the studio has not answered yet. */
export function ProgressStep({ job, onCancel }: { job: ExportJob | null; onCancel: () => void }) {
  const { t, i18n } = useTranslation('exports')
  const rows = job?.rows ?? 0
  // Until the first rows are written nobody can say how far it is.
  const isCounting = rows === 0
  const label =
    job?.state === 'waiting'
      ? t('waiting')
      : isCounting
        ? t('reading')
        : t('rows', { rows: rows.toLocaleString(i18n.language) })
  return (
    <div className={classes.working}>
      <Text role="status" className={classes.figures ?? ''}>
        {label}
      </Text>
      <Progress
        size="lg"
        value={isCounting ? 100 : Math.round((job?.progress ?? 0) * 100)}
        animated={isCounting}
        color={isCounting ? 'gray' : 'teal'}
        aria-label={label}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </Group>
    </div>
  )
}
