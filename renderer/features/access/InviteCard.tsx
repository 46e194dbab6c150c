import { Anchor, Button, CopyButton, Group } from '@mantine/core'
import { IconCheck, IconCopy, IconRefresh } from '@tabler/icons-react'
import { QRCodeSVG } from 'qrcode.react'
import { useTranslation } from 'react-i18next'

import type { Invite } from '#shared/protocol/down.ts'
import { useServiceTime } from '#renderer/session-client/staff-context.tsx'
import { formatMinutes } from '#renderer/ui/time.ts'
import { inviteLink } from './access-links.ts'
import classes from './access.module.css'

/** One role's way in: QR code and link for other devices, the six digits to type, and a link for this computer. */
export function InviteCard(props: {
  invite: Invite
  url: string | null
  busy: boolean
  onRenew: () => void
}) {
  const { t } = useTranslation('access')
  const { invite, url, busy, onRenew } = props
  const link = url === null ? null : inviteLink(url, invite)
  return (
    <div className={classes.card}>
      <div className={classes.qr} data-empty={link === null || undefined}>
        {link === null ? (
          <span>{t('qrAfterLan')}</span>
        ) : (
          <QRCodeSVG value={link} size={184} marginSize={2} />
        )}
      </div>
      <div className={classes.facts}>
        <p className={classes.hint}>{t(`hint_${invite.role}`)}</p>
        <p className={classes.caption}>{t('code')}</p>
        <p className={classes.code}>
          {invite.code.slice(0, 3)}
          <span className={classes.half}>{invite.code.slice(3)}</span>
        </p>
        <p className={classes.caption}>
          {invite.expiresAtMs === null ? t('validWhileRunning') : <Expiry atMs={invite.expiresAtMs} />}
        </p>
        {link === null ? null : <p className={classes.link}>{link}</p>}
        <Group gap="sm">
          {link === null ? null : <CopyLink link={link} />}
          <Button
            size="sm"
            variant="default"
            disabled={busy}
            leftSection={<IconRefresh size={16} stroke={1.75} />}
            onClick={onRenew}
          >
            {t('renew')}
          </Button>
          <Anchor size="sm" href={inviteLink(location.origin, invite)} target="_blank" rel="noreferrer">
            {t('openHere')}
          </Anchor>
        </Group>
      </div>
    </div>
  )
}

function CopyLink({ link }: { link: string }) {
  const { t } = useTranslation('common')
  const { t: tAccess } = useTranslation('access')
  return (
    <CopyButton value={link}>
      {({ copied, copy }) => (
        <Button
          size="sm"
          variant="light"
          leftSection={copied ? <IconCheck size={16} stroke={1.75} /> : <IconCopy size={16} stroke={1.75} />}
          onClick={copy}
        >
          {copied ? t('copied') : tAccess('copyLink')}
        </Button>
      )}
    </CopyButton>
  )
}

function Expiry({ atMs }: { atMs: number }) {
  const { t } = useTranslation('access')
  const seconds = useServiceTime((nowMs) => Math.max(0, Math.ceil((atMs - nowMs) / 1000)))
  return seconds === 0 ? t('expired') : t('expiresIn', { time: formatMinutes(seconds * 1000) })
}
