import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { ExportDialog } from './ExportDialog.tsx'

/** The way from a review to a file. */
export function ExportButton({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation('exports')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        size="sm"
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('button')}
      </Button>
      {open ? <ExportDialog sessionId={sessionId} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
