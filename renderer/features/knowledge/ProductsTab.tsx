import { Button, Loader, TextInput } from '@mantine/core'
import { IconArrowLeft, IconPackage, IconPlus, IconSearch, IconTableImport } from '@tabler/icons-react'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Product } from '#shared/domain/products/product.ts'
import { assetUrl } from '#renderer/session-client/asset-client.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import classes from './knowledge.module.css'
import { checkForm, EMPTY_FORM, formOf, type ProductForm } from './product-form.ts'
import { ProductFields } from './ProductFields.tsx'
import { useKnowledge } from './use-knowledge.ts'
import { useLoaded } from './use-loaded.ts'

/** Where the one product that is not there yet is kept among the forms. */
const NEW = ''

/** Find, add, change and delete products. Unsaved forms are kept while another one is looked at. */
export function ProductsTab(props: {
  narrow: boolean
  importer: ((onClose: () => void) => ReactNode) | null
  onUnsaved: (count: number) => void
}) {
  const { narrow, importer, onUnsaved } = props
  const { t } = useTranslation('knowledge')
  const desk = useKnowledge()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  /** The product as it was when its form was opened, by code. */
  const [opened, setOpened] = useState<ReadonlyMap<string, Product>>(new Map())
  const [forms, setForms] = useState<ReadonlyMap<string, ProductForm>>(new Map())
  const [saving, setSaving] = useState(false)
  const [importing, setImporting] = useState(false)
  useEffect(() => onUnsaved(forms.size), [forms.size, onUnsaved])

  const { value: found, reload } = useLoaded(useCallback(() => desk.products(text), [desk, text]))

  const before = chosen === null ? null : (opened.get(chosen) ?? null)
  const form = chosen === null ? null : (forms.get(chosen) ?? (before === null ? EMPTY_FORM : formOf(before)))
  const dirty = chosen !== null && forms.has(chosen)
  const { product } = form === null ? { product: null } : checkForm(form)

  const drop = (key: string): void => setForms((all) => new Map([...all].filter(([one]) => one !== key)))
  const change = (next: ProductForm): void => {
    if (chosen === null) return
    const same = before !== null && JSON.stringify(next) === JSON.stringify(formOf(before))
    if (same) drop(chosen)
    else setForms((all) => new Map(all).set(chosen, next))
  }
  const open = (one: Product): void => {
    if (!forms.has(one.productId)) setOpened((all) => new Map(all).set(one.productId, one))
    setChosen(one.productId)
  }
  const save = async (): Promise<void> => {
    if (product === null || chosen === null) return
    setSaving(true)
    const done = await desk.saveProduct(product, before)
    setSaving(false)
    if (!done) return
    drop(chosen)
    setOpened((all) => new Map(all).set(product.productId, product))
    setChosen(product.productId)
    reload()
  }
  const remove = async (): Promise<void> => {
    if (before === null || !(await desk.removeProduct(before, reload))) return
    drop(before.productId)
    setChosen(null)
    reload()
  }

  const imported = (): void => {
    setImporting(false)
    reload()
  }
  return (
    <div className={classes.halves}>
      {importing && importer !== null ? importer(imported) : null}
      {narrow && form !== null ? null : (
        <div className={classes.side}>
          <div className={classes.tools}>
            <TextInput
              className={classes.grow ?? ''}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              placeholder={t('search')}
              aria-label={t('search')}
              leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
            />
            <Button
              variant="light"
              leftSection={<IconPlus size={16} stroke={1.75} />}
              onClick={() => setChosen(NEW)}
            >
              {t('addProduct')}
            </Button>
          </div>
          <div className={classes.list}>
            {forms.has(NEW) || chosen === NEW ? (
              <Row
                name={forms.get(NEW)?.name ?? ''}
                detail={t('newProduct')}
                current={chosen === NEW}
                unsaved={forms.has(NEW)}
                assetId={null}
                onOpen={() => setChosen(NEW)}
              />
            ) : null}
            {found === null ? <Loader color="gray" size="sm" className={classes.loading ?? ''} /> : null}
            {found?.products.map((one) => (
              <Row
                key={one.productId}
                name={one.name}
                detail={`${one.productId} · ${t('counts', { faq: one.faq.length, facts: one.facts.length })}`}
                current={chosen === one.productId}
                unsaved={forms.has(one.productId)}
                assetId={one.assetId}
                onOpen={() => open(one)}
              />
            ))}
            {found?.total === 0 && chosen !== NEW ? (
              <EmptyState
                icon={<IconPackage size={28} stroke={1.25} aria-hidden />}
                title={text === '' ? t('noProductsTitle') : t('nothingFound')}
                hint={text === '' ? t('noProductsHint') : undefined}
              />
            ) : null}
            {found !== null && found.total > found.products.length ? (
              <p className={classes.note}>{t('more', { n: found.total - found.products.length })}</p>
            ) : null}
          </div>
          {importer === null ? null : (
            <div className={classes.exchange}>
              <Button
                variant="subtle"
                color="gray"
                leftSection={<IconTableImport size={16} stroke={1.75} />}
                onClick={() => setImporting(true)}
              >
                {t('import')}
              </Button>
            </div>
          )}
        </div>
      )}
      {narrow && form === null ? null : (
        <div className={classes.editor}>
          {narrow ? (
            <Button
              variant="subtle"
              leftSection={<IconArrowLeft size={18} stroke={1.75} />}
              onClick={() => setChosen(null)}
            >
              {t('backToList')}
            </Button>
          ) : null}
          {form === null ? (
            <EmptyState title={t('chooseTitle')} hint={t('chooseHint')} />
          ) : (
            <ProductFields
              key={chosen}
              form={form}
              isNew={before === null}
              dirty={dirty}
              saving={saving}
              onChange={change}
              onSave={() => void save()}
              onRemove={before === null ? null : () => void remove()}
            />
          )}
        </div>
      )}
    </div>
  )
}

function Row(props: {
  name: string
  detail: string
  current: boolean
  unsaved: boolean
  assetId: string | null
  onOpen: () => void
}) {
  const { t } = useTranslation('knowledge')
  return (
    <button type="button" className={classes.row} aria-current={props.current} onClick={props.onOpen}>
      {props.assetId === null ? (
        <span className={classes.thumb} />
      ) : (
        <img className={classes.thumb} src={assetUrl(props.assetId)} alt="" />
      )}
      <span className={classes.rowWords}>
        <span className={classes.rowName}>{props.name === '' ? t('newProduct') : props.name}</span>
        <span className={classes.rowDetail}>{props.detail}</span>
      </span>
      {props.unsaved ? <span className={classes.unsaved}>{t('unsaved')}</span> : null}
    </button>
  )
}
