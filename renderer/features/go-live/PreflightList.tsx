import { Anchor } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useMedia } from '#renderer/media/media-context.tsx'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import classes from './go-live.module.css'

/** What viewers will and will not get, before the show begins. Nothing here forbids going live. */
export function PreflightList({ onOpenAccess }: { onOpenAccess: () => void }) {
  const { t } = useTranslation('goLive')
  const cameras = useMedia(
    ({ cameraSlots }) => Object.values(cameraSlots).filter(({ status }) => status === 'live').length,
  )
  const microphone = useMedia((state) => state.microphoneSlots[1].status)
  const muted = useMedia((state) => state.mixer.microphone1.muted)
  const log = useStaff((state) => state.log.state)
  const lan = useStaff((state) => state.access?.lan ?? false)
  const sound = microphone !== 'live' ? 'none' : muted ? 'muted' : 'ok'
  return (
    <ul className={classes.preflight} aria-label={t('preflight')}>
      <Check ok={cameras > 0}>{cameras > 0 ? t('cameras', { count: cameras }) : t('noCameras')}</Check>
      <Check ok={sound === 'ok'}>{t(`sound_${sound}`)}</Check>
      <Check ok={log === 'ok'}>{t(`log_${log}`)}</Check>
      <Check ok={lan}>
        {t(lan ? 'lanOn' : 'lanOff')}{' '}
        <Anchor component="button" type="button" size="sm" onClick={onOpenAccess}>
          {t(lan ? 'showCode' : 'letIn')}
        </Anchor>
      </Check>
    </ul>
  )
}

function Check({ ok, children }: { ok: boolean; children: ReactNode }) {
  const Icon = ok ? IconCircleCheck : IconAlertTriangle
  return (
    <li className={classes.check} data-ok={ok || undefined}>
      <Icon size={18} stroke={1.75} aria-hidden />
      <span>{children}</span>
    </li>
  )
}
