import {
  Button,
  Checkbox,
  Group,
  NativeSelect,
  PasswordInput,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import { ADDRESS_MAX, type WhipDestination } from '#shared/domain/outputs/destination.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { BITRATES_KBPS, checkForm, emptyForm, formOf, type DestinationForm } from './destination-form.ts'
import type { OutputBoard } from './output-board.ts'
import classes from './outputs.module.css'
import { useConnectionTest } from './use-connection-test.ts'

/** Sets up one destination. `destination` is null for a new one. */
export function DestinationEditor(props: {
  id: string
  board: OutputBoard
  destination: WhipDestination | null
  /** Whether something would be lost by closing. */
  onDirty: (dirty: boolean) => void
  onDone: () => void
}) {
  const { id, board, destination, onDirty, onDone } = props
  const { t } = useTranslation('outputs')
  const { problemText } = useRefusalText()
  const { done, failed } = useToasts()
  const { withToken, tokensLast } = useStore(board.store)
  const [form, setForm] = useState<DestinationForm>(() => (destination ? formOf(destination) : emptyForm(id)))
  const [tried, setTried] = useState(false)
  const [saving, setSaving] = useState(false)
  const trial = useConnectionTest()
  const check = checkForm(form)
  const kept = withToken.has(id)
  const change = (changes: Partial<DestinationForm>): void => {
    trial.forget()
    setForm({ ...form, ...changes })
    onDirty(true)
  }

  const save = async (): Promise<void> => {
    setTried(true)
    if (check.destination === null) return
    setSaving(true)
    const outcome = await board.save(check.destination, check.token)
    setSaving(false)
    if (!outcome.ok) return failed(problemText(outcome.problem))
    done(t('saved', { name: check.destination.name }))
    onDone()
  }
  const remove = (name: string): void => {
    modals.openConfirmModal({
      title: t('removeTitle', { name }),
      children: t('removeText'),
      labels: { confirm: t('remove'), cancel: t('removeKeep') },
      confirmProps: { color: 'red', variant: 'outline' },
      onConfirm: () => {
        void board.remove(id).then((outcome) => {
          if (!outcome.ok) return failed(problemText(outcome.problem))
          done(t('removed', { name }))
          onDone()
        })
      },
    })
  }
  const tryOut = async (): Promise<void> => {
    setTried(true)
    if (check.address !== null) return
    await trial.test(form.url.trim(), check.token === undefined ? await board.tokenOf(id) : check.token)
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Stack gap="md">
        <TextInput
          size="md"
          label={t('name')}
          placeholder={t('namePlaceholder')}
          value={form.name}
          maxLength={40}
          data-autofocus
          error={tried && check.nameMissing ? t('nameMissing') : null}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          size="md"
          label={t('url')}
          description={t('urlHint')}
          placeholder="https://"
          inputMode="url"
          spellCheck={false}
          value={form.url}
          maxLength={ADDRESS_MAX}
          error={tried && check.address !== null ? t(`address_${check.address}`) : null}
          onChange={(event) => change({ url: event.currentTarget.value })}
        />
        <PasswordInput
          size="md"
          label={t('token')}
          description={`${kept ? t('tokenKept') : t('tokenHint')} ${t(tokensLast ? 'tokenLasts' : 'tokenMemory')}`}
          autoComplete="off"
          value={form.token}
          disabled={form.forgetToken}
          onChange={(event) => change({ token: event.currentTarget.value })}
        />
        {kept ? (
          <Checkbox
            label={form.forgetToken ? t('tokenForgotten') : t('tokenForget')}
            checked={form.forgetToken}
            onChange={(event) => change({ forgetToken: event.currentTarget.checked, token: '' })}
          />
        ) : null}
        <NativeSelect
          size="md"
          label={t('bitrate')}
          value={form.videoKbps}
          data={[
            { value: '', label: t('bitrateAuto') },
            ...BITRATES_KBPS.map((kbps) => ({
              value: String(kbps),
              label: t('mbps', { value: (kbps / 1000).toFixed(1) }),
            })),
          ]}
          onChange={(event) => change({ videoKbps: event.currentTarget.value })}
        />
        <Group grow align="flex-start">
          <Switch
            label={t('startWithShow')}
            description={t('startWithShowHint')}
            checked={form.startWithShow}
            onChange={(event) => change({ startWithShow: event.currentTarget.checked })}
          />
          <Switch
            label={t('simulcast')}
            description={t('simulcastHint')}
            checked={form.simulcast}
            onChange={(event) => change({ simulcast: event.currentTarget.checked })}
          />
        </Group>
        <div className={classes.trial}>
          <Button variant="default" loading={trial.testing} onClick={() => void tryOut()}>
            {t('test')}
          </Button>
          <div className={classes.about} role="status">
            <Text
              size="sm"
              {...(trial.words === null || trial.good ? {} : { className: classes.trouble ?? '' })}
            >
              {trial.words ?? (trial.testing ? t('testing') : t('testHint'))}
            </Text>
            {trial.said === null ? null : (
              <span className={classes.dimmed}>{t('details', { message: trial.said })}</span>
            )}
          </div>
        </div>
        <Group justify="space-between">
          {destination === null ? (
            <span />
          ) : (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconTrash size={18} stroke={1.75} aria-hidden />}
              onClick={() => remove(destination.name)}
            >
              {t('remove')}
            </Button>
          )}
          <Group>
            <Button variant="subtle" color="gray" onClick={onDone}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={saving}>
              {t('save')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  )
}
