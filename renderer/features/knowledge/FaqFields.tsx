import { ActionIcon, Button, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { FAQ_MAX, type Faq } from '#shared/domain/products/product.ts'
import classes from './knowledge.module.css'

/** Questions with their answers, one under the other. */
export function FaqFields(props: {
  faq: readonly Faq[]
  error: string | null
  onChange: (faq: readonly Faq[]) => void
}) {
  const { faq, error, onChange } = props
  const { t } = useTranslation('knowledge')
  const set = (at: number, change: Partial<Faq>): void =>
    onChange(faq.map((pair, index) => (index === at ? { ...pair, ...change } : pair)))
  return (
    <fieldset className={classes.faq}>
      <legend>{t('faq')}</legend>
      {faq.length === 0 ? <p className={classes.note}>{t('faqEmpty')}</p> : null}
      {faq.map((pair, index) => (
        // Pairs have no names of their own, and typing must not move the cursor.
        <div key={index} className={classes.pair}>
          <div className={classes.pairFields}>
            <TextInput
              leftSection={t('faqQuestion').slice(0, 1)}
              aria-label={t('faqQuestion')}
              value={pair.question}
              maxLength={120}
              onChange={(event) => set(index, { question: event.currentTarget.value })}
            />
            <Textarea
              leftSection={t('faqAnswer').slice(0, 1)}
              aria-label={t('faqAnswer')}
              value={pair.answer}
              maxLength={300}
              onChange={(event) => set(index, { answer: event.currentTarget.value })}
              autosize
              minRows={1}
              maxRows={5}
            />
          </div>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('faqRemove')}
            onClick={() => onChange(faq.filter((_, at) => at !== index))}
          >
            <IconX size={16} stroke={1.75} />
          </ActionIcon>
        </div>
      ))}
      {error === null ? null : (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <Button
        variant="light"
        size="sm"
        leftSection={<IconPlus size={16} stroke={1.75} />}
        disabled={faq.length >= FAQ_MAX}
        onClick={() => onChange([...faq, { question: '', answer: '' }])}
      >
        {t('faqAdd')}
      </Button>
    </fieldset>
  )
}
