import { Anchor, Button, PinInput, Stack, Text, TextInput } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconHeadset } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { pair, type PairProblem } from '#renderer/session-client/pair.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { LanguageSwitch } from '#renderer/ui/LanguageSwitch.tsx'
import { useSecondsUntil } from '#renderer/ui/use-seconds-until.ts'
import classes from './PairingScreen.module.css'

const CODE_LENGTH = 6
const NAME_MAX = 20

type Trouble = { readonly kind: PairProblem } | { readonly kind: 'otherRole'; readonly next: string }

/** Takes the six digits that the host shows, typed, pasted, or brought by the QR code as `?code=`. */
export function PairingScreen({ again }: { again: boolean }) {
  const { t } = useTranslation('pairing')
  const client = useStaffClient()
  const [code, setCode] = useState(codeFromAddress)
  const [name, setName] = useLocalStorage({
    key: 'huitou.staffName',
    defaultValue: '',
    getInitialValueInEffect: false,
  })
  const [cameWithAll] = useState(code.length === CODE_LENGTH && name.trim() !== '')
  const [busy, setBusy] = useState(cameWithAll)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [failures, setFailures] = useState(0)
  const [waitUntilMs, setWaitUntilMs] = useState<number | null>(null)
  const waitSeconds = useSecondsUntil(waitUntilMs)
  const nameField = useRef<HTMLInputElement>(null)

  const attempt = async (): Promise<void> => {
    const outcome = await pair(code, name.trim())
    setBusy(false)
    if (!outcome.ok) {
      setTrouble({ kind: outcome.problem })
      setWaitUntilMs(outcome.retryInMs === null ? null : Date.now() + outcome.retryInMs)
      if (outcome.problem === 'wrongCode' || outcome.problem === 'expiredCode') {
        setCode('')
        // New boxes: the cursor goes back to the first.
        setFailures((times) => times + 1)
      }
      return
    }
    if (outcome.role !== 'moderator') return setTrouble({ kind: 'otherRole', next: outcome.next })
    forgetCodeInAddress()
    client.reconnect()
  }
  const submit = (): void => {
    if (busy || waitSeconds > 0) return
    if (code.length < CODE_LENGTH) return setTrouble({ kind: 'invalid' })
    setBusy(true)
    setTrouble(null)
    void attempt()
  }

  // Somebody known who scans the QR code is let in without pressing anything.
  const attemptAtOnce = useEffectEvent(attempt)
  useEffect(() => {
    if (!cameWithAll) return
    const timer = setTimeout(() => void attemptAtOnce(), 0)
    return () => clearTimeout(timer)
  }, [cameWithAll])

  return (
    <main className={classes.screen}>
      <div className={classes.language}>
        <LanguageSwitch />
      </div>
      <form
        className={classes.card}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <IconHeadset size={36} stroke={1.25} className={classes.icon} aria-hidden />
        <h1 className={classes.title}>{t('title')}</h1>
        <p className={classes.hint}>{again ? t('again') : t('hint')}</p>
        <Stack gap="lg">
          <div>
            <span className={classes.label} id="code-label">
              {t('code')}
            </span>
            <PinInput
              aria-labelledby="code-label"
              ariaLabel={t('code')}
              className={classes.code ?? ''}
              length={CODE_LENGTH}
              type="number"
              inputMode="numeric"
              oneTimeCode
              size="lg"
              gap="sm"
              key={failures}
              placeholder=""
              autoFocus={code.length < CODE_LENGTH}
              value={code}
              error={trouble?.kind === 'wrongCode' || trouble?.kind === 'expiredCode'}
              onChange={(value) => {
                setCode(value)
                setTrouble(null)
              }}
              onComplete={() => {
                if (name.trim() === '') nameField.current?.focus()
              }}
            />
          </div>
          <TextInput
            ref={nameField}
            autoFocus={codeFromAddress().length === CODE_LENGTH}
            size="md"
            label={t('name')}
            description={t('nameHint')}
            placeholder={t('namePlaceholder')}
            value={name}
            maxLength={NAME_MAX}
            autoComplete="nickname"
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <div className={classes.trouble} role="alert">
            {waitSeconds > 0 ? (
              t('tooManyAttempts', { seconds: waitSeconds })
            ) : trouble === null ? null : (
              <TroubleText trouble={trouble} />
            )}
          </div>
          <Button type="submit" size="md" fullWidth loading={busy} disabled={waitSeconds > 0}>
            {t('enter')}
          </Button>
        </Stack>
      </form>
    </main>
  )
}

function TroubleText({ trouble }: { trouble: Trouble }) {
  const { t } = useTranslation('pairing')
  switch (trouble.kind) {
    case 'otherRole':
      return (
        <Text component="span" size="sm">
          {t('otherRole')} <Anchor href={trouble.next}>{t('otherRoleGo')}</Anchor>
        </Text>
      )
    case 'tooManyAttempts':
      return t('tryNow')
    case 'invalid':
    case 'wrongCode':
    case 'expiredCode':
    case 'full':
    case 'unreachable':
    case 'failed':
      return t(trouble.kind)
    default:
      return trouble satisfies never
  }
}

function codeFromAddress(): string {
  const code = new URLSearchParams(location.search).get('code') ?? ''
  return code.replaceAll(/\D/g, '').slice(0, CODE_LENGTH)
}

/** A used code in the address bar would only be tried again after a reload. */
function forgetCodeInAddress(): void {
  const address = new URL(location.href)
  address.searchParams.delete('code')
  history.replaceState(null, '', address)
}
