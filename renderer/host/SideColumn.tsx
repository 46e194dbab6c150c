import { ActionIcon, CloseButton, Tabs, Tooltip } from '@mantine/core'
import { IconHeartbeat, IconListNumbers, IconMessages, IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { ChatLine } from '#shared/protocol/down.ts'
import { DraftReply } from '#renderer/features/assistant/DraftReply.tsx'
import { ChatFeed } from '#renderer/features/chat-feed/ChatFeed.tsx'
import { ChatSearchField } from '#renderer/features/chat-search/ChatSearchField.tsx'
import { ChatSearchResults } from '#renderer/features/chat-search/ChatSearchResults.tsx'
import { useChatSearch } from '#renderer/features/chat-search/use-chat-search.ts'
import { AskerCards } from '#renderer/features/fans/AskerCards.tsx'
import { FansPanel } from '#renderer/features/fans/FansPanel.tsx'
import type { HealthMonitor } from '#renderer/features/health/health-monitor.ts'
import { HealthPanel } from '#renderer/features/health/HealthPanel.tsx'
import type { OutputDesk } from '#renderer/features/health/OutputRows.tsx'
import { QuestionDetail } from '#renderer/features/question-detail/QuestionDetail.tsx'
import type { QuestionQueueControl } from '#renderer/features/question-queue/use-question-queue.ts'
import { RunSheetPanel } from '#renderer/features/run-sheet/RunSheetPanel.tsx'
import { PushItem } from '#renderer/features/shout-outs/PushItem.tsx'
import classes from './host.module.css'

export type SideTab = 'chat' | 'fans' | 'runSheet' | 'health'

const TABS = [
  { tab: 'chat', Icon: IconMessages },
  { tab: 'fans', Icon: IconUsers },
  { tab: 'runSheet', Icon: IconListNumbers },
  { tab: 'health', Icon: IconHeartbeat },
] as const satisfies readonly { tab: SideTab; Icon: typeof IconMessages }[]

const pushItem = (line: ChatLine) => <PushItem userId={line.userId} userName={line.userName} />

/**
 * The right-hand column: the thread in hand if there is one, else chat, fans, run-sheet or health. On a narrow screen
 * it folds to a rail of buttons, which push the queue aside rather than cover it.
 */
export function SideColumn(props: {
  queue: QuestionQueueControl
  health: HealthMonitor
  outputs: OutputDesk
  tab: SideTab | null
  collapsible: boolean
  /** The chat was opened to be searched. */
  searching: boolean
  onTab: (tab: SideTab | null) => void
  onOpenRunSheet: () => void
  onOpenFans: () => void
}) {
  const { queue, health, outputs, tab, collapsible, searching, onTab, onOpenRunSheet, onOpenFans } = props
  const { t } = useTranslation('host')
  const { selectedId, select, successor, advanceFrom } = queue
  const open = selectedId !== null || tab !== null
  return (
    <>
      {open ? (
        <aside className={classes.side} aria-label={t('side')}>
          {selectedId === null && tab !== null ? (
            <Panels
              health={health}
              outputs={outputs}
              tab={tab}
              collapsible={collapsible}
              searching={searching}
              onTab={onTab}
              onOpenRunSheet={onOpenRunSheet}
              onOpenFans={onOpenFans}
              onOpenQuestion={select}
            />
          ) : (
            <QuestionDetail
              questionId={selectedId}
              successor={successor}
              onDone={advanceFrom}
              onBack={() => select(null)}
              digits={false}
              AboutAskers={AskerCards}
              Drafting={DraftReply}
            />
          )}
        </aside>
      ) : null}
      {collapsible ? (
        <nav className={classes.rail} aria-label={t('side')}>
          {TABS.map(({ tab: name, Icon }) => (
            <Tooltip key={name} label={t('openSide', { name: t(name) })} position="left">
              <ActionIcon
                size="lg"
                variant={tab === name && selectedId === null ? 'light' : 'subtle'}
                color="gray"
                aria-label={t('openSide', { name: t(name) })}
                aria-pressed={tab === name}
                onClick={() => {
                  select(null)
                  onTab(tab === name && selectedId === null ? null : name)
                }}
              >
                <Icon size={20} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
          ))}
        </nav>
      ) : null}
    </>
  )
}

function Panels(props: {
  health: HealthMonitor
  outputs: OutputDesk
  tab: SideTab
  collapsible: boolean
  searching: boolean
  onTab: (tab: SideTab | null) => void
  onOpenRunSheet: () => void
  onOpenFans: () => void
  onOpenQuestion: (questionId: string) => void
}) {
  const { health, outputs, tab, collapsible, searching, onTab } = props
  const { onOpenRunSheet, onOpenFans, onOpenQuestion } = props
  const { t } = useTranslation('host')
  const search = useChatSearch()
  return (
    <Tabs
      className={classes.tabs}
      value={tab}
      onChange={(value) => onTab(TABS.find(({ tab: name }) => name === value)?.tab ?? 'chat')}
      keepMounted={false}
    >
      <div className={classes.sideHead}>
        <Tabs.List className={classes.tabList}>
          {TABS.map(({ tab: name }) => (
            <Tabs.Tab key={name} value={name}>
              {t(name)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tab === 'chat' ? <ChatSearchField search={search} autoFocus={searching} /> : null}
        {collapsible ? <CloseButton aria-label={t('closeSide')} onClick={() => onTab(null)} /> : null}
      </div>
      <Tabs.Panel value="chat" className={classes.tabPanel}>
        <ChatFeed onOpenQuestion={onOpenQuestion} lineActions={pushItem} />
        <ChatSearchResults search={search} />
      </Tabs.Panel>
      <Tabs.Panel value="fans" className={classes.tabPanel}>
        <FansPanel onOpenLibrary={onOpenFans} />
      </Tabs.Panel>
      <Tabs.Panel value="runSheet" className={classes.tabPanel}>
        <RunSheetPanel onOpenWhole={onOpenRunSheet} />
      </Tabs.Panel>
      <Tabs.Panel value="health" className={classes.tabPanel}>
        <HealthPanel monitor={health} outputs={outputs} />
      </Tabs.Panel>
    </Tabs>
  )
}
