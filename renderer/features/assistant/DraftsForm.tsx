import {
  Anchor,
  Button,
  Group,
  PasswordInput,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import {
  baseUrlProblem,
  originOf,
  type AssistantSettings,
} from '#shared/domain/assistant/assistant-settings.ts'
import type { DraftProblem } from '#shared/domain/assistant/draft.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { useAssistantKey } from './assistant-key.tsx'
import type { AssistantSetup } from './AssistantDialog.tsx'
import classes from './drafts-form.module.css'

type Tested = {
  readonly problem: DraftProblem | 'offline' | null
  readonly detail: string
  readonly tookMs: number
}

/** The endpoint, its model and key, with a test of exactly what stands in the fields. Nothing is saved by testing. */
export function DraftsForm({ setup, onSaved }: { setup: AssistantSetup; onSaved: () => Promise<void> }) {
  const { t } = useTranslation('assistant')
  const client = useStaffClient()
  const keeper = useAssistantKey()
  const { done, failed } = useToasts()
  const [settings, setSettings] = useState<AssistantSettings>(setup.settings)
  const [key, setKey] = useState('')
  const [looked, setLooked] = useState(false)
  const [busy, setBusy] = useState<'testing' | 'saving' | null>(null)
  const [tested, setTested] = useState<Tested | null>(null)
  const lasts = useKeyLasts()

  const wrongUrl = baseUrlProblem(settings.baseUrl)
  const wrongModel = settings.model.trim() === ''
  const pasted = key.trim() === '' ? null : key.trim()
  const moved = setup.keyHeld && originOf(settings.baseUrl) !== originOf(setup.settings.baseUrl)
  const change = (news: Partial<AssistantSettings>): void => {
    setSettings({ ...settings, ...news })
    setTested(null)
  }

  const test = async (): Promise<void> => {
    setLooked(true)
    if (wrongUrl !== null || wrongModel) return
    setBusy('testing')
    const answer = await client.request({ type: 'testAssistant', settings, key: pasted })
    setBusy(null)
    setTested(
      answer.ok && answer.body.type === 'assistantTested'
        ? answer.body
        : { problem: 'offline', detail: '', tookMs: 0 },
    )
  }
  const save = async (): Promise<void> => {
    setLooked(true)
    const incomplete = wrongUrl !== null || wrongModel
    // Off is off, whatever else is still missing; what cannot be an address is never kept.
    if (settings.on ? incomplete : wrongUrl !== null && wrongUrl !== 'empty') return
    setBusy('saving')
    const answer = await client.request({ type: 'saveAssistant', settings })
    const told = answer.ok && (pasted === null || (await keeper.keep(originOf(settings.baseUrl), pasted)))
    setBusy(null)
    if (!told) return failed(t('saveFailed'))
    setKey('')
    done(t('saved'))
    await onSaved()
  }
  const forget = async (): Promise<void> => {
    if (!(await keeper.keep(originOf(setup.settings.baseUrl), null))) return failed(t('saveFailed'))
    done(t('keyForgotten'))
    await onSaved()
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Stack gap="md">
        <Switch
          size="md"
          label={t('draftsOn')}
          description={t('draftsOnHint')}
          checked={settings.on}
          onChange={(event) => change({ on: event.currentTarget.checked })}
        />
        <SimpleGrid cols={2} spacing="lg">
          <TextInput
            size="md"
            label={t('baseUrl')}
            description={t('baseUrlHint')}
            placeholder="https://api.example.com/v1"
            spellCheck={false}
            autoComplete="off"
            value={settings.baseUrl}
            error={
              looked && wrongUrl !== null && (settings.on || wrongUrl !== 'empty')
                ? t(`baseUrl_${wrongUrl}`)
                : null
            }
            onChange={(event) => change({ baseUrl: event.currentTarget.value })}
          />
          <TextInput
            size="md"
            label={t('model')}
            description={t('modelHint')}
            spellCheck={false}
            autoComplete="off"
            value={settings.model}
            error={looked && wrongModel && settings.on ? t('modelMissing') : null}
            onChange={(event) => change({ model: event.currentTarget.value })}
          />
        </SimpleGrid>
        <PasswordInput
          size="md"
          label={t('key')}
          description={moved ? t('keyOfOther') : t(lasts ? 'keyKeptSafe' : 'keyKeptHere')}
          placeholder={t(setup.keyHeld && !moved ? 'keyHeld' : 'keyNone')}
          autoComplete="off"
          value={key}
          onChange={(event) => {
            setKey(event.currentTarget.value)
            setTested(null)
          }}
        />
        {setup.keyHeld ? (
          <Anchor
            component="button"
            type="button"
            size="sm"
            className={classes.forget ?? ''}
            onClick={() => void forget()}
          >
            {t('forgetKey')}
          </Anchor>
        ) : null}
        <Text size="sm" c="var(--studio-dimmed)">
          {t('whatLeaves')}
        </Text>
        {tested === null ? null : <Outcome tested={tested} />}
        <Group gap="sm" justify="flex-end">
          <Button
            variant="default"
            loading={busy === 'testing'}
            disabled={busy === 'saving'}
            onClick={() => void test()}
          >
            {t('test')}
          </Button>
          <Button type="submit" loading={busy === 'saving'} disabled={busy === 'testing'}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Outcome({ tested }: { tested: Tested }) {
  const { t } = useTranslation('assistant')
  const { problem, detail, tookMs } = tested
  if (problem === null) {
    return (
      <p className={classes.outcome} data-ok role="status">
        <IconCircleCheck size={18} stroke={1.75} aria-hidden />
        {t('testOk', { seconds: (tookMs / 1000).toFixed(1) })}
      </p>
    )
  }
  return (
    <p className={classes.outcome} role="alert">
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
      <span>
        {t(`problem_${problem}`)}
        {detail === '' ? null : <span className={classes.detail}>{t('detail', { detail })}</span>}
      </span>
    </p>
  )
}

function useKeyLasts(): boolean {
  const keeper = useAssistantKey()
  const [lasts, setLasts] = useState(false)
  useEffect(() => {
    let gone = false
    void keeper.lasts().then((value) => (gone ? undefined : setLasts(value)))
    return () => {
      gone = true
    }
  }, [keeper])
  return lasts
}
