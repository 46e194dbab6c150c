import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core'
import { IconArrowsMaximize, IconListNumbers, IconPlus, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Item } from '#shared/domain/run-sheet/item.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { ItemDialog, type EditedItem } from './ItemDialog.tsx'
import classes from './run-sheet.module.css'
import { SheetList } from './SheetList.tsx'
import { SheetTotals } from './SheetTotals.tsx'
import { useSheetActions } from './use-sheet-actions.ts'

const NO_ITEMS: readonly Item[] = []

/** The run-sheet in a column: what is on air, what comes, and everything that may have to be changed meanwhile. */
export function RunSheetPanel({ onOpenWhole }: { onOpenWhole?: () => void }) {
  const { t } = useTranslation('runSheet')
  const sheet = useStaff(({ session }) => session?.runSheet ?? NO_ITEMS)
  const ended = useStaff(({ session }) => session?.phase === 'ended')
  const actions = useSheetActions()
  const [filter, setFilter] = useState('')
  const [edited, setEdited] = useState<EditedItem | null>(null)
  const add = (): void => setEdited({ item: actions.blank(), isNew: true })
  return (
    <div className={classes.panel}>
      {sheet.length === 0 ? (
        <EmptyState
          icon={<IconListNumbers size={28} stroke={1.25} aria-hidden />}
          title={t('emptyTitle')}
          hint={t(onOpenWhole ? 'emptyHint' : 'emptyHintConsole')}
          action={
            ended ? null : (
              <span className={classes.emptyActions}>
                <Button onClick={add}>{t('addFirst')}</Button>
                {onOpenWhole ? (
                  <Button variant="default" onClick={onOpenWhole}>
                    {t('openWhole')}
                  </Button>
                ) : null}
              </span>
            )
          }
        />
      ) : (
        <>
          <SheetTotals />
          <div className={classes.tools}>
            <TextInput
              className={classes.find}
              value={filter}
              onChange={(event) => setFilter(event.currentTarget.value)}
              placeholder={t('find')}
              aria-label={t('find')}
              leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
            />
            <Tooltip label={t('add')}>
              <ActionIcon size="lg" variant="default" aria-label={t('add')} disabled={ended} onClick={add}>
                <IconPlus size={18} stroke={1.75} />
              </ActionIcon>
            </Tooltip>
            {onOpenWhole ? (
              <Tooltip label={t('openWhole')}>
                <ActionIcon size="lg" variant="default" aria-label={t('openWhole')} onClick={onOpenWhole}>
                  <IconArrowsMaximize size={18} stroke={1.75} />
                </ActionIcon>
              </Tooltip>
            ) : null}
          </div>
          <SheetList
            sheet={sheet}
            actions={actions}
            wide={false}
            filter={filter}
            onEdit={(item) => setEdited({ item, isNew: false })}
          />
        </>
      )}
      {edited ? (
        <ItemDialog key={edited.item.itemId} edited={edited} onClose={() => setEdited(null)} />
      ) : null}
    </div>
  )
}
