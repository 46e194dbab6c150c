import { NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { FAN_SORTS } from '#shared/domain/fans/fan-query.ts'
import { tierSchema } from '#shared/domain/fans/tier.ts'
import classes from './fans.module.css'
import type { FanFilter } from './use-fan-list.ts'
import { useFanWords } from './use-fan-words.ts'

/** What the list shows and in which order. */
export function FanFilters(props: {
  filter: FanFilter
  tags: readonly { readonly tag: string; readonly fans: number }[]
  onChange: (filter: FanFilter) => void
}) {
  const { filter, tags, onChange } = props
  const { t } = useTranslation('fans')
  const words = useFanWords()
  return (
    <div className={classes.filters}>
      <TextInput
        size="md"
        data-autofocus
        className={classes.search}
        value={filter.text}
        maxLength={80}
        onChange={(event) => onChange({ ...filter, text: event.currentTarget.value })}
        placeholder={t('search')}
        aria-label={t('search')}
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
      />
      <NativeSelect
        aria-label={t('filterTier')}
        value={filter.tier ?? ''}
        data={[
          { value: '', label: t('anyTier') },
          ...tierSchema.options.toReversed().map((tier) => ({ value: tier, label: words.tier(tier) })),
        ]}
        onChange={(event) =>
          onChange({ ...filter, tier: tierSchema.safeParse(event.currentTarget.value).data ?? null })
        }
      />
      <NativeSelect
        aria-label={t('filterPrivate')}
        value={filter.privateDomain === null ? '' : filter.privateDomain ? 'yes' : 'no'}
        data={[
          { value: '', label: t('anyPrivate') },
          { value: 'yes', label: t('onlyPrivate') },
          { value: 'no', label: t('notPrivate') },
        ]}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...filter, privateDomain: value === '' ? null : value === 'yes' })
        }
      />
      <NativeSelect
        aria-label={t('filterTag')}
        value={filter.tag ?? ''}
        disabled={tags.length === 0}
        data={[
          { value: '', label: t('anyTag') },
          ...tags.map(({ tag, fans }) => ({ value: tag, label: `${tag} (${fans})` })),
        ]}
        onChange={({ currentTarget: { value } }) => onChange({ ...filter, tag: value || null })}
      />
      <NativeSelect
        aria-label={t('due')}
        value={filter.due === true ? 'due' : ''}
        data={[
          { value: '', label: t('anyDue') },
          { value: 'due', label: t('onlyDue') },
        ]}
        onChange={({ currentTarget: { value } }) => onChange({ ...filter, due: value === 'due' })}
      />
      <NativeSelect
        className={classes.sort}
        aria-label={t('sort')}
        value={filter.sort}
        data={FAN_SORTS.map((sort) => ({ value: sort, label: t(`sort_${sort}`) }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...filter, sort: FAN_SORTS.find((sort) => sort === value) ?? 'lastSeen' })
        }
      />
    </div>
  )
}
