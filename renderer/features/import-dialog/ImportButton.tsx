import { Button } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ImportKind } from '#shared/domain/imports/column.ts'
import { ImportDialog } from './ImportDialog.tsx'

/** Opens the import of a kind; `onChanged` once it is closed, when records may have come or gone. */
export function ImportButton({ kind, onChanged }: { kind: ImportKind; onChanged?: () => void }) {
  const { t } = useTranslation('imports')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFileImport size={18} stroke={1.5} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('open')}
      </Button>
      {open ? (
        <ImportDialog
          kind={kind}
          onClose={() => {
            setOpen(false)
            onChanged?.()
          }}
        />
      ) : null}
    </>
  )
}
