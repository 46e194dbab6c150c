import { Button, Menu } from '@mantine/core'
import { modals } from '@mantine/modals'
import {
  IconChevronDown,
  IconDownload,
  IconEraser,
  IconFileImport,
  IconFileSpreadsheet,
  IconTemplate,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import type { SheetActions } from './use-sheet-actions.ts'

/** Whole sheets: in from a file, out to one, kept for other shows, emptied. */
export function SheetFileMenu(props: {
  actions: SheetActions
  onImport: () => void
  onTemplates: () => void
  /** The question before emptying stands in front, or has gone. */
  onQuestion: (asked: boolean) => void
}) {
  const { actions, onImport, onTemplates, onQuestion } = props
  const { t } = useTranslation('runSheet')
  const { done } = useToasts()
  const sheet = useStaff(({ session }) => session?.runSheet)
  const count = sheet?.length ?? 0
  const clear = (): void => {
    void actions.clear().then((ok) => {
      if (ok) done(t('cleared', { n: count }), () => void actions.undoLoad())
    })
  }
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={16} stroke={1.75} />}>
          {t('files')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFileImport size={18} stroke={1.5} />} onClick={onImport}>
          {t('import')}
        </Menu.Item>
        <Menu.Item
          component="a"
          href="/template/run-sheet.xlsx"
          download
          leftSection={<IconFileSpreadsheet size={18} stroke={1.5} />}
        >
          {t('sample')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTemplate size={18} stroke={1.5} />} onClick={onTemplates}>
          {t('templatesMenu')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          component="a"
          href="/export/run-sheet.xlsx"
          download
          disabled={count === 0}
          leftSection={<IconDownload size={18} stroke={1.5} />}
        >
          {t('exportXlsx')}
        </Menu.Item>
        <Menu.Item
          component="a"
          href="/export/run-sheet.csv"
          download
          disabled={count === 0}
          leftSection={<IconDownload size={18} stroke={1.5} />}
        >
          {t('exportCsv')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          disabled={count === 0}
          leftSection={<IconEraser size={18} stroke={1.5} />}
          onClick={() => {
            onQuestion(true)
            modals.openConfirmModal({
              title: t('clearTitle'),
              children: t('clearText', { n: count }),
              labels: { confirm: t('clear'), cancel: t('cancel') },
              confirmProps: { variant: 'outline', color: 'gray' },
              onClose: () => onQuestion(false),
              onConfirm: clear,
            })
          }}
        >
          {t('clear')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
