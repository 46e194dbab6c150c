import { Switch, Text, Textarea, TextInput, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { itemColourSchema } from '#shared/domain/run-sheet/item.ts'
import type { Product } from '#shared/domain/products/product.ts'
import { priceFieldText } from '#renderer/ui/price-text.ts'
import { FaqFields } from './FaqFields.tsx'
import type { DraftField, DraftProblems, ItemDraft } from './item-draft.ts'
import classes from './item-dialog.module.css'
import { PictureField } from './PictureField.tsx'
import { ProductField } from './ProductField.tsx'
import sheet from './run-sheet.module.css'
import { TalkingPoints } from './TalkingPoints.tsx'

export interface FieldsProps {
  readonly draft: ItemDraft
  readonly problems: DraftProblems
  readonly dearer: boolean
  readonly onChange: (change: Partial<ItemDraft>) => void
}

/** The fields of an item: what viewers hear of it on the left, what they see of it on the right. */
export function ItemFields({ draft, problems, dearer, onChange }: FieldsProps) {
  const { t } = useTranslation('runSheet')
  const errorOf = (field: DraftField): string | null => {
    const problem = problems[field]
    if (!problem) return null
    return problem.kind === 'numberTaken'
      ? t('problem_numberTaken', { name: problem.title })
      : t(`problem_${problem.kind}`)
  }
  const text = (field: 'number' | 'title' | 'planned' | 'price' | 'listPrice' | 'stock' | 'coupon') => ({
    label: t(LABELS[field]),
    value: draft[field],
    error: errorOf(field),
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [field]: event.currentTarget.value }),
  })
  const time = (field: 'validFrom' | 'validUntil') => ({
    type: 'datetime-local',
    label: t(LABELS[field]),
    value: draft[field],
    error: errorOf(field),
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [field]: event.currentTarget.value }),
  })
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <div className={classes.first}>
          <TextInput {...text('number')} inputMode="numeric" maxLength={3} />
          <TextInput {...text('title')} maxLength={60} data-autofocus />
          <TextInput {...text('planned')} placeholder="5:00" title={t('plannedHint')} />
        </div>
        <ProductField
          productId={draft.productId}
          onChange={(productId, product) => onChange(chosen(draft, productId, product))}
        />
        <TalkingPoints
          points={draft.talkingPoints}
          onChange={(talkingPoints) => onChange({ talkingPoints })}
        />
        <Textarea
          label={t('field_hostNotes')}
          placeholder={t('hostNotesHint')}
          autosize
          minRows={2}
          maxRows={5}
          maxLength={500}
          value={draft.hostNotes}
          onChange={(event) => onChange({ hostNotes: event.currentTarget.value })}
        />
        <Textarea
          label={t('field_moderatorNotes')}
          placeholder={t('moderatorNotesHint')}
          autosize
          minRows={2}
          maxRows={5}
          maxLength={500}
          value={draft.moderatorNotes}
          onChange={(event) => onChange({ moderatorNotes: event.currentTarget.value })}
        />
      </div>
      <div className={classes.column}>
        <div className={classes.three}>
          <TextInput {...text('price')} leftSection="¥" inputMode="decimal" placeholder="399" />
          <TextInput {...text('listPrice')} leftSection="¥" inputMode="decimal" placeholder="599" />
          <TextInput {...text('stock')} inputMode="numeric" placeholder={t('stockFree')} />
        </div>
        {dearer ? <Text size="sm">{t('dearer')}</Text> : null}
        <div className={classes.two}>
          <TextInput {...time('validFrom')} />
          <TextInput {...time('validUntil')} />
        </div>
        <TextInput {...text('coupon')} maxLength={80} placeholder={t('couponHint')} />
        <FaqFields faq={draft.faq} error={errorOf('faq')} onChange={(faq) => onChange({ faq })} />
        <div className={classes.looks}>
          <PictureField assetId={draft.assetId} onChange={(assetId) => onChange({ assetId })} />
          <div className={classes.column}>
            <div role="radiogroup" aria-label={t('field_colour')} className={classes.swatches}>
              {[null, ...itemColourSchema.options].map((colour) => (
                <UnstyledButton
                  key={colour ?? 'none'}
                  role="radio"
                  aria-checked={draft.colour === colour}
                  aria-label={t(`colour_${colour ?? 'none'}`)}
                  title={t(`colour_${colour ?? 'none'}`)}
                  className={`${classes.swatch} ${sheet.swatch}`}
                  data-colour={colour ?? undefined}
                  onClick={() => onChange({ colour })}
                />
              ))}
            </div>
            <Switch
              label={t('field_skip')}
              checked={draft.skip}
              onChange={(event) => onChange({ skip: event.currentTarget.checked })}
            />
          </div>
        </div>
      </div>
    </div>
  )
}

/** A product chosen fills in what has not been typed: its name, daily price and picture. */
function chosen(draft: ItemDraft, productId: string | null, product: Product | null): Partial<ItemDraft> {
  if (product === null) return { productId }
  return {
    productId,
    title: draft.title.trim() === '' ? product.name : draft.title,
    listPrice: draft.listPrice.trim() === '' ? priceFieldText(product.listPriceFen) : draft.listPrice,
    assetId: draft.assetId ?? product.assetId,
  }
}

const LABELS = {
  number: 'field_number',
  title: 'field_title',
  planned: 'field_plannedMs',
  price: 'field_priceFen',
  listPrice: 'field_listPriceFen',
  stock: 'field_stock',
  coupon: 'field_coupon',
  validFrom: 'field_validFromMs',
  validUntil: 'field_validUntilMs',
} as const
