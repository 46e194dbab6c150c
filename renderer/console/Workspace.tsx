import { Drawer } from '@mantine/core'
import { useDocumentTitle, useMediaQuery } from '@mantine/hooks'
import { IconMessageQuestion, IconMessages } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { DraftReply } from '#renderer/features/assistant/DraftReply.tsx'
import { CannedRepliesDialog } from '#renderer/features/canned-replies/CannedRepliesDialog.tsx'
import { useSourceNews } from '#renderer/features/chat-sources/use-source-news.ts'
import { UnattendedNotice } from '#renderer/features/duty/UnattendedNotice.tsx'
import { useAlarmSound } from '#renderer/features/duty/use-alarm-sound.ts'
import { useUnattended } from '#renderer/features/duty/use-unattended.ts'
import { KnowledgeDialog } from '#renderer/features/knowledge/KnowledgeDialog.tsx'
import { ModerationDialog } from '#renderer/features/moderation/ModerationDialog.tsx'
import { QuestionDetail } from '#renderer/features/question-detail/QuestionDetail.tsx'
import { QuestionQueue } from '#renderer/features/question-queue/QuestionQueue.tsx'
import { useQuestionQueue } from '#renderer/features/question-queue/use-question-queue.ts'
import { RunSheetPanel } from '#renderer/features/run-sheet/RunSheetPanel.tsx'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { useStudioKeys } from '#renderer/ui/use-studio-keys.ts'
import { AboutAskers } from './AboutAskers.tsx'
import { ChatColumn } from './ChatColumn.tsx'
import { ConsoleHeader } from './ConsoleHeader.tsx'
import type { ConsoleDialog } from './ConsoleMenu.tsx'
import { KeySheet } from './KeySheet.tsx'
import { useFoldedView, type FoldedView } from './use-folded-view.ts'
import classes from './Workspace.module.css'

/** Queue, thread and chat side by side; on a narrow screen one of them at a time. */
export function Workspace() {
  const { t } = useTranslation('console')
  const { t: duty } = useTranslation('duty')
  const queue = useQuestionQueue()
  const alarm = useUnattended()
  const sound = useAlarmSound(alarm !== null)
  const title = useStaff((state) => state.session?.title ?? '')
  const [dialog, setDialog] = useState<ConsoleDialog | null>(null)
  const folded = useMediaQuery('(max-width: 60em)', false, { getInitialValueInEffect: false })
  const [view, show] = useFoldedView()

  const pageTitle = title === '' ? t('name') : `${title} · ${t('name')}`
  useDocumentTitle(alarm === null ? pageTitle : duty('titleAlarm', { n: alarm.count, title: pageTitle }))
  useSourceNews()
  useStudioKeys([
    { keys: 'shift+Slash', run: () => setDialog('keys') },
    { keys: 'S', run: () => setDialog('runSheet') },
  ])

  const { select, advanceFrom } = queue
  const open = useCallback(
    (questionId: string): void => {
      select(questionId)
      show('thread')
    },
    [select, show],
  )
  const showChat = useCallback(() => show('chat'), [show])
  const goOn = useCallback(
    (questionId: string, next: string | null): void => {
      advanceFrom(questionId, next)
      if (folded && next === null) show('queue')
    },
    [advanceFrom, folded, show],
  )
  const attend = (): void => {
    const first = queue.view.inTime.find(({ question }) => question.lifecycle.claim === null)
    if (first !== undefined) open(first.question.questionId)
  }

  return (
    <div className={classes.workspace}>
      <ConsoleHeader sound={sound} onOpen={setDialog} />
      <main className={classes.columns} data-view={folded ? view : 'all'}>
        <QuestionQueue
          className={classes.queue}
          queue={folded ? { ...queue, select: (id) => (id === null ? queue.select(null) : open(id)) } : queue}
          notice={alarm === null ? undefined : <UnattendedNotice alarm={alarm} onAttend={attend} />}
        />
        <section className={classes.thread} aria-label={t('thread')}>
          <QuestionDetail
            questionId={folded && view !== 'thread' ? null : queue.selectedId}
            successor={queue.successor}
            onDone={goOn}
            onBack={folded ? goBack : undefined}
            AboutAskers={AboutAskers}
            Drafting={DraftReply}
          />
        </section>
        <ChatColumn className={classes.chat} onOpenQuestion={open} onSearch={showChat} />
      </main>
      {folded && view !== 'thread' ? (
        <FoldedTabs view={view} waiting={queue.view.inTime.length} onShow={show} />
      ) : null}
      {dialog === 'runSheet' ? (
        <Drawer
          opened
          onClose={() => setDialog(null)}
          title={t('openRunSheet')}
          position="right"
          size={520}
          transitionProps={{ duration: 0 }}
          classNames={{ content: classes.drawer ?? '', body: classes.drawerBody ?? '' }}
        >
          <RunSheetPanel />
        </Drawer>
      ) : null}
      {dialog === 'replies' ? <CannedRepliesDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'knowledge' ? <KnowledgeDialog importer={null} onClose={() => setDialog(null)} /> : null}
      {dialog === 'moderation' ? <ModerationDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'keys' ? <KeySheet onClose={() => setDialog(null)} /> : null}
    </div>
  )
}

const goBack = (): void => history.back()

function FoldedTabs(props: { view: FoldedView; waiting: number; onShow: (view: FoldedView) => void }) {
  const { t: queue } = useTranslation('queue')
  const { t: chat } = useTranslation('chat')
  const { t } = useTranslation('console')
  return (
    <nav className={classes.tabs} aria-label={t('views')}>
      <button
        type="button"
        className={classes.tab}
        aria-current={props.view === 'queue'}
        onClick={() => props.onShow('queue')}
      >
        <IconMessageQuestion size={20} stroke={1.75} aria-hidden />
        {queue('title')} {props.waiting}
      </button>
      <button
        type="button"
        className={classes.tab}
        aria-current={props.view === 'chat'}
        onClick={() => props.onShow('chat')}
      >
        <IconMessages size={20} stroke={1.75} aria-hidden />
        {chat('title')}
      </button>
    </nav>
  )
}
