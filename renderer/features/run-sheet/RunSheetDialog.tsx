import { Button, Modal, TextInput } from '@mantine/core'
import { IconListNumbers, IconPlus, IconSearch } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Item } from '#shared/domain/run-sheet/item.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { ItemDialog, type EditedItem } from './ItemDialog.tsx'
import classes from './run-sheet.module.css'
import { SheetFileMenu } from './SheetFileMenu.tsx'
import { SheetList } from './SheetList.tsx'
import { SheetTotals } from './SheetTotals.tsx'
import { TemplatesDialog } from './TemplatesDialog.tsx'
import { useSheetActions } from './use-sheet-actions.ts'

const NO_ITEMS: readonly Item[] = []

/**
 * The whole sheet across the window: to prepare a show, and to mend it during one. `importer` is the dialog that takes
 * a spreadsheet in, given what closes it.
 */
export function RunSheetDialog(props: { importer: (onClose: () => void) => ReactNode; onClose: () => void }) {
  const { importer, onClose } = props
  const { t } = useTranslation('runSheet')
  const sheet = useStaff(({ session }) => session?.runSheet ?? NO_ITEMS)
  const actions = useSheetActions()
  const [filter, setFilter] = useState('')
  const [front, setFront] = useState<'import' | 'templates' | 'question' | null>(null)
  const back = (): void => setFront(null)
  const openImport = (): void => setFront('import')
  const [edited, setEdited] = useState<EditedItem | null>(null)
  const add = (): void => setEdited({ item: actions.blank(), isNew: true })
  const files = (
    <SheetFileMenu
      actions={actions}
      onImport={openImport}
      onTemplates={() => setFront('templates')}
      onQuestion={(asked) => setFront(asked ? 'question' : null)}
    />
  )
  return (
    <Modal
      opened
      onClose={onClose}
      // Escape is for the dialog in front, if one is open.
      closeOnEscape={edited === null && front === null}
      title={t('title')}
      size="min(1320px, 100%)"
      classNames={{ body: classes.whole ?? '' }}
    >
      {sheet.length === 0 ? (
        <EmptyState
          icon={<IconListNumbers size={28} stroke={1.25} aria-hidden />}
          title={t('emptyTitle')}
          hint={t('emptyWholeHint')}
          action={
            <span className={classes.emptyActions}>
              <Button onClick={add}>{t('addFirst')}</Button>
              <Button variant="default" onClick={openImport}>
                {t('import')}
              </Button>
              {files}
            </span>
          }
        />
      ) : (
        <>
          <div className={classes.head}>
            <SheetTotals />
            <TextInput
              className={classes.find}
              value={filter}
              onChange={(event) => setFilter(event.currentTarget.value)}
              placeholder={t('find')}
              aria-label={t('find')}
              leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
            />
            {files}
            <Button leftSection={<IconPlus size={16} stroke={2} />} onClick={add}>
              {t('add')}
            </Button>
          </div>
          <div className={classes.headings} aria-hidden>
            <span />
            <span>{t('field_number')}</span>
            <span>{t('field_title')}</span>
            <span>{t('prices')}</span>
            <span>{t('couponAndWindow')}</span>
            <span>{t('field_stock')}</span>
            <span>{t('timesHeading')}</span>
            <span />
          </div>
          <SheetList
            sheet={sheet}
            actions={actions}
            wide
            filter={filter}
            onEdit={(item) => setEdited({ item, isNew: false })}
          />
        </>
      )}
      {front === 'templates' ? <TemplatesDialog count={sheet.length} onClose={back} /> : null}
      {front === 'import' ? importer(back) : null}
      {edited ? (
        <ItemDialog key={edited.item.itemId} edited={edited} onClose={() => setEdited(null)} />
      ) : null}
    </Modal>
  )
}
