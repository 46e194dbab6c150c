import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Product } from '#shared/domain/products/product.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'

const FOUND_MAX = 20
const TYPING_MS = 200

/** Which product of the shop an item is: found by name, alias or code. What the shop knows of it is answered from. */
export function ProductField(props: {
  productId: string | null
  onChange: (productId: string | null, product: Product | null) => void
}) {
  const { productId, onChange } = props
  const { t } = useTranslation('runSheet')
  const client = useStaffClient()
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed, TYPING_MS)
  const [found, setFound] = useState<readonly Product[]>([])
  // The name of the one that is chosen stands in the field: it is no search.
  const chosen = found.find((product) => product.productId === productId) ?? null
  const wanted = chosen !== null && text === labelOf(chosen) ? null : text
  useEffect(() => {
    if (wanted === null) return
    let over = false
    const query = wanted === '' && productId !== null ? productId : wanted
    void client
      .request({ type: 'findProducts', text: query.slice(0, 80), offset: 0, limit: FOUND_MAX })
      .then((outcome) => {
        if (!over && outcome.ok && outcome.body.type === 'products') setFound(outcome.body.products)
      })
    return () => {
      over = true
    }
  }, [client, productId, wanted])

  const data = found.map((product) => ({ value: product.productId, label: labelOf(product) }))
  const known = productId === null || data.some(({ value }) => value === productId)
  return (
    <Select
      label={t('field_productId')}
      placeholder={t('productHint')}
      searchable
      clearable
      data={known ? data : [{ value: productId, label: productId }, ...data]}
      filter={({ options }) => options}
      nothingFoundMessage={t('productNone')}
      value={productId}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(value) => onChange(value, found.find((product) => product.productId === value) ?? null)}
    />
  )
}

const labelOf = ({ name, productId }: Product): string => `${name} · ${productId}`
