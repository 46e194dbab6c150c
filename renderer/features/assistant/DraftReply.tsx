import { Button, Loader, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconSparkles } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Draft, DraftOutcome, DraftWarning } from '#shared/domain/assistant/draft.ts'
import type { Question } from '#shared/domain/questions/question.ts'
import { formatFen } from '#renderer/ui/money.ts'
import classes from './draft-reply.module.css'
import { useDraft, useDraftingModel } from './use-draft.ts'

/** A draft by a language model, where the host has set one up: labelled, with what it rests on, and never sent by itself. */
export function DraftReply(props: { question: Question; onUse: (reply: { text: string }) => void }) {
  const { t } = useTranslation('assistant')
  const model = useDraftingModel()
  const { state, ask, cancel } = useDraft(props.question.questionId)
  if (model === null) return null
  if (state.phase === 'asking') {
    return (
      <div className={classes.line} role="status">
        <Loader size={16} color="gray" />
        <span className={classes.quiet}>{t('drafting')}</span>
        <Button size="sm" variant="subtle" color="gray" onClick={cancel}>
          {t('cancel')}
        </Button>
      </div>
    )
  }
  const outcome = state.phase === 'done' ? state.outcome : null
  const drafted = outcome?.kind === 'drafted' ? outcome.draft : null
  return (
    <section className={classes.draft} aria-label={t('draft')}>
      {drafted ? <Drafted draft={drafted} onUse={props.onUse} /> : null}
      <div className={classes.line}>
        <Tooltip label={t('draftHint', { model })}>
          <Button
            size="sm"
            variant="default"
            leftSection={<IconSparkles size={16} stroke={1.75} aria-hidden />}
            onClick={ask}
          >
            {t(outcome === null ? 'draft' : 'again')}
          </Button>
        </Tooltip>
        {outcome && outcome.kind !== 'drafted' ? <NoDraft outcome={outcome} /> : null}
      </div>
    </section>
  )
}

function Drafted({ draft, onUse }: { draft: Draft; onUse: (reply: { text: string }) => void }) {
  const { t } = useTranslation('assistant')
  const sources = useSourceNames(draft)
  return (
    <div className={classes.card} data-doubtful={draft.warnings.length > 0}>
      <span className={classes.label}>
        <IconSparkles size={14} stroke={1.75} aria-hidden />
        {t('machineMade', { model: draft.model })}
      </span>
      <Tooltip label={t('useDraft')} openDelay={600}>
        <button type="button" className={classes.text} onClick={() => onUse(draft)}>
          {draft.text}
        </button>
      </Tooltip>
      <span className={classes.quiet}>{sources === '' ? t('fromNothing') : t('from', { sources })}</span>
      {draft.warnings.map((warning) => (
        <span key={warning.kind} className={classes.warning} role="alert">
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
          <WarningText warning={warning} />
        </span>
      ))}
    </div>
  )
}

function WarningText({ warning }: { warning: DraftWarning }) {
  const { t } = useTranslation('assistant')
  switch (warning.kind) {
    case 'price':
      return t('warn_price', { said: formatFen(warning.saidFen), expected: formatFen(warning.expectedFen) })
    case 'number':
      return t('warn_number', { numbers: warning.numbers.join('、') })
    case 'contact':
      return t('warn_contact', { text: warning.text })
    case 'noSource':
      return t('warn_noSource')
    default:
      return warning satisfies never
  }
}

function NoDraft({ outcome }: { outcome: Exclude<DraftOutcome, { kind: 'drafted' }> | { kind: 'offline' } }) {
  const { t } = useTranslation('assistant')
  switch (outcome.kind) {
    case 'offline':
      return <span className={classes.problem}>{t('problem_offline')}</span>
    case 'cannotAnswer':
      return <span className={classes.quiet}>{t(outcome.why)}</span>
    case 'failed':
      return (
        <span className={classes.problem} role="alert" title={outcome.detail}>
          {t(`problem_${outcome.problem}`)}
        </span>
      )
    default:
      return outcome satisfies never
  }
}

/** What the draft rests on: 店铺规则 · 多久发货. */
function useSourceNames(draft: Draft): string {
  const { t } = useTranslation('knowledge')
  return draft.sources
    .map(({ kind, title, productName }) => {
      const live = kind === 'item' && (title === 'price' || title === 'stock' || title === 'coupon')
      const what = live ? t(`item_${title}`) : title
      return [t(`source_${kind}`), productName, what].filter((part) => part !== '').join(' · ')
    })
    .join('；')
}
