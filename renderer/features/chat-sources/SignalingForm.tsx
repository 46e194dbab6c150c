import { Anchor, Button, Group, PasswordInput, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { LinkStatus } from '#renderer/chat-sources/agora-signaling/signaling-link.ts'
import type { TestOutcome } from '#renderer/chat-sources/agora-signaling/signaling-source.ts'
import { useSignaling, useSignalingSource } from '#renderer/chat-sources/signaling-context.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import type { SignalingSettings } from '#shared/protocol/chat-source.ts'
import { checkDraft, draftOf, type DraftField } from './signaling-draft.ts'
import { TestSteps } from './TestSteps.tsx'

const WRONG = {
  appId: 'appIdWrong',
  channel: 'nameWrong',
  userId: 'nameWrong',
  tokenServerUrl: 'tokenServerWrong',
} as const satisfies Record<DraftField, string>

/** How Agora Signaling is reached, with a test that names the step that fails. Nothing is saved by testing. */
export function SignalingForm({
  settings,
  onDone,
}: {
  settings: SignalingSettings | null
  onDone: () => void
}) {
  const { t } = useTranslation('chatSources')
  const source = useSignalingSource()
  const tokenHeld = useSignaling((state) => state.tokenHeld)
  const tokenLasts = useSignaling((state) => state.tokenLasts)
  const { done, failed } = useToasts()
  const [draft, setDraft] = useState(() => draftOf(settings))
  const [looked, setLooked] = useState(false)
  const [forget, setForget] = useState(false)
  const [saving, setSaving] = useState(false)
  const [step, setStep] = useState<LinkStatus | null>(null)
  const [outcome, setOutcome] = useState<TestOutcome | null>(null)
  const check = checkDraft(draft)
  const testing = step !== null && outcome === null

  const change = (news: Partial<typeof draft>): void => {
    setDraft({ ...draft, ...news })
    setOutcome(null)
    setStep(null)
  }
  const field = (name: DraftField) => ({
    value: draft[name],
    disabled: testing,
    error: looked && !check.ok && check.wrong.has(name) ? t(WRONG[name]) : null,
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  })
  const pasted = draft.token.trim()
  const token = pasted === '' ? (forget ? null : undefined) : pasted

  const test = (): void => {
    setLooked(true)
    if (!check.ok) return
    setOutcome(null)
    setStep({ state: 'connecting', problem: null, step: 'token', retryAtMs: null })
    void source.test(check.settings, token ?? undefined, setStep).then(setOutcome)
  }
  const save = (): void => {
    setLooked(true)
    if (!check.ok) return
    setSaving(true)
    void source.save(check.settings, token).then((saved) => {
      setSaving(false)
      if (!saved) return failed(t('saveFailed'))
      done(t('saved'))
      onDone()
    })
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Stack gap="md">
        <TextInput
          size="md"
          label={t('appId')}
          description={t('appIdHint')}
          spellCheck={false}
          autoComplete="off"
          data-autofocus
          {...field('appId')}
        />
        <SimpleGrid cols={2} spacing="lg">
          <TextInput
            size="md"
            label={t('channel')}
            description={t('channelHint')}
            spellCheck={false}
            {...field('channel')}
          />
          <TextInput
            size="md"
            label={t('userId')}
            description={t('userIdHint')}
            spellCheck={false}
            {...field('userId')}
          />
        </SimpleGrid>
        <TextInput
          size="md"
          label={t('tokenServerUrl')}
          description={t('tokenServerHint')}
          placeholder="https://"
          spellCheck={false}
          {...field('tokenServerUrl')}
        />
        {draft.tokenServerUrl.trim() === '' ? (
          <PasswordInput
            size="md"
            label={t('token')}
            description={`${t('tokenHint')} · ${t(tokenLasts ? 'tokenKeptSafe' : 'tokenKeptHere')}`}
            placeholder={tokenHeld && !forget ? t('tokenHeld') : ''}
            autoComplete="off"
            value={draft.token}
            disabled={testing}
            onChange={(event) => change({ token: event.currentTarget.value })}
            inputWrapperOrder={['label', 'description', 'input', 'error']}
          />
        ) : null}
        {tokenHeld && !forget && draft.tokenServerUrl.trim() === '' ? (
          <Anchor component="button" type="button" size="sm" onClick={() => setForget(true)}>
            {t('forgetToken')}
          </Anchor>
        ) : null}
        {step === null ? null : <TestSteps status={step} outcome={outcome} />}
        <Group gap="sm">
          <Button variant="subtle" color="gray" disabled={testing} onClick={onDone}>
            {t('back')}
          </Button>
          <span style={{ flex: 1 }} />
          <Button variant="default" loading={testing} onClick={test}>
            {t('test')}
          </Button>
          <Button type="submit" loading={saving} disabled={testing}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
