import { Button, Code, CopyButton, Group, Loader, Text } from '@mantine/core'
import { IconCheck, IconCopy, IconKey, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { formatTimeOfDay } from '#renderer/ui/time.ts'
import { curlLine, ordersUrl } from './curl-line.ts'
import classes from './orders.module.css'
import { useOrderAccess, type OrderAccessDesk } from './use-order-access.ts'

/** Lets the shop system send orders by itself: the address, a token, and a line to try both with. */
export function ShopConnection() {
  const { t } = useTranslation('orders')
  const desk = useOrderAccess()
  const access = useStaff((state) => state.access)
  const [nowMs] = useState(() => Date.now())
  if (!access || !desk.access) {
    return (
      <div className={classes.waiting}>
        <Loader size="sm" color="gray" aria-label={t('loading')} />
      </div>
    )
  }
  const url = ordersUrl(access)
  const has = desk.access.token !== null
  return (
    <>
      <p className={classes.explain}>{t('connectHint')}</p>
      <dl className={classes.facts}>
        <dt>{t('address')}</dt>
        <dd>
          <span className={classes.value}>{url}</span>
          <p className={classes.caption}>{t(access.lan ? 'addressLan' : 'addressHere')}</p>
        </dd>
        <dt>{t('token')}</dt>
        <dd>
          <Token desk={desk} />
        </dd>
      </dl>
      {has ? (
        <div>
          <div className={classes.tryHead}>
            <h3 className={classes.heading}>{t('try')}</h3>
            <Copy value={curlLine(url, desk.token ?? t('yourToken'), nowMs)} label={t('copyLine')} />
          </div>
          <Code block className={classes.curl}>
            {curlLine(url, desk.token ?? t('yourToken'), nowMs)}
          </Code>
          <p className={classes.caption}>{t('tryHint')}</p>
        </div>
      ) : null}
    </>
  )
}

function Token({ desk }: { desk: OrderAccessDesk }) {
  const { t } = useTranslation('orders')
  const [asking, setAsking] = useState<'renew' | 'revoke' | null>(null)
  const { token } = desk.access ?? { token: null }
  if (token === null) {
    return (
      <Group gap="md">
        <Button
          size="sm"
          leftSection={<IconKey size={16} stroke={1.75} />}
          disabled={desk.busy}
          onClick={desk.renew}
        >
          {t('make')}
        </Button>
        <span className={classes.caption}>{t('noToken')}</span>
      </Group>
    )
  }
  if (asking !== null) {
    const act = asking === 'renew' ? desk.renew : desk.revoke
    return (
      <Group gap="sm">
        <Text size="sm">{t(asking === 'renew' ? 'renewWarning' : 'revokeWarning')}</Text>
        <Button
          size="sm"
          variant="default"
          disabled={desk.busy}
          onClick={() => {
            setAsking(null)
            act()
          }}
        >
          {t(asking === 'renew' ? 'renewNow' : 'revokeNow')}
        </Button>
        <Button size="sm" variant="subtle" color="gray" onClick={() => setAsking(null)}>
          {t('keep')}
        </Button>
      </Group>
    )
  }
  return (
    <>
      {desk.token === null ? (
        <p className={classes.caption}>
          {token.lastUsedAtMs === null
            ? t('tokenSet')
            : t('tokenUsed', { time: formatTimeOfDay(token.lastUsedAtMs) })}
        </p>
      ) : (
        <>
          <p className={classes.token}>{desk.token}</p>
          <p className={classes.caption}>{t('tokenOnce')}</p>
        </>
      )}
      <Group gap="sm" mt={8}>
        {desk.token === null ? null : <Copy value={desk.token} label={t('copyToken')} />}
        <Button
          size="sm"
          variant="default"
          disabled={desk.busy}
          leftSection={<IconRefresh size={16} stroke={1.75} />}
          onClick={() => setAsking('renew')}
        >
          {t('renew')}
        </Button>
        <Button
          size="sm"
          variant="subtle"
          color="gray"
          disabled={desk.busy}
          onClick={() => setAsking('revoke')}
        >
          {t('revoke')}
        </Button>
      </Group>
    </>
  )
}

function Copy({ value, label }: { value: string; label: string }) {
  const { t } = useTranslation('common')
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button
          size="sm"
          variant="light"
          leftSection={copied ? <IconCheck size={16} stroke={1.75} /> : <IconCopy size={16} stroke={1.75} />}
          onClick={copy}
        >
          {copied ? t('copied') : label}
        </Button>
      )}
    </CopyButton>
  )
}
