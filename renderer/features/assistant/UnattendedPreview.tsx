import { Button } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { UnattendedRules } from '#shared/domain/assistant/unattended-rules.ts'
import type { ResponseBody } from '#shared/protocol/down.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import classes from './unattended.module.css'

type Preview = Extract<ResponseBody, { type: 'unattendedPreview' }>

/** What these rules would have answered in the running show, or in the last one. */
export function UnattendedPreview({ rules }: { rules: UnattendedRules | null }) {
  const { t } = useTranslation('assistant')
  const client = useStaffClient()
  const [busy, setBusy] = useState(false)
  const [shown, setShown] = useState<{ preview: Preview; of: string } | null>(null)
  const of = JSON.stringify(rules)
  const look = async (): Promise<void> => {
    if (rules === null) return
    setBusy(true)
    const answer = await client.request({ type: 'previewUnattended', rules })
    setBusy(false)
    if (answer.ok && answer.body.type === 'unattendedPreview') setShown({ preview: answer.body, of })
  }
  return (
    <div>
      <Button
        size="sm"
        variant="default"
        leftSection={<IconEye size={16} stroke={1.75} aria-hidden />}
        disabled={rules === null}
        loading={busy}
        onClick={() => void look()}
      >
        {t('preview')}
      </Button>
      {shown?.of === of ? <Answers preview={shown.preview} /> : null}
    </div>
  )
}

function Answers({ preview }: { preview: Preview }) {
  const { t } = useTranslation('assistant')
  const { showTitle: title, questions, chosen, wouldAnswer, answers } = preview
  if (questions === 0) return <p className={classes.hint}>{t('previewNone')}</p>
  if (wouldAnswer === 0) return <p className={classes.hint}>{t('previewNothing', { title, questions })}</p>
  return (
    <>
      <p className={classes.hint}>{t('previewOf', { title, questions, chosen, n: wouldAnswer })}</p>
      <ul className={classes.preview}>
        {answers.map((answer) => (
          <li key={answer.questionId}>
            <span>{answer.question}</span>
            <span className={classes.sure}>{Math.round(answer.confidence * 100)}%</span>
            <span className={classes.answer}>{answer.text}</span>
          </li>
        ))}
      </ul>
      {wouldAnswer > answers.length ? (
        <p className={classes.hint}>{t('previewMore', { n: wouldAnswer - answers.length })}</p>
      ) : null}
    </>
  )
}
