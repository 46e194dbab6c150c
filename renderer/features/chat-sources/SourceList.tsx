import { Button, Group, Stack, Switch, Text } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useSignaling, useSignalingSource } from '#renderer/chat-sources/signaling-context.tsx'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { SourceHealthText, useSourceName } from '#renderer/ui/SourceHealthText.tsx'
import { useSecondsUntil } from '#renderer/ui/use-seconds-until.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import type { SourceState, SignalingSettings } from '#shared/protocol/chat-source.ts'
import classes from './chat-sources.module.css'
import { LinkMark } from './LinkMark.tsx'
import { ProblemText } from './ProblemText.tsx'

/** All sources with their true state; the outside one with its switch. */
export function SourceList(props: { settings: SignalingSettings | null; onEdit: () => void }) {
  const { t } = useTranslation('chatSources')
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('hint')}
      </Text>
      <ul className={classes.list}>
        <Signaling {...props} />
        <BuiltIn source="room" hint={t('roomHint')} />
        <BuiltIn source="rehearsal" hint={t('rehearsalHint')} />
      </ul>
    </Stack>
  )
}

function Row(props: {
  name: string
  state: SourceState
  hint: string
  text: ReactNode
  children?: ReactNode
}) {
  return (
    <li className={classes.row} aria-label={props.name}>
      <LinkMark state={props.state} />
      <div className={classes.facts}>
        <div className={classes.head}>
          <span className={classes.name}>{props.name}</span>
          <span className={classes.state} data-state={props.state} role="status">
            {props.text}
          </span>
        </div>
        <p className={classes.hint}>{props.hint}</p>
        {props.children}
      </div>
    </li>
  )
}

function BuiltIn({ source, hint }: { source: 'room' | 'rehearsal'; hint: string }) {
  const nameOf = useSourceName()
  const health = useStaff((state) => state.sources.find((one) => one.source === source))
  if (!health) return null
  return (
    <Row name={nameOf(source)} state={health.state} hint={hint} text={<SourceHealthText health={health} />} />
  )
}

function Signaling({ settings, onEdit }: { settings: SignalingSettings | null; onEdit: () => void }) {
  const { t } = useTranslation('chatSources')
  const source = useSignalingSource()
  const { done, failed } = useToasts()
  const link = useSignaling((state) => state.link)
  const health = useStaff((state) => state.sources.find((one) => one.source === 'agora'))
  const [busy, setBusy] = useState(false)
  const retryInS = useSecondsUntil(link.retryAtMs)
  const enabled = settings?.enabled === true

  const save = (next: SignalingSettings | null, words: string): void => {
    setBusy(true)
    void source.save(next).then((saved) => {
      setBusy(false)
      if (saved) done(words)
      else failed(t('saveFailed'))
    })
  }
  const text =
    settings === null ? (
      t('notSetUp')
    ) : !enabled ? (
      t('off')
    ) : health?.state === link.state ? (
      <SourceHealthText health={health} />
    ) : (
      t(`state_${link.state}`)
    )
  return (
    <Row
      name={t('source_agora')}
      state={link.state}
      hint={settings === null ? t('agoraHint') : `${settings.channel} · ${settings.userId}`}
      text={text}
    >
      {enabled && link.problem ? (
        <p className={classes.problem}>
          <ProblemText problem={link.problem} />
          {retryInS > 0 ? <span className={classes.retry}>{t('retryIn', { seconds: retryInS })}</span> : null}
        </p>
      ) : null}
      <Group gap="sm" mt="xs">
        {settings === null ? null : (
          <Switch
            label={t('turnOn')}
            checked={enabled}
            disabled={busy}
            onChange={(event) => save({ ...settings, enabled: event.currentTarget.checked }, t('saved'))}
          />
        )}
        <span className={classes.grow} />
        {enabled && (link.state === 'failed' || link.state === 'stale') ? (
          <Button size="sm" variant="light" onClick={source.retryNow}>
            {t('retryNow')}
          </Button>
        ) : null}
        <Button size="sm" variant={settings === null ? 'filled' : 'default'} onClick={onEdit}>
          {t(settings === null ? 'setUp' : 'change')}
        </Button>
        {settings === null ? null : <Remove busy={busy} onRemove={() => save(null, t('removed'))} />}
      </Group>
    </Row>
  )
}

/** Asks once more in place: the settings are quickly typed, the token is not. */
function Remove({ busy, onRemove }: { busy: boolean; onRemove: () => void }) {
  const { t } = useTranslation('chatSources')
  const [sure, setSure] = useState(false)
  return (
    <Button
      size="sm"
      variant={sure ? 'outline' : 'subtle'}
      color={sure ? 'red' : 'gray'}
      disabled={busy}
      onBlur={() => setSure(false)}
      onClick={() => (sure ? onRemove() : setSure(true))}
    >
      {t(sure ? 'removeSure' : 'remove')}
    </Button>
  )
}
