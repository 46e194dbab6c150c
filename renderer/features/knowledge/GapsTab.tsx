import { Button, Loader, Textarea } from '@mantine/core'
import { IconChecks } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { policySchema } from '#shared/domain/knowledge/policy.ts'
import { faqSchema } from '#shared/domain/products/product.ts'
import type { Gap } from '#shared/protocol/knowledge.ts'
import { randomId } from '#renderer/session-client/random-id.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import classes from './knowledge.module.css'
import { useKnowledge } from './use-knowledge.ts'
import { useLoaded } from './use-loaded.ts'

/** What the last show asked in vain: an answer written here is known the next time. */
export function GapsTab() {
  const { t } = useTranslation('knowledge')
  const desk = useKnowledge()
  const { value: found, reload } = useLoaded(desk.gaps)

  if (found === null) return <Loader color="gray" size="sm" className={classes.loading ?? ''} />
  if (found.gaps.length === 0) {
    return (
      <EmptyState
        icon={<IconChecks size={28} stroke={1.25} aria-hidden />}
        title={t('noGapsTitle')}
        hint={t('noGapsHint')}
      />
    )
  }
  return (
    <div className={classes.page}>
      <p className={classes.note}>{t('gapsOf', { title: found.showTitle })}</p>
      <ul className={classes.cards}>
        {found.gaps.map((gap) => (
          <GapCard key={gap.questionId} gap={gap} onAdded={reload} />
        ))}
      </ul>
    </div>
  )
}

function GapCard({ gap, onAdded }: { gap: Gap; onAdded: () => void }) {
  const { t } = useTranslation('knowledge')
  const { t: intent } = useTranslation('intents')
  const desk = useKnowledge()
  const [answer, setAnswer] = useState('')
  const [saving, setSaving] = useState(false)
  const { productId } = gap
  const faq = faqSchema.safeParse({ question: gap.text.slice(0, 120), answer })

  const add = async (): Promise<void> => {
    if (!faq.success) return
    const { question } = faq.data
    const policy = { id: randomId(), title: question.slice(0, 60), intent: gap.intent, text: faq.data.answer }
    setSaving(true)
    const done =
      productId === null
        ? await desk.savePolicy(policySchema.parse(policy))
        : await desk.addFaq(productId, faq.data)
    setSaving(false)
    if (done) onAdded()
  }
  return (
    <li className={classes.card}>
      <div className={classes.cardWords}>
        <span className={classes.cardTitle}>{gap.text}</span>
        <span className={classes.rowDetail}>
          {[
            t('gapAskers', { n: gap.askers }),
            t(gap.answered === 'never' ? 'gapNever' : 'gapSpoken'),
            intent(gap.intent),
            productId === null ? t('gapShop') : gap.productName === '' ? productId : gap.productName,
          ].join(' · ')}
        </span>
        <Textarea
          aria-label={t('faqAnswer')}
          placeholder={t('faqAnswer')}
          value={answer}
          maxLength={300}
          onChange={(event) => setAnswer(event.currentTarget.value)}
          autosize
          minRows={1}
          maxRows={4}
        />
      </div>
      <Button variant="light" disabled={!faq.success} loading={saving} onClick={() => void add()}>
        {productId === null ? t('addToPolicy') : t('addToFaq')}
      </Button>
    </li>
  )
}
