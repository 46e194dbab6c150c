import { IconCheck, IconLoader2, IconPointFilled, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { LinkStatus, LinkStep } from '#renderer/chat-sources/agora-signaling/signaling-link.ts'
import type { TestOutcome } from '#renderer/chat-sources/agora-signaling/signaling-source.ts'
import classes from './chat-sources.module.css'
import { ProblemText } from './ProblemText.tsx'

const STEPS: readonly LinkStep[] = ['token', 'login', 'channel']

type Mark = 'waiting' | 'under way' | 'passed' | 'failed'

/** The way into the channel step by step: where it stands, or where exactly it ended. */
export function TestSteps({ status, outcome }: { status: LinkStatus; outcome: TestOutcome | null }) {
  const { t } = useTranslation('chatSources')
  const last = outcome?.ok === false ? outcome.status : status
  const at = last.step === null ? STEPS.length : STEPS.indexOf(last.step)
  const failed = last.state === 'failed'
  const markOf = (index: number): Mark => {
    if (index < at || status.state === 'connected') return 'passed'
    if (index > at) return 'waiting'
    return failed ? 'failed' : 'under way'
  }
  return (
    <div className={classes.test} role="status">
      <ol className={classes.steps}>
        {STEPS.map((step, index) => (
          <li key={step} className={classes.step} data-mark={markOf(index)}>
            <Shape mark={markOf(index)} />
            {t(`step_${step}`)}
            {step === 'token' && outcome?.withToken === false ? (
              <span className={classes.retry}>{t('stepSkipped')}</span>
            ) : null}
          </li>
        ))}
      </ol>
      {failed && last.problem ? (
        <p className={classes.problem}>
          <ProblemText problem={last.problem} />
        </p>
      ) : null}
      {outcome?.ok === true ? (
        <p className={classes.passed}>
          {outcome.online === null ? t('testOkUnknown') : t('testOk', { count: outcome.online })}
        </p>
      ) : null}
    </div>
  )
}

function Shape({ mark }: { mark: Mark }) {
  switch (mark) {
    case 'passed':
      return <IconCheck size={16} stroke={2} aria-hidden />
    case 'failed':
      return <IconX size={16} stroke={2} aria-hidden />
    case 'under way':
      return <IconLoader2 size={16} stroke={2} aria-hidden />
    case 'waiting':
      return <IconPointFilled size={16} aria-hidden />
    default:
      return mark satisfies never
  }
}
