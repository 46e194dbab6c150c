import { Loader } from '@mantine/core'
import { IconArrowDown, IconMessages } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
} from 'react'
import { useTranslation } from 'react-i18next'

import type { ChatLine } from '#shared/protocol/down.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { usePointerFreeze } from '#renderer/ui/use-pointer-freeze.ts'
import { useStudioKeys } from '#renderer/ui/use-studio-keys.ts'
import classes from './ChatFeed.module.css'
import { ChatRowView } from './ChatRowView.tsx'
import { LineMenu, type OpenLineMenu } from './LineMenu.tsx'
import { questionOf } from './question-of.ts'
import { useHeldFeed } from './use-held-feed.ts'

const ROW_ESTIMATE_PX = 32
/** This close to the end counts as at the end. */
const END_PX = 32
const LOAD_OLDER_ABOVE_PX = 60

/**
 * The danmaku of the show, newest at the foot. It stops under the pointer and while somebody reads further up; End
 * or the count of new ones jumps back. Pressing a line opens what can be done with it and its writer.
 */
export function ChatFeed(props: ChatFeedProps) {
  const empty = useStaff((state) => state.chat.length === 0)
  return empty ? <NoChat /> : <Feed {...props} />
}

interface ChatFeedProps {
  readonly onOpenQuestion: (questionId: string) => void
  /** More to do with a line and its writer, as items of its menu. */
  readonly lineActions?: (line: ChatLine) => ReactNode
}

function Feed({ onOpenQuestion, lineActions }: ChatFeedProps) {
  const { t } = useTranslation('chat')
  const client = useStaffClient()
  const freeze = usePointerFreeze()
  const [away, setAway] = useState(false)
  const [menu, setMenu] = useState<OpenLineMenu | null>(null)
  const stopped = freeze.frozen || away || menu !== null
  const feed = useHeldFeed(stopped)
  const { rows } = feed

  const scroller = useRef<HTMLDivElement>(null)
  const lastTop = useRef(0)
  const pressed = useRef<string | null>(null)
  // oxlint-disable-next-line react/incompatible-library -- nothing memoised hangs on the virtualiser's functions
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_ESTIMATE_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: END_PX,
    overscan: 12,
  })

  useEffect(() => {
    // After a long stop nothing of what was shown may be left to append to.
    if (!stopped) virtualizer.scrollToEnd()
  }, [stopped, virtualizer])
  const keepAtEnd = useEffectEvent(() => {
    if (!stopped) virtualizer.scrollToEnd()
  })
  useEffect(() => {
    // A feed that was folded away had no end to be at; one that has grown or shrunk has another.
    const observer = new ResizeObserver(keepAtEnd)
    if (scroller.current) observer.observe(scroller.current)
    return () => observer.disconnect()
  }, [])

  const jumpToEnd = (): void => {
    freeze.release()
    setAway(false)
    virtualizer.scrollToEnd()
  }
  useStudioKeys([{ keys: 'End', run: jumpToEnd }])

  const onScroll = (): void => {
    const element = scroller.current
    if (element === null) return
    const { scrollTop, scrollHeight, clientHeight } = element
    // Asked of the element: the virtualiser hears of this scroll only after this handler.
    if (scrollHeight - clientHeight - scrollTop <= END_PX) setAway(false)
    else if (scrollTop < lastTop.current) setAway(true)
    lastTop.current = scrollTop
    if (scrollTop < LOAD_OLDER_ABOVE_PX && feed.canLoadOlder && !feed.loadingOlder) void feed.loadOlder()
  }

  const openMenu = (event: MouseEvent, key: string | null): void => {
    const line = lineOf(rows, key)
    if (line === null) return
    const questions = client.store.getState().session?.questions.values() ?? []
    const questionId = questionOf(questions, line.danmakuId)
    const onMark = event.target instanceof Element && event.target.closest('[data-question-mark]') !== null
    if (onMark && questionId !== null) onOpenQuestion(questionId)
    else setMenu({ line, questionId, x: event.clientX, y: event.clientY })
  }

  return (
    <div className={classes.feed}>
      <div
        ref={scroller}
        className={classes.scroller}
        onScroll={onScroll}
        {...freeze.handlers}
        onPointerDown={(event) => {
          freeze.handlers.onPointerDown(event)
          pressed.current = keyUnder(event)
        }}
        onClick={(event) => openMenu(event, pressed.current)}
        onContextMenu={(event) => {
          event.preventDefault()
          openMenu(event, keyUnder(event))
        }}
      >
        {feed.loadingOlder ? (
          <div className={classes.older}>
            <Loader size="xs" />
          </div>
        ) : null}
        <ol className={classes.rows} style={{ height: virtualizer.getTotalSize() }} aria-label={t('title')}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index]
            return (
              <li
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                className={classes.place}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {row === undefined ? null : (
                  <ChatRowView row={row} active={menu?.line.danmakuId === row.key} />
                )}
              </li>
            )
          })}
        </ol>
      </div>
      {stopped && (feed.newCount > 0 || away) ? (
        <button type="button" className={classes.pill} onClick={jumpToEnd}>
          <IconArrowDown size={16} stroke={1.75} aria-hidden />
          {feed.newCount > 0 ? t('newLines', { n: feed.newCount }) : t('toLatest')}
        </button>
      ) : null}
      {menu === null ? null : (
        <LineMenu open={menu} onClose={() => setMenu(null)} onOpenQuestion={onOpenQuestion}>
          {lineActions?.(menu.line)}
        </LineMenu>
      )}
    </div>
  )
}

function NoChat() {
  const { t } = useTranslation('chat')
  const phase = useStaff((state) => state.session?.phase ?? null)
  return (
    <EmptyState
      icon={<IconMessages size={28} stroke={1.25} aria-hidden />}
      title={phase === null ? t('loading') : t('emptyTitle')}
      hint={phase === null ? undefined : t('emptyHint')}
    />
  )
}

function keyUnder(event: MouseEvent | PointerEvent): string | null {
  const row = event.target instanceof Element ? event.target.closest('[data-line]') : null
  return row?.getAttribute('data-line') ?? null
}

function lineOf(rows: ReturnType<typeof useHeldFeed>['rows'], key: string | null): ChatLine | null {
  const row = key === null ? undefined : rows.findLast((one) => one.key === key)
  return row?.kind === 'line' ? row.line : null
}
