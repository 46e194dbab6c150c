import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { ResponseBody } from '#shared/protocol/down.ts'
import classes from './sync.module.css'
import { useTroubleText } from './use-sync.ts'

export type Tested = Extract<ResponseBody, { type: 'syncTested' }> | 'offline'

/** What came of a test; a certificate that nobody vouches for can be looked at and trusted. */
export function TestOutcome({ tested, onTrust }: { tested: Tested; onTrust: (pem: string) => void }) {
  const { t, i18n } = useTranslation('sync')
  const troubleText = useTroubleText()
  if (tested !== 'offline' && tested.trouble === null) {
    return (
      <p className={classes.outcome} data-ok role="status">
        <IconCircleCheck size={18} stroke={1.75} aria-hidden />
        {t('testOk', { seconds: Math.max(0.1, tested.tookMs / 1_000).toFixed(1) })}
      </p>
    )
  }
  const trouble = tested === 'offline' ? null : tested.trouble
  const certificate = tested === 'offline' ? null : tested.certificate
  return (
    <div className={classes.outcome} role="alert">
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
      <div>
        {troubleText(trouble ?? { problem: 'offline', detail: '' })}
        {certificate === null ? null : (
          <div className={classes.certificate}>
            <p className={classes.hint}>
              {t('certificateSubject', {
                subject: certificate.subject,
                until:
                  certificate.validToMs === null
                    ? '—'
                    : new Intl.DateTimeFormat(i18n.language).format(certificate.validToMs),
              })}
            </p>
            <p className={classes.label}>{t('certificate')}</p>
            <code className={classes.fingerprint}>{certificate.sha256}</code>
            <p className={classes.hint}>{t('certificateAsk')}</p>
            <Button size="sm" variant="default" onClick={() => onTrust(certificate.pem)}>
              {t('trust')}
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}
