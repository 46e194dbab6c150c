import { ActionIcon, Button, Popover, Tooltip, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight, IconClockX, IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { isSoldOut, type Item } from '#shared/domain/run-sheet/item.ts'
import { priceAt } from '#shared/domain/run-sheet/price.ts'
import { shownPriceAlert } from '#shared/domain/run-sheet/price-alert.ts'
import { useServiceTime, useStaff } from '#renderer/session-client/staff-context.tsx'
import { usePace } from '#renderer/session-client/use-pace.ts'
import { formatFen } from '#renderer/ui/money.ts'
import { OverMark } from '#renderer/ui/OverMark.tsx'
import { formatMinutes } from '#renderer/ui/time.ts'
import { useStudioKeys } from '#renderer/ui/use-studio-keys.ts'
import { ItemEditor } from './ItemEditor.tsx'
import classes from './on-air-item.module.css'
import { useItemActions, type ItemActions } from './use-item-actions.ts'

/**
 * The lower edge of the host screen: the product in hand, how it fares against the plan, and the way to the next.
 * `onEdit` opens the editor of an item of the sheet.
 */
export function OnAirBar({ onEdit }: { onEdit: (item: Item) => void }) {
  const { t } = useTranslation('onAirItem')
  const actions = useItemActions()
  const [editing, { open, close, toggle }] = useDisclosure(false)
  useStepKeys(actions)
  const { onAir, next, previous, planned, step } = actions
  return (
    <footer className={classes.bar} aria-label={t('title')}>
      <Popover opened={editing} onClose={close} position="top-start" width={560} trapFocus>
        <Popover.Target>
          <UnstyledButton className={classes.item} onClick={toggle} aria-expanded={editing}>
            <span className={classes.caption}>{t('onAir')}</span>
            {onAir ? (
              <ItemFace item={onAir.item} />
            ) : (
              <span className={classes.none}>{t(planned && next ? 'notBegun' : 'none')}</span>
            )}
            <IconPencil size={16} stroke={1.75} aria-label={t('edit')} className={classes.pencil} />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <ItemEditor actions={actions} onEdit={onEdit} onDone={close} />
        </Popover.Dropdown>
      </Popover>
      <PaceFigures />
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
              <span className={classes.nextName}>
                {t(planned && !onAir ? 'begin' : 'next', { name: nameOf(next) })}
              </span>
            </Button>
          </Tooltip>
        ) : (
          <Button variant="default" onClick={open}>
            {t(planned ? 'endOfSheet' : onAir ? 'another' : 'first')}
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
      <Price item={item} />
      <OtherPrice item={item} />
      {isSoldOut(item) ? (
        <span className={classes.soldOut}>{t('soldOut')}</span>
      ) : item.stock === null ? null : (
        <span className={classes.list}>{t('stock', { n: item.stock })}</span>
      )}
    </>
  )
}

/** What a buyer pays at this moment: outside its window the live price is struck, and the bar says why. */
function Price({ item }: { item: Item }) {
  const { t } = useTranslation('onAirItem')
  const window = useServiceTime((nowMs) => priceAt(item, nowMs).window)
  const closed = window !== 'open' && item.priceFen !== null
  return (
    <>
      {item.priceFen === null ? null : (
        <span className={classes.price} data-closed={closed || undefined}>
          {formatFen(item.priceFen)}
        </span>
      )}
      {closed ? (
        <span className={classes.closed}>
          <IconClockX size={16} stroke={1.75} aria-hidden />{' '}
          {t(window === 'before' ? 'priceNotYet' : 'priceOver')}
        </span>
      ) : null}
      {item.listPriceFen === null ? null : (
        <span className={classes.list}>{t('listPrice', { price: formatFen(item.listPriceFen) })}</span>
      )}
    </>
  )
}

/** Shown beside the sheet under the number of one of its items, at another price: one of the two is wrong. */
function OtherPrice({ item }: { item: Item }) {
  const { t } = useTranslation('onAirItem')
  const sheet = useStaff(({ session }) => session?.runSheet)
  const expectedFen = useServiceTime(
    (nowMs) => shownPriceAlert(item, sheet ?? [], nowMs)?.expectedFen ?? null,
  )
  return expectedFen === null ? null : (
    <span className={classes.closed} role="status">
      {t('priceDiffers', { price: formatFen(expectedFen) })}
    </span>
  )
}

/** The item's time against its plan, and the whole show's. Over is said by sign, shape and colour. */
function PaceFigures() {
  const { t } = useTranslation('onAirItem')
  const pace = usePace()
  if (!pace?.onAir) return null
  const { plannedMs, actualMs, overMs } = pace.onAir
  return (
    <span className={classes.pace}>
      <span className={classes.since} title={t('since')}>
        <span className={classes.clock}>{formatMinutes(actualMs)}</span>
        {plannedMs === null ? null : <span> / {formatMinutes(plannedMs)}</span>}
        {overMs !== null && overMs >= 1000 ? (
          <span className={classes.over}>
            <OverMark overMs={overMs} />
          </span>
        ) : null}
      </span>
      {pace.overMs === null ? null : (
        <span className={classes.since}>
          {t('whole')} <OverMark overMs={pace.overMs} />
        </span>
      )}
    </span>
  )
}

const nameOf = (item: Item): string => `${item.number} ${item.title}`.trim()

/** Space = next, Shift+Space = back: along the sheet, or among the items shown lately. */
function useStepKeys({ step }: ItemActions): void {
  useStudioKeys([
    { keys: 'Space', run: () => step(1) },
    { keys: 'shift+Space', run: () => step(-1) },
  ])
}
