import { Button, Loader } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import type { Fan } from '#shared/domain/fans/fan.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { formatFen } from '#renderer/ui/money.ts'
import { TierMarks } from '#renderer/ui/TierMarks.tsx'
import classes from './FanList.module.css'
import type { FanList as List } from './use-fan-list.ts'
import { useFanWords } from './use-fan-words.ts'

const ROW_PX = 60

/** The fans that fit, virtualised: fifty thousand rows scroll like fifty. */
export function FanList(props: {
  list: List
  filtered: boolean
  chosenId: string | null
  onChoose: (fan: Fan) => void
  onClear: () => void
}) {
  const { list, filtered, chosenId, onChoose, onClear } = props
  const { t } = useTranslation('fans')
  const { t: common } = useTranslation('common')
  if (list.failed && list.total === null) {
    return (
      <EmptyState
        title={t('loadFailed')}
        action={
          <Button variant="default" onClick={list.reload}>
            {common('retry')}
          </Button>
        }
      />
    )
  }
  if (list.total === null) {
    return (
      <div className={classes.waiting}>
        <Loader size="sm" color="gray" aria-label={common('loading')} />
      </div>
    )
  }
  if (list.total === 0) {
    return filtered ? (
      <EmptyState
        title={t('noneFits')}
        hint={t('noneFitsHint')}
        action={
          <Button variant="default" onClick={onClear}>
            {t('clearFilters')}
          </Button>
        }
      />
    ) : (
      <EmptyState
        icon={<IconUsers size={28} stroke={1.25} aria-hidden />}
        title={t('emptyTitle')}
        hint={t('emptyHint')}
      />
    )
  }
  return <Rows list={list} total={list.total} chosenId={chosenId} onChoose={onChoose} />
}

function Rows(props: { list: List; total: number; chosenId: string | null; onChoose: (fan: Fan) => void }) {
  const { list, total, chosenId, onChoose } = props
  const scroller = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- nothing memoised hangs on the virtualiser's functions
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  const { show } = list
  useEffect(() => show(first, last), [show, first, last])

  return (
    <div ref={scroller} className={classes.scroller}>
      <div className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const fan = list.at(item.index)
          return (
            <div key={item.key} className={classes.slot} style={{ transform: `translateY(${item.start}px)` }}>
              {fan === undefined ? (
                <div className={classes.missing} aria-hidden />
              ) : (
                <button
                  type="button"
                  className={classes.fan}
                  aria-current={fan.fanId === chosenId}
                  onClick={() => onChoose(fan)}
                >
                  <span className={classes.first}>
                    <span className={classes.name}>{fan.name}</span>
                    <TierMarks fans={[fan]} />
                  </span>
                  <Facts fan={fan} />
                </button>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function Facts({ fan }: { fan: Fan }) {
  const { t } = useTranslation('fans')
  const words = useFanWords()
  const { clock } = useStaffClient()
  return (
    <span className={classes.facts}>
      <span>{fan.orders === 0 ? t('noOrders') : t('orders', { n: fan.orders })}</span>
      {fan.spentFen === 0 ? null : <span>{formatFen(fan.spentFen)}</span>}
      {fan.visits === 0 ? null : <span>{t('visits', { n: fan.visits })}</span>}
      <span className={classes.seen}>
        {fan.lastSeenMs === null ? t('neverCame') : words.ago(fan.lastSeenMs, clock.nowMs())}
      </span>
    </span>
  )
}
