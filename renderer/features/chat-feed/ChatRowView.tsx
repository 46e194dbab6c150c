import { IconMessageQuestion } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'

import type { ChatRow } from '#renderer/session-client/chat-buffer.ts'
import { ChatLineText } from '#renderer/ui/ChatLineText.tsx'
import classes from './ChatRowView.module.css'

/** One row of the feed: a line, with the mark of a question that opens its thread, or the place of skipped ones. */
export const ChatRowView = memo(function ChatRowView({ row, active }: { row: ChatRow; active: boolean }) {
  const { t } = useTranslation('chat')
  if (row.kind === 'gap') return <div className={classes.gap}>{t('gap', { n: row.count })}</div>
  const { line } = row
  return (
    <div className={classes.row} data-line={row.key} data-active={active}>
      {line.intent === null ? null : (
        <button
          type="button"
          tabIndex={-1}
          className={classes.mark}
          data-question-mark
          aria-label={t('openQuestion')}
          title={t('openQuestion')}
        >
          <IconMessageQuestion size={16} stroke={1.75} aria-hidden />
        </button>
      )}
      <ChatLineText line={line} />
    </div>
  )
})
