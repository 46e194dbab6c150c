import { Anchor, Button, FileButton, Group, Text } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ImportKind } from '#shared/domain/imports/column.ts'
import { FILE_NAMES } from './file-names.ts'
import classes from './import-dialog.module.css'

const ACCEPTED = '.csv,.tsv,.txt,.xlsx'

/** Where a file is dropped or chosen, with a template to fill in and what is there already to take along. */
export function FileStep({ kind, onFile }: { kind: ImportKind; onFile: (file: File) => void }) {
  const { t } = useTranslation('imports')
  const [over, setOver] = useState(false)
  return (
    <>
      <div
        className={classes.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          const [file] = event.dataTransfer.files
          if (file) onFile(file)
        }}
      >
        <IconFileSpreadsheet size={40} stroke={1.25} aria-hidden />
        <Text size="lg">{t('drop')}</Text>
        <FileButton accept={ACCEPTED} onChange={(file) => file && onFile(file)}>
          {(props) => (
            <Button {...props} size="md">
              {t('choose')}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed" ta="center">
          {t(`hint_${kind}`)}
        </Text>
      </div>
      <Group justify="space-between" mt="md">
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t('template')}
          </Text>
          <Anchor size="sm" href={`/template/${FILE_NAMES[kind]}.xlsx`} download>
            XLSX
          </Anchor>
          <Anchor size="sm" href={`/template/${FILE_NAMES[kind]}.csv`} download>
            CSV
          </Anchor>
        </Group>
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t('export')}
          </Text>
          <Anchor size="sm" href={`/export/${FILE_NAMES[kind]}.xlsx`} download>
            XLSX
          </Anchor>
          <Anchor size="sm" href={`/export/${FILE_NAMES[kind]}.csv`} download>
            CSV
          </Anchor>
        </Group>
      </Group>
    </>
  )
}
