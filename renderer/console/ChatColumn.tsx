import { memo } from 'react'
import { useTranslation } from 'react-i18next'

import type { ChatLine } from '#shared/protocol/down.ts'
import { ChatFeed } from '#renderer/features/chat-feed/ChatFeed.tsx'
import { ChatSearchField } from '#renderer/features/chat-search/ChatSearchField.tsx'
import { ChatSearchResults } from '#renderer/features/chat-search/ChatSearchResults.tsx'
import { useChatSearch } from '#renderer/features/chat-search/use-chat-search.ts'
import { PushItem } from '#renderer/features/shout-outs/PushItem.tsx'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { Panel } from '#renderer/ui/Panel.tsx'
import classes from './Workspace.module.css'

const pushItem = (line: ChatLine) => <PushItem userId={line.userId} userName={line.userName} />

/** The chat with its search; results cover the feed, which goes on underneath. */
export const ChatColumn = memo(function ChatColumn(props: {
  onOpenQuestion: (questionId: string) => void
  onSearch: () => void
  className?: string | undefined
}) {
  const { t } = useTranslation('chat')
  const search = useChatSearch()
  const danmaku = useStaff((state) => state.session?.totals.danmaku ?? 0)
  return (
    <Panel
      label={t('title')}
      className={props.className}
      title={
        <>
          <span>{t('title')}</span>
          <span className={classes.count}>{danmaku}</span>
        </>
      }
      aside={<ChatSearchField search={search} onFocus={props.onSearch} />}
    >
      <ChatFeed onOpenQuestion={props.onOpenQuestion} lineActions={pushItem} />
      <ChatSearchResults search={search} />
    </Panel>
  )
})
