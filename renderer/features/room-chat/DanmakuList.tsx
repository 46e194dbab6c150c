import { IconArrowDown } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'

import { useRoom } from '#renderer/session-client/room-context.tsx'
import type { RoomLine } from '#shared/protocol/down.ts'
import classes from './DanmakuList.module.css'
import { useFollowing } from './use-following.ts'

/** The room's chat. Fades towards its upper edge and stands still while the viewer reads back. */
export function DanmakuList() {
  const { t } = useTranslation('watch')
  const lines = useRoom((state) => state.lines)
  const known = useRoom(({ room }) => room !== null)
  const { listRef, onScroll, shown, waiting, follow } = useFollowing(lines)
  return (
    <div className={classes.place}>
      <div
        ref={listRef}
        className={classes.list}
        onScroll={onScroll}
        role="log"
        aria-live="off"
        aria-label={t('chat')}
        tabIndex={0}
        data-frozen={waiting !== null || undefined}
      >
        <div className={classes.push} />
        {known && shown.length === 0 ? <p className={classes.empty}>{t('chatEmpty')}</p> : null}
        {shown.map((line) => (
          <Line key={line.danmakuId} line={line} ownTag={t('ownTag')} />
        ))}
      </div>
      {waiting === null ? null : (
        <button type="button" className={classes.newLines} onClick={follow}>
          <IconArrowDown size={16} stroke={2} aria-hidden />
          {t('newLines', { number: waiting })}
        </button>
      )}
    </div>
  )
}

const Line = memo(function Line({ line, ownTag }: { line: RoomLine; ownTag: string }) {
  return (
    <p className={classes.line} data-own={line.own || undefined}>
      {line.own ? <span className={classes.ownTag}>{ownTag}</span> : null}
      <span className={classes.name}>{line.userName}</span>
      {line.text}
    </p>
  )
})
