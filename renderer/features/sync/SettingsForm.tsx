import {
  Anchor,
  Button,
  Checkbox,
  Group,
  NumberInput,
  PasswordInput,
  SegmentedControl,
  Stack,
  Switch,
  TextInput,
} from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { originOf } from '#shared/domain/assistant/assistant-settings.ts'
import { collectorUrlProblem, type SyncSettings } from '#shared/domain/sync/sync-settings.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { useSyncToken } from './sync-token.tsx'
import classes from './sync.module.css'
import { TestOutcome, type Tested } from './TestOutcome.tsx'
import type { SyncSetup } from './use-sync.ts'

/** Where logs go, with which token, when, and how much of the line they take. Nothing is saved by testing. */
export function SettingsForm({ setup, onSaved }: { setup: SyncSetup; onSaved: () => Promise<void> }) {
  const { t } = useTranslation('sync')
  const client = useStaffClient()
  const keeper = useSyncToken()
  const { done, failed } = useToasts()
  const [settings, setSettings] = useState<SyncSettings>(setup.settings)
  const [token, setToken] = useState('')
  const [looked, setLooked] = useState(false)
  const [busy, setBusy] = useState<'testing' | 'saving' | null>(null)
  const [tested, setTested] = useState<Tested | null>(null)
  const lasts = useTokenLasts()

  const wrongUrl = collectorUrlProblem(settings)
  const notSecure = collectorUrlProblem({ ...settings, insist: false }) === 'notSecure'
  const pasted = token.trim() === '' ? null : token.trim()
  const moved = setup.tokenHeld && originOf(settings.url) !== originOf(setup.settings.url)
  const change = (news: Partial<SyncSettings>): void => {
    // A certificate was accepted for one address.
    const elsewhere = news.url !== undefined && originOf(news.url) !== originOf(settings.url)
    setSettings({ ...settings, ...(elsewhere ? { certificate: null, insist: false } : {}), ...news })
    setTested(null)
  }

  const test = async (tried: SyncSettings): Promise<void> => {
    setLooked(true)
    if (wrongUrl !== null) return
    setBusy('testing')
    const answer = await client.request({ type: 'testSync', settings: tried, token: pasted })
    setBusy(null)
    setTested(answer.ok && answer.body.type === 'syncTested' ? answer.body : 'offline')
  }
  const save = async (): Promise<void> => {
    setLooked(true)
    if (wrongUrl !== null && wrongUrl !== 'empty') return
    setBusy('saving')
    const answer = await client.request({ type: 'saveSync', settings })
    const told = answer.ok && (pasted === null || (await keeper.keep(originOf(settings.url), pasted)))
    setBusy(null)
    if (!told) return failed(t('saveFailed'))
    setToken('')
    done(t('saved'))
    await onSaved()
  }
  const forget = async (): Promise<void> => {
    if (!(await keeper.keep(originOf(setup.settings.url), null))) return failed(t('saveFailed'))
    done(t('tokenForgotten'))
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
        <TextInput
          size="md"
          label={t('url')}
          description={t('urlHint')}
          placeholder="https://collector.example.com"
          spellCheck={false}
          autoComplete="off"
          value={settings.url}
          error={looked && wrongUrl !== null && wrongUrl !== 'empty' ? t(`url_${wrongUrl}`) : null}
          onChange={(event) => change({ url: event.currentTarget.value })}
        />
        {notSecure ? (
          <Checkbox
            label={t('insist')}
            description={t('url_notSecure')}
            checked={settings.insist}
            onChange={(event) => change({ insist: event.currentTarget.checked })}
          />
        ) : null}
        <PasswordInput
          size="md"
          label={t('token')}
          description={moved ? t('tokenOfOther') : t(lasts ? 'tokenHintSafe' : 'tokenHintHere')}
          placeholder={t(setup.tokenHeld && !moved ? 'tokenHeld' : 'tokenNone')}
          autoComplete="off"
          value={token}
          onChange={(event) => {
            setToken(event.currentTarget.value)
            setTested(null)
          }}
        />
        {setup.tokenHeld ? (
          <Anchor
            component="button"
            type="button"
            size="sm"
            className={classes.start ?? ''}
            onClick={() => void forget()}
          >
            {t('forgetToken')}
          </Anchor>
        ) : null}
        {settings.certificate === null ? null : (
          <p className={classes.hint}>
            {t('trusted')}{' '}
            <Anchor component="button" type="button" size="sm" onClick={() => change({ certificate: null })}>
              {t('distrust')}
            </Anchor>
          </p>
        )}
        <Switch
          size="md"
          label={t('automatic')}
          description={t('automaticHint')}
          checked={settings.automatic}
          onChange={(event) => change({ automatic: event.currentTarget.checked })}
        />
        <Limits settings={settings} onChange={change} />
        {tested === null ? null : (
          <TestOutcome
            tested={tested}
            onTrust={(certificate) => {
              const trusting = { ...settings, certificate }
              setSettings(trusting)
              void test(trusting)
            }}
          />
        )}
        <Group gap="sm" justify="flex-end">
          <Button
            variant="default"
            loading={busy === 'testing'}
            disabled={busy === 'saving' || settings.url.trim() === ''}
            onClick={() => void test(settings)}
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

function Limits(props: { settings: SyncSettings; onChange: (news: Partial<SyncSettings>) => void }) {
  const { settings, onChange } = props
  const { t } = useTranslation('sync')
  return (
    <div className={classes.limits}>
      <div>
        <p className={classes.label} id="sync-while-live">
          {t('whileLive')}
        </p>
        <SegmentedControl
          aria-labelledby="sync-while-live"
          value={settings.whileLive}
          onChange={(value) => onChange({ whileLive: value === 'limited' ? 'limited' : 'paused' })}
          data={[
            { value: 'paused', label: t('whileLivePaused') },
            { value: 'limited', label: t('whileLiveLimited') },
          ]}
        />
      </div>
      {settings.whileLive === 'limited' ? (
        <NumberInput
          label={t('liveKbit')}
          min={16}
          max={1_000_000}
          allowDecimal={false}
          clampBehavior="strict"
          value={settings.liveKbit}
          onChange={(value) =>
            typeof value === 'number' && value >= 16 ? onChange({ liveKbit: value }) : undefined
          }
        />
      ) : (
        <span />
      )}
      <Switch
        size="md"
        label={t('limited')}
        checked={settings.limitKbit !== null}
        onChange={(event) => onChange({ limitKbit: event.currentTarget.checked ? 2_000 : null })}
      />
      {settings.limitKbit === null ? (
        <span />
      ) : (
        <NumberInput
          label={t('limitKbit')}
          min={16}
          max={1_000_000}
          allowDecimal={false}
          clampBehavior="strict"
          value={settings.limitKbit}
          onChange={(value) =>
            typeof value === 'number' && value >= 16 ? onChange({ limitKbit: value }) : undefined
          }
        />
      )}
    </div>
  )
}

function useTokenLasts(): boolean {
  const keeper = useSyncToken()
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
