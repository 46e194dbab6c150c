import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconDice5 } from '@tabler/icons-react'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { chooseLanguage } from '#renderer/i18n/i18n.ts'
import { pair, type PairProblem } from '#renderer/session-client/pair.ts'
import { LanguageSwitch } from '#renderer/ui/LanguageSwitch.tsx'
import { useSecondsUntil } from '#renderer/ui/use-seconds-until.ts'
import classes from './JoinPage.module.css'
import {
  NICKNAME_MAX,
  rememberedNickname,
  rememberNickname,
  suggestNickname,
  tidyNickname,
} from './nickname.ts'

export type JoinNotice = 'revoked' | 'unauthorised' | 'noCookies'
type Problem = PairProblem | 'noName'

/** Pairs this browser as a viewer: the code comes out of the QR code or is typed, the name is remembered. */
export function JoinPage(props: { codeInAddress: string; notice: JoinNotice | null; onPaired: () => void }) {
  const { codeInAddress, notice, onPaired } = props
  const { t, i18n } = useTranslation('watch')
  const suggestion = (): string =>
    suggestNickname(chooseLanguage(`?lang=${i18n.language}`, null), Math.random)
  const [code, setCode] = useState(codeInAddress)
  const [askCode, setAskCode] = useState(!isCode(codeInAddress))
  const [name, setName] = useState(() => rememberedNickname() ?? suggestion())
  const [joining, setJoining] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [retryAtMs, setRetryAtMs] = useState<number | null>(null)
  const waitSeconds = useSecondsUntil(retryAtMs)

  const join = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (joining || waitSeconds > 0) return
    const nickname = tidyNickname(name)
    if (nickname === '') return setProblem('noName')
    if (!isCode(code)) return setProblem('invalid')
    setJoining(true)
    setProblem(null)
    const outcome = await pair(plainCode(code), nickname)
    setJoining(false)
    if (!outcome.ok) {
      setProblem(outcome.problem)
      setRetryAtMs(outcome.retryInMs === null ? null : Date.now() + outcome.retryInMs)
      if (outcome.problem === 'wrongCode' || outcome.problem === 'expiredCode') setAskCode(true)
      return
    }
    rememberNickname(nickname)
    // A moderator's or the overlay's code was typed here: it opens their page.
    if (outcome.role === 'viewer') onPaired()
    else location.assign(outcome.next)
  }

  const codeProblem = problem === 'invalid' || problem === 'wrongCode' || problem === 'expiredCode'
  return (
    <main className={classes.page}>
      <form className={classes.form} onSubmit={(event) => void join(event)} noValidate>
        <p className={classes.brand}>{t('brand')}</p>
        <h1 className={classes.title}>{t('joinTitle')}</h1>
        <p className={classes.hint}>{t('joinHint')}</p>
        {notice === null || problem !== null ? null : (
          <p className={classes.notice} role="status">
            {t(notice === 'noCookies' ? 'problem.noCookies' : `notice.${notice}`)}
          </p>
        )}
        {askCode ? (
          <TextInput
            label={t('code')}
            description={t('codeHint')}
            size="md"
            classNames={{ input: classes.code, description: classes.described }}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            error={codeProblem ? t(`problem.${problem}`) : null}
            onChange={(event) => {
              setCode(event.currentTarget.value)
              if (codeProblem) setProblem(null)
            }}
          />
        ) : null}
        <TextInput
          label={t('nickname')}
          description={t('nicknameHint')}
          size="md"
          classNames={{ input: classes.input, description: classes.described }}
          maxLength={NICKNAME_MAX}
          autoComplete="nickname"
          enterKeyHint="go"
          value={name}
          error={problem === 'noName' ? t('nicknameMissing') : null}
          onChange={(event) => setName(event.currentTarget.value)}
          rightSectionWidth={44}
          rightSection={
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('anotherName')}
              title={t('anotherName')}
              onClick={() => setName(suggestion())}
            >
              <IconDice5 size={20} stroke={1.5} />
            </ActionIcon>
          }
        />
        <Button type="submit" size="lg" fullWidth loading={joining} disabled={waitSeconds > 0}>
          {t('enter')}
        </Button>
        <div role="alert" className={classes.problem}>
          {problem === null ? null : <ProblemText problem={problem} waitSeconds={waitSeconds} />}
        </div>
      </form>
      <LanguageSwitch />
    </main>
  )
}

function ProblemText({ problem, waitSeconds }: { problem: Problem; waitSeconds: number }) {
  const { t } = useTranslation('watch')
  switch (problem) {
    case 'noName':
    case 'invalid':
    case 'wrongCode':
    case 'expiredCode':
      // Said at the field.
      return null
    case 'tooManyAttempts':
      return waitSeconds > 0 ? <p>{t('problem.tooManyAttempts', { seconds: waitSeconds })}</p> : null
    case 'full':
    case 'unreachable':
    case 'failed':
      return <p>{t(`problem.${problem}`)}</p>
    default:
      return problem satisfies never
  }
}

/** Six digits, in whatever width an input method wrote them and with whatever spaces a paste brought. */
const plainCode = (code: string): string => code.normalize('NFKC').replaceAll(/\s/gu, '')
const isCode = (code: string): boolean => /^\d{6}$/.test(plainCode(code))
