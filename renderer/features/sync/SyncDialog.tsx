import { Button, Loader, Modal, Tabs, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { SessionTable } from './SessionTable.tsx'
import { SettingsForm } from './SettingsForm.tsx'
import classes from './sync.module.css'
import { SyncSummary } from './SyncSummary.tsx'
import { useSync, type SyncDesk, type SyncSetup } from './use-sync.ts'
import { WithheldList } from './WithheldList.tsx'

/** How far each show has come on its way to the team's server, what stands in the way, and where that server is. */
export function SyncDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('sync')
  return (
    <Modal opened onClose={onClose} title={t('title')} size={820}>
      <Body />
    </Modal>
  )
}

function Body() {
  const { t } = useTranslation('sync')
  const desk = useSync()
  const { setup } = desk
  if (setup === 'loading') {
    return (
      <div className={classes.waiting}>
        <Loader size="sm" color="gray" aria-label={t('loading')} />
      </div>
    )
  }
  if (setup === 'failed') {
    return (
      <div className={classes.waiting}>
        <Text mb="md">{t('loadFailed')}</Text>
        <Button variant="default" onClick={() => void desk.load()}>
          {t('retry')}
        </Button>
      </div>
    )
  }
  return <Panels setup={setup} desk={desk} />
}

function Panels({ setup, desk }: { setup: SyncSetup; desk: SyncDesk }) {
  const { t } = useTranslation('sync')
  const [tab, setTab] = useState<string | null>(setup.status.state === 'off' ? 'settings' : 'sessions')
  const [refused, setRefused] = useState<string | null>(null)
  const show = setup.sessions.find(({ sessionId }) => sessionId === refused)
  return (
    <Tabs value={tab} onChange={setTab} keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="sessions">{t('tabSessions')}</Tabs.Tab>
        <Tabs.Tab value="settings">{t('tabSettings')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="sessions">
        {setup.status.state === 'off' ? (
          <EmptyState
            title={t('noneTitle')}
            hint={t('noneHint')}
            action={
              <Button variant="default" onClick={() => setTab('settings')}>
                {t('toSettings')}
              </Button>
            }
          />
        ) : show && show.withheld > 0 ? (
          <WithheldList key={show.withheld} show={show} desk={desk} onBack={() => setRefused(null)} />
        ) : (
          <>
            <SyncSummary setup={setup} desk={desk} />
            {setup.sessions.length === 0 ? (
              <EmptyState title={t('noSessions')} hint={t('noSessionsHint')} />
            ) : (
              <SessionTable setup={setup} desk={desk} onRefused={setRefused} />
            )}
          </>
        )}
      </Tabs.Panel>
      <Tabs.Panel value="settings">
        <SettingsForm setup={setup} onSaved={desk.load} />
      </Tabs.Panel>
    </Tabs>
  )
}
