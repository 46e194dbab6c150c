import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconDots, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Item } from '#shared/domain/run-sheet/item.ts'
import classes from './run-sheet.module.css'
import { nameOf, type SheetActions } from './use-sheet-actions.ts'

export interface RowActionsProps {
  readonly item: Item
  readonly actions: SheetActions
  readonly onAir: boolean
  readonly first: boolean
  readonly last: boolean
  readonly onEdit: () => void
  readonly onMove: (by: 1 | -1) => void
}

/** Puts an item on air with one press; all else is behind a menu. */
export function RowActions({ item, actions, onAir, first, last, onEdit, onMove }: RowActionsProps) {
  const { t } = useTranslation('runSheet')
  const name = nameOf(item)
  return (
    <span className={classes.actions}>
      <Tooltip label={t('take', { name })}>
        <ActionIcon
          variant="subtle"
          color="gray"
          className={classes.act}
          aria-label={t('take', { name })}
          disabled={onAir}
          onClick={() => void actions.take(item.itemId)}
        >
          <IconPlayerPlay size={16} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" className={classes.act} aria-label={t('more', { name })}>
            <IconDots size={16} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onEdit}>{t('edit')}</Menu.Item>
          <Menu.Item onClick={() => void actions.duplicate(item)}>{t('duplicate')}</Menu.Item>
          <Menu.Item onClick={() => void actions.skip(item, !item.skip)}>
            {t(item.skip ? 'unskip' : 'skip')}
          </Menu.Item>
          <Menu.Item disabled={first} onClick={() => onMove(-1)}>
            {t('moveUp')}
          </Menu.Item>
          <Menu.Item disabled={last} onClick={() => onMove(1)}>
            {t('moveDown')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => void actions.remove(item)}>{t('remove')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  )
}
