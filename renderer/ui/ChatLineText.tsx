import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { ChatLine } from '#shared/protocol/down.ts'
import classes from './ChatLineText.module.css'
import { TierMarks } from './TierMarks.tsx'

const HIDDEN = { mutedViewer: 'hiddenMuted', blockedWord: 'hiddenWord' } as const

/** One danmaku as staff see it: who, with which standing, what; greyed with the reason when viewers do not see it. */
export function ChatLineText({ line, found = '' }: { line: ChatLine; found?: string }) {
  const { t } = useTranslation('common')
  return (
    <span className={classes.line} data-hidden={line.hidden ?? undefined}>
      <span className={classes.name}>{markFound(line.userName, found)}</span>
      <TierMarks fans={[line.fan]} />
      <span className={classes.text}>{markFound(line.text, found)}</span>
      {line.hidden === null ? null : <span className={classes.why}>{t(HIDDEN[line.hidden])}</span>}
    </span>
  )
}

function markFound(text: string, found: string): ReactNode {
  const at = found === '' ? -1 : text.toLowerCase().indexOf(found.toLowerCase())
  if (at < 0) return text
  return (
    <>
      {text.slice(0, at)}
      <mark className={classes.found}>{text.slice(at, at + found.length)}</mark>
      {text.slice(at + found.length)}
    </>
  )
}
