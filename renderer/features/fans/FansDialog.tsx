import { Button, Modal, Tabs } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { modals } from '@mantine/modals'
import { IconUserPlus } from '@tabler/icons-react'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Fan } from '#shared/domain/fans/fan.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { ErasureNotice } from './ErasureNotice.tsx'
import { FanEditor } from './FanEditor.tsx'
import { FanFilters } from './FanFilters.tsx'
import { FanList } from './FanList.tsx'
import classes from './fans.module.css'
import { TierRules } from './TierRules.tsx'
import { ALL_FANS, useFanList, type FanFilter } from './use-fan-list.ts'

interface FansDialogProps {
  readonly onClose: () => void
  /** Import and export, which are features of their own; `onChanged` tells the list that fans came or went. */
  readonly tools?: (onChanged: () => void) => ReactNode
}

/** The library of fans: find, see, change, merge, forget; and the rules by which tiers are earned. */
export function FansDialog({ opened, ...rest }: FansDialogProps & { opened: boolean }) {
  return opened ? <Body {...rest} /> : null
}

function Body({ onClose, tools }: FansDialogProps) {
  const { t } = useTranslation('fans')
  const [tab, setTab] = useState<'fans' | 'rules'>('fans')
  const [dirty, setDirty] = useState<string | null>(null)
  const leave = (go: () => void): void => {
    if (dirty === null) return go()
    modals.openConfirmModal({
      title: t('discardTitle'),
      children: t('discardText', { name: dirty }),
      labels: { confirm: t('discard'), cancel: t('keepEditing') },
      confirmProps: { variant: 'outline', color: 'gray' },
      onConfirm: () => {
        setDirty(null)
        go()
      },
    })
  }
  return (
    <Modal opened onClose={() => leave(onClose)} title={t('title')} size={1120}>
      <Tabs
        value={tab}
        onChange={(value) => leave(() => setTab(value === 'rules' ? 'rules' : 'fans'))}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="fans">{t('tabFans')}</Tabs.Tab>
          <Tabs.Tab value="rules">{t('tabRules')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="fans" className={classes.panel}>
          <Library dirty={dirty} leave={leave} onDirty={setDirty} tools={tools} />
        </Tabs.Panel>
        <Tabs.Panel value="rules" className={classes.panel}>
          <TierRules />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  )
}

/** What is open on the right: a fan, a new one, or nothing. */
type Chosen = { readonly fan: Fan | null; readonly key: string } | null

function Library(props: {
  dirty: string | null
  leave: (go: () => void) => void
  onDirty: (name: string | null) => void
  tools: FansDialogProps['tools']
}) {
  const { leave, onDirty, tools } = props
  const { t } = useTranslation('fans')
  const live = useStaff(({ session }) => session?.phase === 'live')
  const [typed, setTyped] = useState<FanFilter>(ALL_FANS)
  const [filter] = useDebouncedValue(typed, 200)
  const list = useFanList(filter)
  const { tags, reloadTags } = useFanTags()
  const [chosen, setChosen] = useState<Chosen>(null)
  const filtered = !isSame(filter, ALL_FANS)
  const changed = (): void => {
    list.reload()
    reloadTags()
  }
  return (
    <div className={classes.library}>
      <div className={classes.side}>
        <FanFilters filter={typed} tags={tags} onChange={setTyped} />
        <p className={classes.count} aria-live="polite">
          {list.total === null
            ? ''
            : filtered
              ? t('countFound', { total: list.total, all: list.all })
              : t('count', { all: list.all })}
        </p>
        <FanList
          list={list}
          filtered={filtered}
          chosenId={chosen?.fan?.fanId ?? null}
          onChoose={(fan) => leave(() => setChosen({ fan, key: fan.fanId }))}
          onClear={() => setTyped(ALL_FANS)}
        />
        <ErasureNotice />
      </div>
      <div className={classes.main}>
        <div className={classes.tools}>
          {tools?.(changed)}
          <Button
            variant="light"
            leftSection={<IconUserPlus size={18} stroke={1.75} />}
            onClick={() => leave(() => setChosen({ fan: null, key: `new-${Date.now()}` }))}
          >
            {t('add')}
          </Button>
        </div>
        {chosen === null ? (
          <EmptyState title={t('chooseTitle')} hint={t('chooseHint')} />
        ) : (
          <FanEditor
            key={chosen.key}
            fan={chosen.fan}
            knownTags={tags.map(({ tag }) => tag)}
            live={live}
            onDirty={onDirty}
            onStored={(fan) => {
              setChosen(fan === null ? null : { fan, key: chosen.fan === null ? fan.fanId : chosen.key })
              changed()
            }}
          />
        )}
      </div>
    </div>
  )
}

const isSame = (left: FanFilter, right: FanFilter): boolean =>
  JSON.stringify({ ...left, sort: '' }) === JSON.stringify({ ...right, sort: '' })

/** The tags in use, for filters and suggestions; empty until they have come. */
function useFanTags(): {
  tags: readonly { readonly tag: string; readonly fans: number }[]
  reloadTags: () => void
} {
  const client = useStaffClient()
  const [tags, setTags] = useState<readonly { readonly tag: string; readonly fans: number }[]>([])
  const reloadTags = useCallback(() => {
    void client.request({ type: 'listFanTags' }).then((outcome) => {
      if (outcome.ok && outcome.body.type === 'fanTags') setTags(outcome.body.tags)
    })
  }, [client])
  useEffect(reloadTags, [reloadTags])
  return { tags, reloadTags }
}
