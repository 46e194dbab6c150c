import { Loader, Modal, Select, Stack, Switch, Tabs, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Access, Invite } from '#shared/protocol/down.ts'
import { inviteFor, sharedUrl } from './access-links.ts'
import classes from './access.module.css'
import { InviteCard } from './InviteCard.tsx'
import { StaffList } from './StaffList.tsx'
import { useAccess } from './use-access.ts'

/** Which door is shown first: the viewers' or the moderators'. */
export type AccessTab = 'viewer' | 'moderator'

/** Lets phones watch and assistants help: the switch for the local network, and a code and link for each role. */
export function AccessDialog(props: { opened: boolean; tab: AccessTab; onClose: () => void }) {
  const { t } = useTranslation('access')
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t('title')} size={640}>
      <Body initialTab={props.tab} />
    </Modal>
  )
}

function Body({ initialTab }: { initialTab: AccessTab }) {
  const { t } = useTranslation('access')
  const { access, busy, ask } = useAccess()
  const [chosenUrl, setChosenUrl] = useState<string | null>(null)
  if (!access) {
    return (
      <div className={classes.waiting}>
        <Loader size="sm" color="gray" aria-label={t('loading')} />
      </div>
    )
  }
  const url = sharedUrl(access, chosenUrl)
  const card = (role: Invite['role']) => {
    const invite = inviteFor(access, role)
    return invite ? (
      <InviteCard invite={invite} url={url} busy={busy} onRenew={() => ask({ type: 'renewInvite', role })} />
    ) : null
  }
  return (
    <Stack gap="lg">
      <Switch
        size="md"
        label={t('lan')}
        description={t(access.lan ? 'lanOnHint' : 'lanOffHint')}
        checked={access.lan}
        disabled={busy}
        onChange={(event) => ask({ type: 'setLanAccess', on: event.currentTarget.checked })}
      />
      <Address access={access} url={url} onChange={setChosenUrl} />
      <Tabs defaultValue={initialTab} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="viewer">{t('viewers')}</Tabs.Tab>
          <Tabs.Tab value="moderator">{t('moderators')}</Tabs.Tab>
          <Tabs.Tab value="overlay">{t('overlay')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="viewer" pt="lg">
          {card('viewer')}
        </Tabs.Panel>
        <Tabs.Panel value="moderator" pt="lg">
          {card('moderator')}
          <StaffList busy={busy} onRevoke={(actorId) => ask({ type: 'revokeAccess', actorId })} />
        </Tabs.Panel>
        <Tabs.Panel value="overlay" pt="lg">
          {card('overlay')}
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}

function Address(props: { access: Access; url: string | null; onChange: (url: string | null) => void }) {
  const { t } = useTranslation('access')
  const { access, url, onChange } = props
  if (!access.lan) return null
  if (access.urls.length === 0) return <Text size="sm">{t('noNetwork')}</Text>
  if (access.urls.length === 1) return null
  return (
    <Select
      label={t('address')}
      description={t('addressHint')}
      data={access.urls.map((value) => ({ value, label: new URL(value).host }))}
      value={url}
      onChange={onChange}
      allowDeselect={false}
    />
  )
}
