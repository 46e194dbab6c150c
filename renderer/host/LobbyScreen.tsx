import { Button, SegmentedControl } from '@mantine/core'
import { IconBroadcast, IconMasksTheater } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'

import icon from '../../resources/icons/icon.svg'
import { DevicesPanel } from '#renderer/features/devices/DevicesPanel.tsx'
import { EndedSummary } from '#renderer/features/lobby/EndedSummary.tsx'
import { LastShowSuggestions } from '#renderer/features/lobby/LastShowSuggestions.tsx'
import { SessionList } from '#renderer/features/lobby/SessionList.tsx'
import { ShowTitle } from '#renderer/features/lobby/ShowTitle.tsx'
import { WayCard } from '#renderer/features/lobby/WayCard.tsx'
import type { Recorder } from '#renderer/features/recording/recorder.ts'
import { RecordingOutcome } from '#renderer/features/recording/RecordButton.tsx'
import { RehearsalStart } from '#renderer/features/rehearsal/RehearsalStart.tsx'
import { FairnessTable } from '#renderer/features/shout-outs/FairnessTable.tsx'
import { LinkNotice } from '#renderer/features/status-bar/LinkNotice.tsx'
import { SyncBadge } from '#renderer/features/sync/SyncBadge.tsx'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { LanguageSwitch } from '#renderer/ui/LanguageSwitch.tsx'
import { ThemeSwitch } from '#renderer/ui/ThemeSwitch.tsx'
import { EngineNote } from './EngineNote.tsx'
import type { HostSettings } from './host-settings.ts'
import type { Desk } from './HostDesk.tsx'
import classes from './lobby-screen.module.css'

/** Before and between shows: the title, the ways on, cameras and microphone, and how earlier shows went. */
export function LobbyScreen(props: {
  desk: Desk
  title: string
  onRename: (title: string) => void
  recorder: Recorder
  settings: StoreApi<HostSettings>
}) {
  const { desk, title, onRename, recorder, settings } = props
  const { t } = useTranslation(['lobby', 'host', 'rehearsal', 'devices', 'outputs'])
  const { shape } = useStore(settings)
  const recording = useStore(recorder.store, (state) => state.phase !== 'idle')
  return (
    <div className={classes.lobby}>
      <header className={classes.head}>
        <img src={icon} alt="" width={28} height={28} />
        <span className={classes.brand}>{t('studio', { ns: 'host' })}</span>
        <SyncBadge onOpen={desk.openSync} whenOff />
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <LinkNotice />
      <div className={classes.scroll}>
        <div className={classes.columns}>
          <div className={classes.main}>
            <ShowTitle title={title} onRename={onRename} />
            <JustEnded recorder={recorder} />
            <LastShowSuggestions />
            <div className={classes.ways}>
              <WayCard
                icon={<IconMasksTheater size={24} stroke={1.5} aria-hidden />}
                title={t('title', { ns: 'rehearsal' })}
                text={t('text', { ns: 'rehearsal' })}
              >
                <RehearsalStart />
              </WayCard>
              <WayCard
                icon={<IconBroadcast size={24} stroke={1.5} aria-hidden />}
                title={t('goLive')}
                text={t('goLiveText')}
              >
                <div className={classes.shape}>
                  <span>{t('shape')}</span>
                  <SegmentedControl
                    size="sm"
                    aria-label={t('shape')}
                    value={shape}
                    disabled={recording}
                    onChange={(value) =>
                      settings.setState({ shape: value === 'landscape' ? 'landscape' : 'portrait' })
                    }
                    data={[
                      { value: 'portrait', label: t('portrait') },
                      { value: 'landscape', label: t('landscape') },
                    ]}
                  />
                </div>
                <Button variant="default" onClick={desk.openPreflight}>
                  {t('preflight')}
                </Button>
                <Button onClick={desk.openGoLive}>{t('goLiveButton')}</Button>
                <Button variant="default" onClick={desk.enter}>
                  {t('tryOut')}
                </Button>
                <Button variant="default" onClick={desk.openRunSheet}>
                  {t('openRunSheet', { ns: 'host' })}
                </Button>
                <Button variant="default" onClick={desk.openOutputs}>
                  {t('menu', { ns: 'outputs' })}
                </Button>
              </WayCard>
            </div>
            <SessionList />
          </div>
          <aside className={classes.devices} aria-label={t('title', { ns: 'devices' })}>
            <h2 className={classes.heading}>{t('title', { ns: 'devices' })}</h2>
            <DevicesPanel />
            <EngineNote inShellOnly />
          </aside>
        </div>
      </div>
    </div>
  )
}

/** The show that ended while this window was open; an old one stays in the list below. */
function JustEnded({ recorder }: { recorder: Recorder }) {
  const session = useStaff((state) => state.session)
  const [dismissed, setDismissed] = useState<string | null>(null)
  const file = useStore(recorder.store, (state) => state.file)
  if (!session || session.phase !== 'ended' || session.liveAtMs === null) return null
  if (session.sessionId === dismissed) return null
  return (
    <EndedSummary session={session} onDismiss={() => setDismissed(session.sessionId)}>
      <FairnessTable sessionId={session.sessionId} />
      {file?.sessionId === session.sessionId ? <RecordingOutcome recorder={recorder} /> : null}
    </EndedSummary>
  )
}
