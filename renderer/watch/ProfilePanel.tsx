import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { NICKNAME_MAX, rememberNickname, tidyNickname } from '#renderer/features/room-entry/nickname.ts'
import { useRoom, useRoomClient } from '#renderer/session-client/room-context.tsx'
import { LanguageSwitch } from '#renderer/ui/LanguageSwitch.tsx'
import classes from './ProfilePanel.module.css'

/** The viewer's own nickname and language, and the way to their questions. */
export function ProfilePanel({ questions, onQuestions }: { questions: number; onQuestions: () => void }) {
  const { t } = useTranslation('watch')
  const client = useRoomClient()
  const current = useRoom(({ you }) => you?.name ?? '')
  const connected = useRoom(({ link }) => link === 'connected')
  const [name, setName] = useState(current)
  const [asked, setAsked] = useState<string | null>(null)
  const wanted = tidyNickname(name)

  const rename = (event: SubmitEvent): void => {
    event.preventDefault()
    if (wanted === '' || wanted === current || !connected) return
    client.rename(wanted)
    rememberNickname(wanted)
    setAsked(wanted)
  }

  return (
    <Stack gap="lg">
      <form onSubmit={rename}>
        <Group align="flex-end" gap="sm" wrap="nowrap">
          <TextInput
            className={classes.name}
            classNames={{ input: classes.input }}
            label={t('nickname')}
            size="md"
            maxLength={NICKNAME_MAX}
            value={name}
            error={wanted === ''}
            autoComplete="nickname"
            enterKeyHint="done"
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" size="md" disabled={wanted === '' || wanted === current || !connected}>
            {t('rename')}
          </Button>
        </Group>
        <p className={classes.hint} role="status">
          <RenameHint connected={connected} done={asked !== null && asked === current} />
        </p>
      </form>
      <Group justify="space-between">
        <LanguageSwitch />
        <Button variant="subtle" onClick={onQuestions}>
          {t('ownQuestionMore', { number: questions })}
        </Button>
      </Group>
    </Stack>
  )
}

function RenameHint({ connected, done }: { connected: boolean; done: boolean }) {
  const { t } = useTranslation('watch')
  if (!connected) return t('renameOffline')
  return done ? t('renamed') : t('renameHint')
}
