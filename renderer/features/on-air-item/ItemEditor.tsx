import { Button, Group, NumberInput, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { itemSchema, type Item } from '#shared/domain/run-sheet/item.ts'
import { formatFen } from '#renderer/ui/money.ts'
import classes from './on-air-item.module.css'
import { parsePrice, priceFieldText } from '#renderer/ui/price-text.ts'
import type { ItemActions } from './use-item-actions.ts'

const TITLE_MAX = 60

interface Draft {
  readonly number: number | string
  readonly title: string
  readonly price: string
  readonly listPrice: string
}

const draftOf = (item: Item | null): Draft => ({
  number: item?.number ?? 1,
  title: item?.title ?? '',
  price: priceFieldText(item?.priceFen ?? null),
  listPrice: priceFieldText(item?.listPriceFen ?? null),
})

/**
 * Puts a product on air by hand, beside the sheet if there is one, or one of those shown lately by a press. An item of
 * the sheet is changed in its own editor.
 */
export function ItemEditor(props: {
  actions: ItemActions
  onEdit: (item: Item) => void
  onDone: () => void
}) {
  const { actions, onEdit, onDone } = props
  const { t } = useTranslation('onAirItem')
  const { onAir, planned, fromSheet, recent, put, takeOff } = actions
  const [draft, setDraft] = useState(() => draftOf(fromSheet ? null : (onAir?.item ?? null)))
  const set = (change: Partial<Draft>): void => setDraft((before) => ({ ...before, ...change }))

  const price = parsePrice(draft.price)
  const listPrice = parsePrice(draft.listPrice)
  const parsed = itemSchema.safeParse({
    number: draft.number,
    title: draft.title,
    priceFen: price.ok ? price.fen : null,
    listPriceFen: listPrice.ok ? listPrice.fen : null,
  })
  const ready = parsed.success && price.ok && listPrice.ok && draft.title.trim() !== ''
  const dearer =
    price.ok && listPrice.ok && price.fen !== null && listPrice.fen !== null && price.fen > listPrice.fen

  const show = async (item: Item): Promise<void> => {
    if (await put(item)) onDone()
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) void show(parsed.data)
      }}
    >
      <Stack gap="md">
        {fromSheet && onAir ? (
          <div className={classes.inHand}>
            <Text>{`${onAir.item.number} ${onAir.item.title}`}</Text>
            <Button
              variant="default"
              onClick={() => {
                onDone()
                onEdit(onAir.item)
              }}
            >
              {t('editItem')}
            </Button>
          </div>
        ) : null}
        {planned ? (
          <Text size="sm" c="var(--studio-dimmed)">
            {t('beside')}
          </Text>
        ) : null}
        <div className={classes.fields}>
          <NumberInput
            label={t('fieldNumber')}
            min={1}
            max={999}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="strict"
            value={draft.number}
            onChange={(number) => {
              const known = recent.find((item) => item.number === number)
              if (known) setDraft(draftOf(known))
              else set({ number })
            }}
          />
          <TextInput
            label={t('fieldTitle')}
            data-autofocus
            maxLength={TITLE_MAX}
            value={draft.title}
            onChange={(event) => set({ title: event.currentTarget.value })}
          />
          <TextInput
            label={t('fieldPrice')}
            inputMode="decimal"
            placeholder="399"
            leftSection="¥"
            value={draft.price}
            error={price.ok ? null : t(`price_${price.problem}`)}
            onChange={(event) => set({ price: event.currentTarget.value })}
          />
          <TextInput
            label={t('fieldListPrice')}
            inputMode="decimal"
            placeholder="599"
            leftSection="¥"
            value={draft.listPrice}
            error={listPrice.ok ? null : t(`price_${listPrice.problem}`)}
            onChange={(event) => set({ listPrice: event.currentTarget.value })}
          />
        </div>
        {dearer ? <Text size="sm">{t('dearer')}</Text> : null}
        <Group justify="space-between">
          {onAir ? (
            <Button
              variant="default"
              onClick={() => {
                void takeOff()
                onDone()
              }}
            >
              {t('takeOff')}
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" disabled={!ready}>
            {t('put')}
          </Button>
        </Group>
        <Recent items={recent} onPick={(item) => void show(item)} />
      </Stack>
    </form>
  )
}

function Recent({ items, onPick }: { items: readonly Item[]; onPick: (item: Item) => void }) {
  const { t } = useTranslation('onAirItem')
  if (items.length === 0) return null
  return (
    <div className={classes.recent} role="group" aria-label={t('recent')}>
      <Text size="sm" c="var(--studio-dimmed)">
        {t('recent')}
      </Text>
      {items
        .toSorted((a, b) => a.number - b.number)
        .map((item) => (
          <UnstyledButton key={item.number} className={classes.chip} onClick={() => onPick(item)}>
            <b>{t('number', { number: item.number })}</b> {item.title}{' '}
            {item.priceFen === null ? '' : formatFen(item.priceFen)}
          </UnstyledButton>
        ))}
    </div>
  )
}
