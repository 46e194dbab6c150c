import { Button, Loader, Modal, Tabs, Text } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ResponseBody } from '#shared/protocol/down.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { DraftsForm } from './DraftsForm.tsx'
import classes from './unattended.module.css'
import { UnattendedForm } from './UnattendedForm.tsx'

export type AssistantSetup = Extract<ResponseBody, { type: 'assistant' }>

/** Where drafts come from, and what the studio may answer by itself while nobody has a hand free. */
export function AssistantDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('assistant')
  return (
    <Modal opened onClose={onClose} title={t('title')} size={680}>
      <Body onClose={onClose} />
    </Modal>
  )
}

function Body({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('assistant')
  const client = useStaffClient()
  const [setup, setSetup] = useState<AssistantSetup | 'loading' | 'failed'>('loading')
  const load = useCallback(
    () =>
      client.request({ type: 'getAssistant' }).then((answer) => {
        setSetup(answer.ok && answer.body.type === 'assistant' ? answer.body : 'failed')
      }),
    [client],
  )
  useEffect(() => void load(), [load])

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
        <Button variant="default" onClick={() => void load()}>
          {t('retry')}
        </Button>
      </div>
    )
  }
  return (
    <Tabs defaultValue="drafts">
      <Tabs.List mb="lg">
        <Tabs.Tab value="drafts">{t('tabDrafts')}</Tabs.Tab>
        <Tabs.Tab value="unattended">{t('tabUnattended')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="drafts">
        <DraftsForm setup={setup} onSaved={load} />
      </Tabs.Panel>
      <Tabs.Panel value="unattended">
        <UnattendedForm setup={setup} onClose={onClose} />
      </Tabs.Panel>
    </Tabs>
  )
}
