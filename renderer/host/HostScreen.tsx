import { useMediaQuery } from '@mantine/hooks'
import { useState, type ReactNode } from 'react'

import type { Item } from '#shared/domain/run-sheet/item.ts'
import { HealthNotice } from '#renderer/features/health/HealthNotice.tsx'
import type { HealthMonitor } from '#renderer/features/health/health-monitor.ts'
import { OnAirBar } from '#renderer/features/on-air-item/OnAirBar.tsx'
import type { OutputBoard } from '#renderer/features/outputs/output-board.ts'
import { useQuestionQueue } from '#renderer/features/question-queue/use-question-queue.ts'
import type { Recorder } from '#renderer/features/recording/recorder.ts'
import { RehearsalBanner } from '#renderer/features/rehearsal/RehearsalBanner.tsx'
import { ItemDialog } from '#renderer/features/run-sheet/ItemDialog.tsx'
import { PromptCard } from '#renderer/features/shout-outs/PromptCard.tsx'
import { LinkNotice } from '#renderer/features/status-bar/LinkNotice.tsx'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { useStudioKeys } from '#renderer/ui/use-studio-keys.ts'
import type { Desk } from './HostDesk.tsx'
import { HostQueue } from './HostQueue.tsx'
import classes from './host.module.css'
import { RecordingLost } from './RecordingLost.tsx'
import { SideColumn, type SideTab } from './SideColumn.tsx'
import { Stage } from './Stage.tsx'
import { TitleBar } from './TitleBar.tsx'
import { useOutputDesk } from './use-output-desk.ts'

/** From this width on the side column stands open beside the queue; below it opens and closes. */
const WIDE = '(min-width: 1600px)'

/** The screen of a running show. `picture` is a notice about the picture, if there is one. */
export function HostScreen(props: {
  desk: Desk
  recorder: Recorder
  outputs: OutputBoard
  health: HealthMonitor
  picture: ReactNode
}) {
  const { desk, recorder, health, picture } = props
  const outputs = useOutputDesk(props.outputs)
  const queue = useQuestionQueue()
  const wide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false })
  const [tab, setTab] = useState<SideTab | null>(null)
  const [searching, setSearching] = useState(false)
  const [edited, setEdited] = useState<Item | null>(null)
  const rehearsing = useStaff(({ session }) => session?.kind === 'rehearsal' && session.phase === 'live')
  const threadOpen = queue.selectedId !== null
  const open = wide || tab !== null || threadOpen
  const showTab = (next: SideTab | null): void => {
    setSearching(false)
    setTab(next)
  }
  useStudioKeys([
    {
      keys: 'mod+F',
      inFields: true,
      run: () => {
        queue.select(null)
        setTab('chat')
        setSearching(true)
      },
    },
    // Once the sheet is open these keys are its own.
    ...(tab === 'runSheet' && !threadOpen ? [] : ['alt+ArrowDown', 'alt+ArrowUp']).map((keys) => ({
      keys,
      run: () => {
        queue.select(null)
        showTab('runSheet')
      },
    })),
  ])
  return (
    <div className={classes.host}>
      <div>
        <TitleBar
          desk={desk}
          notice={
            <HealthNotice
              monitor={health}
              nameOf={outputs.nameOf}
              onOpen={() => {
                queue.select(null)
                showTab('health')
              }}
            />
          }
        />
        {rehearsing ? <RehearsalBanner /> : null}
        <LinkNotice />
        {picture}
        <RecordingLost recorder={recorder} />
      </div>
      <div className={classes.body} data-side={open || undefined} data-wide={wide || undefined}>
        <Stage recorder={recorder} onEditScenes={desk.openScenes} />
        <div className={classes.queueColumn}>
          <HostQueue queue={queue} />
          <PromptCard />
        </div>
        <SideColumn
          queue={queue}
          health={health}
          outputs={outputs}
          tab={tab ?? (wide ? 'chat' : null)}
          collapsible={!wide}
          searching={searching}
          onTab={showTab}
          onOpenRunSheet={desk.openRunSheet}
          onOpenFans={desk.openFans}
        />
      </div>
      <OnAirBar onEdit={setEdited} />
      {edited ? (
        <ItemDialog
          key={edited.itemId}
          edited={{ item: edited, isNew: false }}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </div>
  )
}
