import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch, IconUsers } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import type { Fan } from '#shared/domain/fans/fan.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { FanCard } from './FanCard.tsx'
import { FanList } from './FanList.tsx'
import classes from './FansPanel.module.css'
import { ALL_FANS, useFanList } from './use-fan-list.ts'
import { useFanFacts } from './use-fan-facts.ts'

/** Who has entered is looked up again this often: orders and visits of other shows change it too. */
const LOOK_AGAIN_MS = 10_000

/** The known viewers of this show, the latest first; searching looks through the whole library. */
export function FansPanel({ onOpenLibrary }: { onOpenLibrary: () => void }) {
  const { t } = useTranslation('fans')
  const sessionId = useStaff(({ session }) => session?.sessionId ?? '')
  const kind = useStaff(({ session }) => session?.kind ?? 'show')
  const phase = useStaff(({ session }) => session?.phase ?? 'preparing')
  const entries = useStaff(({ session }) => session?.totals.entries ?? 0)
  const [text, setText] = useState('')
  const [settled] = useDebouncedValue(text.trim(), 200)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const filter = useMemo(
    () => ({ ...ALL_FANS, text: settled, sessionId: settled === '' ? sessionId : null }),
    [settled, sessionId],
  )
  const list = useFanList(filter)
  const { reload } = list
  // Entries come in storms: one look a second shows them all.
  const [entriesSeen] = useDebouncedValue(entries, 1_000)
  useEffect(() => {
    // Nobody has entered yet, nobody to look for.
    if (entriesSeen > 0) reload()
    const timer = setInterval(reload, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [reload, entriesSeen])

  const chosen = chosenId === null ? null : foundIn(list, chosenId)
  const nobody = settled === '' && list.total === 0
  return (
    <div className={classes.panel}>
      <div className={classes.tools}>
        <TextInput
          className={classes.search}
          value={text}
          maxLength={80}
          onChange={(event) => setText(event.currentTarget.value)}
          placeholder={t('search')}
          aria-label={t('search')}
          leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
        />
        <Button size="sm" variant="subtle" onClick={onOpenLibrary}>
          {t('openLibrary')}
        </Button>
      </div>
      {nobody ? (
        <EmptyState
          icon={<IconUsers size={28} stroke={1.25} aria-hidden />}
          title={t('panelEmpty')}
          hint={t(
            kind === 'rehearsal' ? 'panelRehearsal' : phase === 'live' ? 'panelEmptyHint' : 'panelBefore',
          )}
        />
      ) : (
        <FanList
          list={list}
          filtered
          chosenId={chosenId}
          onChoose={({ fanId }) => setChosenId(fanId === chosenId ? null : fanId)}
          onClear={() => setText('')}
        />
      )}
      {chosen === null ? null : <Details fan={chosen} />}
    </div>
  )
}

function foundIn(list: ReturnType<typeof useFanList>, fanId: string): Fan | null {
  for (let index = 0; index < (list.total ?? 0); index++) {
    const fan = list.at(index)
    if (fan === undefined) return null
    if (fan.fanId === fanId) return fan
  }
  return null
}

/** The card at the foot of the panel. Without orders to tell of, what the list knows is enough. */
function Details({ fan }: { fan: Fan }) {
  const [identity] = fan.identities
  const facts = useFanFacts(
    identity === undefined ? null : viewerKey(identity.source, identity.userId),
    fan.orders,
  )
  const known = facts === null || facts === 'waiting' ? { fan, bought: [], due: [], boughtWith: [] } : facts
  return (
    <div className={classes.details}>
      <FanCard facts={known} />
    </div>
  )
}
