import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { OVERRIDE_REASON_MAX, OVERRIDE_REASON_MIN } from '#shared/domain/session/command.ts'
import classes from './preflight.module.css'

/** Going live although something is not ready: a reason must be written, and the button looks like no other. */
export function OverrideForm(props: { busy: boolean; onOverride: (reason: string) => void }) {
  const { t } = useTranslation('preflight')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const enough = reason.trim().length >= OVERRIDE_REASON_MIN
  return (
    <form
      className={classes.override}
      aria-label={t('overrideTitle')}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (enough && !props.busy) props.onOverride(reason.trim())
      }}
    >
      <h3 className={classes.overrideTitle}>{t('overrideTitle')}</h3>
      <p className={classes.hint}>{t('overrideHint')}</p>
      <div className={classes.overrideRow}>
        <Textarea
          className={classes.reason}
          aria-label={t('overrideReason')}
          placeholder={t('overridePlaceholder')}
          value={reason}
          autoFocus
          autosize
          minRows={1}
          maxRows={3}
          maxLength={OVERRIDE_REASON_MAX}
          error={tried && !enough ? t('overrideShort', { count: OVERRIDE_REASON_MIN }) : null}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" className={classes.overrideButton} loading={props.busy}>
          {t('overrideNow')}
        </Button>
      </div>
    </form>
  )
}
