import { ActionIcon, Button, Text, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Faq } from '#shared/domain/products/product.ts'
import classes from './item-dialog.module.css'

const FAQ_MAX = 30

/** What viewers ask of this item in this show, with the answer moderators give. */
export function FaqFields(props: {
  faq: readonly Faq[]
  error: string | null
  onChange: (faq: readonly Faq[]) => void
}) {
  const { faq, error, onChange } = props
  const { t } = useTranslation('runSheet')
  return (
    <fieldset className={classes.group}>
      <legend>{t('field_faq')}</legend>
      <ol className={classes.points}>
        {faq.map((one, index) => (
          <li key={index} className={classes.point}>
            <TextInput
              className={classes.grow}
              aria-label={t('faqQuestion', { n: index + 1 })}
              placeholder={t('faqQuestionHint')}
              maxLength={120}
              value={one.question}
              onChange={(event) => onChange(faq.with(index, { ...one, question: event.currentTarget.value }))}
            />
            <TextInput
              className={classes.grow}
              aria-label={t('faqAnswer', { n: index + 1 })}
              placeholder={t('faqAnswerHint')}
              maxLength={300}
              value={one.answer}
              onChange={(event) => onChange(faq.with(index, { ...one, answer: event.currentTarget.value }))}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('faqRemove', { n: index + 1 })}
              onClick={() => onChange(faq.toSpliced(index, 1))}
            >
              <IconX size={16} stroke={1.75} />
            </ActionIcon>
          </li>
        ))}
      </ol>
      {error === null ? null : (
        <Text size="sm" c="var(--mantine-color-error)">
          {error}
        </Text>
      )}
      <Button
        size="sm"
        variant="default"
        leftSection={<IconPlus size={14} stroke={2} />}
        disabled={faq.length >= FAQ_MAX}
        onClick={() => onChange([...faq, { question: '', answer: '' }])}
      >
        {t('faqAdd')}
      </Button>
    </fieldset>
  )
}
