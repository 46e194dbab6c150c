import { ActionIcon, Button, NumberInput, Popover, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { isSoldOut, type Item } from '#shared/domain/run-sheet/item.ts'
import classes from './run-sheet.module.css'
import { nameOf, type SheetActions } from './use-sheet-actions.ts'

/** What is left of an item: one fewer, one more, exactly so many by pressing the number, or sold out in one press. */
export function StockControl({ item, actions }: { item: Item; actions: SheetActions }) {
  const { t } = useTranslation('runSheet')
  const name = nameOf(item)
  const soldOut = isSoldOut(item)
  return (
    <span className={classes.stock} role="group" aria-label={t('stockOf', { name })}>
      <StockNumber item={item} actions={actions} />
      {item.stock === null ? null : (
        <>
          <ActionIcon
            variant="default"
            className={classes.step}
            aria-label={t('stockLess', { name })}
            disabled={soldOut}
            onClick={() => actions.adjustStock(item.itemId, -1)}
          >
            <IconMinus size={14} stroke={2} />
          </ActionIcon>
          <ActionIcon
            variant="default"
            className={classes.step}
            aria-label={t('stockMore', { name })}
            onClick={() => actions.adjustStock(item.itemId, 1)}
          >
            <IconPlus size={14} stroke={2} />
          </ActionIcon>
        </>
      )}
      {soldOut ? (
        <span className={classes.soldOut}>{t('soldOut')}</span>
      ) : (
        <UnstyledButton
          className={classes.sellOut}
          aria-label={t('sellOut', { name })}
          onClick={() => void actions.sellOut(item)}
        >
          {t('soldOut')}
        </UnstyledButton>
      )}
    </span>
  )
}

function StockNumber({ item, actions }: { item: Item; actions: SheetActions }) {
  const { t } = useTranslation('runSheet')
  const [opened, { close, toggle }] = useDisclosure(false)
  return (
    <Popover opened={opened} onClose={close} position="bottom" width={220} trapFocus>
      <Popover.Target>
        <UnstyledButton className={classes.stockNumber} aria-expanded={opened} onClick={toggle}>
          {item.stock === null ? t('stockFree') : t('stockLeft', { n: item.stock })}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <StockForm
          stock={item.stock}
          onSet={(stock) => {
            close()
            void actions.setStock(item, stock)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function StockForm({ stock, onSet }: { stock: number | null; onSet: (stock: number | null) => void }) {
  const { t } = useTranslation('runSheet')
  const [value, setValue] = useState<number | string>(stock ?? '')
  return (
    <form
      className={classes.stockForm}
      onSubmit={(event) => {
        event.preventDefault()
        onSet(typeof value === 'number' ? value : null)
      }}
    >
      <NumberInput
        label={t('field_stock')}
        description={t('stockEmpty')}
        data-autofocus
        min={0}
        max={10_000_000}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        value={value}
        onChange={setValue}
      />
      <Button type="submit" size="sm">
        {t('setStock')}
      </Button>
    </form>
  )
}
