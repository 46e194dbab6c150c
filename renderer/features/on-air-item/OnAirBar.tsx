import { ActionIcon, Button, Popover, Tooltip, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight, IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Item } from '#shared/domain/run-sheet/item.ts'
import { useServiceTime } from '#renderer/session-client/staff-context.tsx'
import { formatFen } from '#renderer/ui/money.ts'
import { formatMinutes } from '#renderer/ui/time.ts'
import { useStudioKeys } from '#renderer/ui/use-studio-keys.ts'
import { ItemEditor } from './ItemEditor.tsx'
import classes from './on-air-item.module.css'
import { useItemActions, type ItemActions } from './use-item-actions.ts'

/** The lower edge of the host screen: the product in hand, how long it has been, and the way to the next. */
export function OnAirBar() {
  const { t } = useTranslation('onAirItem')
  const actions = useItemActions()
  const [editing, { open, close, toggle }] = useDisclosure(false)
  useStepKeys(actions)
  const { onAir, next, previous, step } = actions
  return (
    <footer className={classes.bar} aria-label={t('title')}>
      <Popover opened={editing} onClose={close} position="top-start" width={560} trapFocus>
        <Popover.Target>
          <UnstyledButton className={classes.item} onClick={toggle} aria-expanded={editing}>
            <span className={classes.caption}>{t('onAir')}</span>
            {onAir ? <ItemFace item={onAir.item} /> : <span className={classes.none}>{t('none')}</span>}
            <IconPencil size={16} stroke={1.75} aria-label={t('edit')} className={classes.pencil} />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <ItemEditor actions={actions} onDone={close} />
        </Popover.Dropdown>
      </Popover>
      {onAir ? (
        <span className={classes.since}>
          {t('since')} <Since sinceMs={onAir.sinceMs} />
        </span>
      ) : null}
      <span className={classes.steps}>
        {previous ? (
          <Tooltip label={t('previous', { name: nameOf(previous) })}>
            <ActionIcon
              size="lg"
              variant="default"
              aria-label={t('previous', { name: nameOf(previous) })}
              onClick={() => step(-1)}
            >
              <IconChevronLeft size={20} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        ) : null}
        {next ? (
          <Tooltip label={t('spaceHint')}>
            <Button
              variant="default"
              rightSection={<IconChevronRight size={18} stroke={1.75} />}
              onClick={() => step(1)}
            >
              {t('next', { name: nameOf(next) })}
            </Button>
          </Tooltip>
        ) : (
          <Button variant="default" onClick={open}>
            {t(onAir ? 'another' : 'first')}
          </Button>
        )}
      </span>
    </footer>
  )
}

function ItemFace({ item }: { item: Item }) {
  const { t } = useTranslation('onAirItem')
  return (
    <>
      <span className={classes.number}>{t('number', { number: item.number })}</span>
      <span className={classes.name}>{item.title}</span>
      {item.priceFen === null ? null : <span className={classes.price}>{formatFen(item.priceFen)}</span>}
      {item.listPriceFen === null ? null : (
        <span className={classes.list}>{t('listPrice', { price: formatFen(item.listPriceFen) })}</span>
      )}
    </>
  )
}

function Since({ sinceMs }: { sinceMs: number }) {
  const seconds = useServiceTime((nowMs) => Math.max(0, Math.floor((nowMs - sinceMs) / 1000)))
  return <span className={classes.clock}>{formatMinutes(seconds * 1000)}</span>
}

const nameOf = (item: Item): string => `${item.number} ${item.title}`.trim()

/** Space = next, Shift+Space = back, among the items shown lately. */
function useStepKeys({ step }: ItemActions): void {
  useStudioKeys([
    { keys: 'Space', run: () => step(1) },
    { keys: 'shift+Space', run: () => step(-1) },
  ])
}
