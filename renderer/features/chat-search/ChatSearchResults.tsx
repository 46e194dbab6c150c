import { Button, Loader } from '@mantine/core'
import { IconArrowLeft, IconSearchOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ChatLine, RequestProblem } from '#shared/protocol/down.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { ChatLineText } from '#renderer/ui/ChatLineText.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { formatTimeOfDay } from '#renderer/ui/time.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import classes from './ChatSearchResults.module.css'
import type { ChatSearchState } from './use-chat-search.ts'

const CONTEXT_LINES = 40

interface Context {
  readonly danmakuId: string
  readonly lines: readonly ChatLine[]
}

/** Covers the feed while there is something to search for; a result opens the chat around it. */
export function ChatSearchResults({ search }: { search: ChatSearchState }) {
  const { t } = useTranslation('chat')
  const client = useStaffClient()
  const { problemText } = useRefusalText()
  const [context, setContext] = useState<Context | null>(null)
  const [problem, setProblem] = useState<RequestProblem | 'offline' | null>(null)
  const { found, searched } = search
  if (search.text.trim() === '') return null

  const open = async (line: ChatLine): Promise<void> => {
    const { danmakuId } = line
    const outcome = await client.request({ type: 'chatAround', danmakuId, limit: CONTEXT_LINES })
    if (!outcome.ok) return setProblem(outcome.problem)
    if (outcome.body.type === 'chat') setContext({ danmakuId, lines: outcome.body.lines })
    setProblem(null)
  }

  if (context !== null) {
    return (
      <div className={classes.results}>
        <Button
          className={classes.back}
          variant="subtle"
          leftSection={<IconArrowLeft size={18} stroke={1.75} />}
          onClick={() => setContext(null)}
        >
          {t('backToResults')}
        </Button>
        <ol className={classes.list}>
          {context.lines.map((line) => {
            const self = line.danmakuId === context.danmakuId
            return (
              <li
                key={line.danmakuId}
                ref={self ? scrollToMiddle : null}
                className={classes.line}
                data-self={self}
              >
                <time className={classes.time}>{formatTimeOfDay(line.atMs)}</time>
                <ChatLineText line={line} found={searched} />
              </li>
            )
          })}
        </ol>
      </div>
    )
  }

  return (
    <div className={classes.results} role="region" aria-label={t('results')}>
      {problem === null ? null : <p className={classes.problem}>{problemText(problem)}</p>}
      <Results search={search} onOpen={(line) => void open(line)} />
      {found.kind === 'lines' && found.more ? (
        <Button variant="subtle" fullWidth loading={found.loading} onClick={search.more}>
          {t('moreResults')}
        </Button>
      ) : null}
    </div>
  )
}

function Results({ search, onOpen }: { search: ChatSearchState; onOpen: (line: ChatLine) => void }) {
  const { t } = useTranslation('chat')
  const { problemText } = useRefusalText()
  const { found, searched } = search
  if (found.kind === 'problem') return <EmptyState title={problemText(found.problem)} />
  if (found.kind !== 'lines') return <EmptyState icon={<Loader size="sm" />} title={t('searching')} />
  if (found.lines.length === 0) {
    return (
      <EmptyState
        icon={<IconSearchOff size={28} stroke={1.25} aria-hidden />}
        title={t('nothingFound', { text: searched })}
        hint={t('nothingFoundHint')}
      />
    )
  }
  return (
    <ol className={classes.list}>
      {found.lines.map((line) => (
        <li key={line.danmakuId}>
          <button type="button" className={classes.result} onClick={() => onOpen(line)}>
            <time className={classes.time}>{formatTimeOfDay(line.atMs)}</time>
            <ChatLineText line={line} found={searched} />
          </button>
        </li>
      ))}
    </ol>
  )
}

const scrollToMiddle = (row: HTMLElement | null): void => row?.scrollIntoView({ block: 'center' })
