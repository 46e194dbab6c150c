import { Button, Modal, Tabs, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { foldForMatching, holdsBlockedWord } from '#shared/domain/moderation/blocked-words.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import classes from './ModerationDialog.module.css'
import { useModeration } from './use-moderation.ts'

const WORD_MAX = 40
const NO_VIEWERS: ReadonlyMap<string, string> = new Map()
const NO_WORDS: readonly string[] = []

/** Blocked words and muted viewers of the running show; they hold for the shows after it, too. */
export function ModerationDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('moderation')
  const muted = useStaff((state) => state.session?.mutedViewers ?? NO_VIEWERS)
  const words = useStaff((state) => state.session?.blockedWords ?? NO_WORDS)
  const narrow = useMediaQuery('(max-width: 48em)')
  return (
    <Modal opened onClose={onClose} title={t('title')} size={560} fullScreen={narrow}>
      <Tabs defaultValue="words" keepMounted={false}>
        <Tabs.List grow>
          <Tabs.Tab value="words">{t('wordsTab', { n: words.length })}</Tabs.Tab>
          <Tabs.Tab value="viewers">{t('viewersTab', { n: muted.size })}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="words" className={classes.panel}>
          <Words words={words} />
        </Tabs.Panel>
        <Tabs.Panel value="viewers" className={classes.panel}>
          <Viewers muted={muted} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  )
}

function Words({ words }: { words: readonly string[] }) {
  const { t } = useTranslation('moderation')
  const { t: common } = useTranslation('common')
  const { block, unblock } = useModeration()
  const [word, setWord] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const effect = useEffectOf(word)

  const add = async (): Promise<void> => {
    if (word.trim() === '') return
    if (foldForMatching(word) === '') return setProblem(t('wordEmpty'))
    const outcome = await block(word.trim())
    if (outcome === 'nothingToDo') setProblem(t('wordKnown'))
    else if (outcome === 'done') setWord('')
  }
  return (
    <>
      <p className={classes.explained}>{t('wordsExplained')}</p>
      <form
        className={classes.add}
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <TextInput
          size="md"
          data-autofocus
          className={classes.word}
          value={word}
          maxLength={WORD_MAX}
          placeholder={t('wordPlaceholder')}
          aria-label={t('wordPlaceholder')}
          error={problem}
          onChange={(event) => {
            setWord(event.currentTarget.value)
            setProblem(null)
          }}
        />
        <Button type="submit" variant="light" disabled={word.trim() === ''}>
          {t('addWord')}
        </Button>
      </form>
      <p className={classes.effect} data-many={effect.hidden * 4 > effect.of}>
        {word.trim() === '' ? null : t('wordEffect', effect)}
      </p>
      {words.length === 0 ? <EmptyState title={t('noWords')} /> : null}
      <ul className={classes.words}>
        {words.map((one) => (
          <li key={one} className={classes.chip}>
            <span className={classes.chipText}>{one}</span>
            <button
              type="button"
              className={classes.chipRemove}
              aria-label={`${common('delete')} ${one}`}
              onClick={() => void unblock(one)}
            >
              <IconX size={16} stroke={1.75} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** How many of the latest messages the word would have hidden: a word too common shows before it is blocked. */
function useEffectOf(word: string): { hidden: number; of: number } {
  const chat = useStaff((state) => state.chat)
  const folded = foldForMatching(word)
  const texts = chat.flatMap((row) => (row.kind === 'line' ? [row.line.text] : []))
  const hidden = folded === '' ? 0 : texts.filter((text) => holdsBlockedWord(text, [folded])).length
  return { hidden, of: texts.length }
}

function Viewers({ muted }: { muted: ReadonlyMap<string, string> }) {
  const { t } = useTranslation('moderation')
  const { unmute } = useModeration()
  if (muted.size === 0) return <EmptyState title={t('noViewers')} hint={t('noViewersHint')} />
  return (
    <ul className={classes.viewers}>
      {[...muted].map(([userId, userName]) => (
        <li key={userId} className={classes.viewer}>
          <span className={classes.name}>{userName}</span>
          <Button variant="default" onClick={() => void unmute(userId, userName)}>
            {t('unmute')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
