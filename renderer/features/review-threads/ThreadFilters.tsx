import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { intentSchema } from '#shared/domain/questions/intent.ts'
import { threadOutcomeSchema, type Review } from '#shared/domain/review/review.ts'
import { asIntent, asOutcome, handlersIn, isFiltered, NO_FILTER, type ThreadFilter } from './thread-filter.ts'
import classes from './threads.module.css'

/** One line of filters: text, outcome, intent, product, person; only values that occur are offered. */
export function ThreadFilters(props: {
  review: Review
  filter: ThreadFilter
  shown: number
  onChange: (filter: ThreadFilter) => void
}) {
  const { review, filter, shown, onChange } = props
  const { t } = useTranslation(['reviewThreads', 'intents'])
  const offered = useMemo(() => {
    const { threads, items } = review
    const outcomes = new Set(threads.map(({ outcome }) => outcome))
    const intents = new Set(threads.map(({ intent }) => intent))
    const numbers = new Set(threads.map(({ itemNumber }) => itemNumber))
    return {
      outcomes: threadOutcomeSchema.options.filter((outcome) => outcomes.has(outcome)),
      intents: intentSchema.options.filter((intent) => intents.has(intent)),
      items: [...numbers]
        .filter((number) => number !== null)
        .toSorted((a, b) => a - b)
        .map((number) => ({
          number,
          title: items.find(({ itemNumber }) => itemNumber === number)?.title ?? '',
        })),
      someWithout: numbers.has(null),
      handlers: handlersIn(threads),
    }
  }, [review])
  const all = { value: '', label: t('all') }
  return (
    <div className={classes.filters}>
      <TextInput
        size="xs"
        className={classes.search ?? ''}
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.currentTarget.value })}
      />
      <Choice
        label={t('outcome')}
        value={filter.outcome ?? ''}
        onChange={(value) => onChange({ ...filter, outcome: asOutcome(value) })}
        data={[all, ...offered.outcomes.map((value) => ({ value, label: t(`outcome_${value}`) }))]}
      />
      <Choice
        label={t('intent')}
        value={filter.intent ?? ''}
        onChange={(value) => onChange({ ...filter, intent: asIntent(value) })}
        data={[all, ...offered.intents.map((value) => ({ value, label: t(`intents:${value}`) }))]}
      />
      <Choice
        label={t('item')}
        value={String(filter.item ?? '')}
        onChange={(value) =>
          onChange({ ...filter, item: value === '' ? null : value === 'none' ? 'none' : Number(value) })
        }
        data={[
          all,
          ...offered.items.map(({ number, title }) => ({
            value: String(number),
            label: t('itemName', { number, title }),
          })),
          ...(offered.someWithout ? [{ value: 'none', label: t('noItem') }] : []),
        ]}
      />
      <Choice
        label={t('moderator')}
        value={filter.moderator ?? ''}
        onChange={(value) => onChange({ ...filter, moderator: value === '' ? null : value })}
        data={[all, ...offered.handlers.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <span className={classes.count} role="status">
        {t('shown', { n: shown, of: review.threads.length })}
      </span>
      {isFiltered(filter) ? (
        <Button size="compact-sm" variant="subtle" onClick={() => onChange(NO_FILTER)}>
          {t('clear')}
        </Button>
      ) : null}
    </div>
  )
}

function Choice(props: {
  label: string
  value: string
  data: { value: string; label: string }[]
  onChange: (value: string) => void
}) {
  const { label, value, data, onChange } = props
  return (
    <label className={classes.choice} data-set={value !== '' || undefined}>
      {label}
      <NativeSelect
        size="xs"
        value={value}
        data={data}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  )
}
