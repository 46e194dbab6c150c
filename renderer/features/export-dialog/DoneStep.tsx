import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { ExportJob } from '#shared/protocol/exports.ts'
import classes from './export-dialog.module.css'

interface DoneStepProps {
  readonly job: ExportJob
  readonly fileUrl: string
  /** Null: there is a file to be downloaded, and nothing to be printed. */
  readonly onPrint: (() => void) | null
  readonly onAnother: () => void
  readonly onClose: () => void
}

/** The file has begun to download by itself; here it can be had again. */
export function DoneStep({ job, fileUrl, onPrint, onAnother, onClose }: DoneStepProps) {
  const { t, i18n } = useTranslation('exports')
  return (
    <div className={classes.working}>
      <div role="status">
        <Text fw={600}>{t('done')}</Text>
        <Text size="sm" c="dimmed" className={classes.file ?? ''}>
          {t('doneSays', { name: job.fileName, size: sizeText(job.bytes ?? 0, i18n.language) })}
        </Text>
      </div>
      <Group justify="space-between">
        <Button variant="subtle" onClick={onAnother}>
          {t('another')}
        </Button>
        <Group gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('close')}
          </Button>
          {onPrint === null ? (
            <Button component="a" href={fileUrl} download>
              {t('download')}
            </Button>
          ) : (
            <Button onClick={onPrint}>{t('print')}</Button>
          )}
        </Group>
      </Group>
    </div>
  )
}

const UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const

function sizeText(bytes: number, language: string): string {
  const step = Math.min(UNITS.length, Math.max(1, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const format = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[step - 1] ?? 'kilobyte',
    unitDisplay: 'short',
    maximumFractionDigits: step === 1 ? 0 : 1,
  })
  return format.format(Math.max(bytes / 1_000 ** step, step === 1 ? 1 : 0))
}
