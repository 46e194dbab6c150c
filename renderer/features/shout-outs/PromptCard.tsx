import { Button, Kbd } from '@mantine/core'
import { IconCheck, IconClock, IconX } from '@tabler/icons-react'
import { useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useStudioKeys } from '#renderer/ui/use-studio-keys.ts'
import { TierMarks } from '#renderer/ui/TierMarks.tsx'
import classes from './PromptCard.module.css'
import { useCurrentPrompt, useShoutOutActions } from './use-shout-outs.ts'
import { useShoutOutWords } from './use-shout-out-words.ts'

/**
 * Whom the host may greet now: the name large, how to say it, why, and what to offer. It comes without movement or
 * sound, goes by itself, and steps back while a question is about to run out.
 */
export function PromptCard() {
  const { t } = useTranslation('shoutOuts')
  const actions = useShoutOutActions()
  const words = useShoutOutWords()
  const current = useCurrentPrompt()
  const promptId = current?.prompt.promptId ?? null
  // A heavy finger presses twice: the second press says nothing that the first has not.
  const acted = useRef<string | null>(null)
  const act = (run: (id: string) => Promise<boolean>) => (): void => {
    if (promptId === null || acted.current === promptId) return
    acted.current = promptId
    void run(promptId).then((done) => {
      if (!done && acted.current === promptId) acted.current = null
    })
  }
  const [thank, skip, snooze] = [act(actions.thank), act(actions.skip), act(actions.snooze)]
  useStudioKeys([
    { keys: 'T', run: thank },
    { keys: 'N', run: skip },
    { keys: 'Z', run: snooze },
  ])
  if (!current) return null
  const { prompt, yields } = current
  const { fan, facts, signals, text, offer, promptedAtMs } = prompt
  const shown = offer && words.offer(offer)
  return (
    <section className={classes.card} aria-label={t('title')} data-yields={yields || undefined}>
      <header className={classes.head}>
        <span className={classes.label}>{t('title')}</span>
        <span className={classes.why}>{yields ? t('yields') : words.reasons(signals)}</span>
      </header>
      <div className={classes.who}>
        <span className={classes.name}>{fan.sayAs || fan.name}</span>
        {fan.sayAs !== '' && fan.sayAs !== fan.name ? (
          <span className={classes.written}>{t('written', { name: fan.name })}</span>
        ) : null}
        <TierMarks fans={[fan]} />
      </div>
      <p className={classes.text}>{text}</p>
      <dl className={classes.facts}>
        {facts.lastPurchase === null ? null : (
          <Fact name={t('lastPurchase')}>
            {facts.lastPurchase.name}{' '}
            <span className={classes.quiet}>{words.ago(facts.lastPurchase.atMs, promptedAtMs)}</span>
          </Fact>
        )}
        {shown === null ? null : (
          <Fact name={t('due')}>
            {shown.name}{' '}
            {shown.price === null ? null : <strong className={classes.price}>{shown.price}</strong>}{' '}
            <span className={classes.quiet}>{shown.listPrice}</span>
          </Fact>
        )}
      </dl>
      <div className={classes.actions}>
        <Button
          leftSection={<IconCheck size={18} stroke={1.75} aria-hidden />}
          rightSection={<Kbd>T</Kbd>}
          onClick={thank}
        >
          {t('thank')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconX size={18} stroke={1.75} aria-hidden />}
          rightSection={<Kbd>N</Kbd>}
          onClick={skip}
        >
          {t('skip')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconClock size={18} stroke={1.75} aria-hidden />}
          rightSection={<Kbd>Z</Kbd>}
          onClick={snooze}
        >
          {t('snooze')}
        </Button>
      </div>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt className={classes.quiet}>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
