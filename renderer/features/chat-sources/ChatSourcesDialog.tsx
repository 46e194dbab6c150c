import { Button, Loader, Modal, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useSignaling, useSignalingSource } from '#renderer/chat-sources/signaling-context.tsx'
import classes from './chat-sources.module.css'
import { SignalingForm } from './SignalingForm.tsx'
import { SourceList } from './SourceList.tsx'
import { useUnsentReplies } from './use-unsent-replies.ts'

/** Where danmaku come from, how each source truly fares, and the set-up of the outside ones. */
export function ChatSourcesDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('chatSources')
  useUnsentReplies()
  return (
    <Modal opened={opened} onClose={onClose} title={t('title')} size={680}>
      <Body />
    </Modal>
  )
}

function Body() {
  const { t } = useTranslation('chatSources')
  const source = useSignalingSource()
  const settings = useSignaling((state) => state.settings)
  const [editing, setEditing] = useState(false)
  const [failed, setFailed] = useState(false)
  const unknown = settings === undefined
  useEffect(() => {
    if (unknown) void source.load().then((read) => setFailed(!read))
  }, [source, unknown])

  if (settings === undefined) {
    return (
      <div className={classes.waiting}>
        {failed ? (
          <Text>{t('loadFailed')}</Text>
        ) : (
          <Loader size="sm" color="gray" aria-label={t('loading')} />
        )}
        {failed ? (
          <Button
            variant="default"
            onClick={() => {
              setFailed(false)
              void source.load().then((read) => setFailed(!read))
            }}
          >
            {t('retryNow')}
          </Button>
        ) : null}
      </div>
    )
  }
  if (editing) return <SignalingForm settings={settings} onDone={() => setEditing(false)} />
  return <SourceList settings={settings} onEdit={() => setEditing(true)} />
}
