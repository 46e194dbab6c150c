import { Loader } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'

import { AccessDialog, type AccessTab } from '#renderer/features/access/AccessDialog.tsx'
import { AssistantDialog } from '#renderer/features/assistant/AssistantDialog.tsx'
import { ChatSourcesDialog } from '#renderer/features/chat-sources/ChatSourcesDialog.tsx'
import type { EnhancementDesk } from '#renderer/features/enhancement/enhancement-desk.ts'
import { EndShowDialog } from '#renderer/features/go-live/EndShowDialog.tsx'
import { FansDialog } from '#renderer/features/fans/FansDialog.tsx'
import { useLeaveGuard } from '#renderer/features/go-live/use-leave-guard.ts'
import type { HealthMonitor } from '#renderer/features/health/health-monitor.ts'
import { KnowledgeDialog } from '#renderer/features/knowledge/KnowledgeDialog.tsx'
import { ImportButton } from '#renderer/features/import-dialog/ImportButton.tsx'
import { ImportDialog } from '#renderer/features/import-dialog/ImportDialog.tsx'
import type { OutputBoard } from '#renderer/features/outputs/output-board.ts'
import { OrdersDialog } from '#renderer/features/orders/OrdersDialog.tsx'
import { OutputsDialog } from '#renderer/features/outputs/OutputsDialog.tsx'
import { SceneEditor } from '#renderer/features/scene-editor/SceneEditor.tsx'
import type { PreflightMode } from '#renderer/features/preflight/PreflightPage.tsx'
import { PrompterStage } from '#renderer/features/prompter/PrompterStage.tsx'
import type { Recorder } from '#renderer/features/recording/recorder.ts'
import { RemoteControlDialog } from '#renderer/features/remote-control/RemoteControlDialog.tsx'
import { RunSheetDialog } from '#renderer/features/run-sheet/RunSheetDialog.tsx'
import { RulesDialog } from '#renderer/features/shout-outs/RulesDialog.tsx'
import { LinkNotice } from '#renderer/features/status-bar/LinkNotice.tsx'
import { SyncDialog } from '#renderer/features/sync/SyncDialog.tsx'
import { useMediaEngine } from '#renderer/media/media-context.tsx'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { DevicesDialog } from './DevicesDialog.tsx'
import { canvasOf, type HostSettings } from './host-settings.ts'
import { HostScreen } from './HostScreen.tsx'
import classes from './host.module.css'
import { KeysDialog } from './KeysDialog.tsx'
import { LobbyScreen } from './LobbyScreen.tsx'
import { PictureStopped } from './PictureStopped.tsx'
import { PreflightGate } from './PreflightGate.tsx'
import { openPrompterWindow } from './prompter-window.ts'
import { endShow, prepareShow } from './show-actions.ts'
import { useShowProblemText } from './use-show-problem-text.ts'
import { useShowTitle } from './use-show-title.ts'
import { useSceneBook } from './use-scene-book.ts'
import { useWakeLock } from './use-wake-lock.ts'

type Dialog =
  | 'end'
  | 'access'
  | 'devices'
  | 'keys'
  | 'chatSources'
  | 'remoteControl'
  | 'outputs'
  | 'orders'
  | 'scenes'
  | 'shoutOuts'
  | 'assistant'
  | 'runSheet'
  | 'fans'
  | 'knowledge'
  | 'sync'
  | null

/** What the screens may ask for; each opens a dialog or changes the view. */
export interface Desk {
  readonly openGoLive: () => void
  readonly openPreflight: () => void
  readonly openEnd: () => void
  readonly openAccess: (tab: AccessTab) => void
  readonly openDevices: () => void
  readonly openKeys: () => void
  readonly openChatSources: () => void
  readonly openRemoteControl: () => void
  readonly openOutputs: () => void
  readonly openOrders: () => void
  readonly openScenes: () => void
  readonly openRunSheet: () => void
  readonly openFans: () => void
  readonly openShoutOuts: () => void
  readonly openAssistant: () => void
  readonly openKnowledge: () => void
  readonly openSync: () => void
  readonly openPrompterWindow: () => void
  readonly openPrompterHere: () => void
  readonly enter: () => void
  readonly leave: () => void
}

const fanTools = (onChanged: () => void) => <ImportButton kind="fans" onChanged={onChanged} />
const runSheetImport = (onClose: () => void) => <ImportDialog kind="runSheet" onClose={onClose} />

/** Lobby or host screen, by the phase of the show, with the dialogs both share. */
export function HostDesk(props: {
  recorder: Recorder
  outputs: OutputBoard
  health: HealthMonitor
  enhancement: EnhancementDesk | null
  settings: StoreApi<HostSettings>
  onRestart: () => void
}) {
  const { recorder, outputs, health, enhancement, settings, onRestart } = props
  const { t } = useTranslation('host')
  const client = useStaffClient()
  const engine = useMediaEngine()
  const { shape } = useStore(settings)
  // Narrow on purpose: the session itself is another one with every danmaku.
  const phase = useStaff(({ session }) => session?.phase ?? null)
  const kind = useStaff(({ session }) => session?.kind ?? null)
  const recording = useStore(recorder.store, (state) => state.phase !== 'idle')
  const onAir = phase === 'live' && kind === 'show'
  const [dialog, setDialog] = useState<Dialog>(null)
  const [accessTab, setAccessTab] = useState<AccessTab>('viewer')
  const [prompting, setPrompting] = useState(false)
  const [entered, setEntered] = useState(false)
  const { title, rename } = useShowTitle()
  const problemText = useShowProblemText()
  const { failed } = useToasts()
  const [gate, setGate] = useState<PreflightMode | null>(null)
  const [unsavedScenes, setUnsavedScenes] = useState(false)
  const openScenes = useCallback(() => setDialog('scenes'), [])
  const sceneBook = useSceneBook(engine, canvasOf({ shape }))
  useLeaveGuard(onAir || recording || unsavedScenes)
  const sleepBlocked = useWakeLock(phase === 'live' || gate !== null)

  if (phase === 'ended' && entered) setEntered(false)
  if (phase === 'live' && gate !== null) setGate(null)
  if (phase === null) {
    return (
      <div className={classes.whole}>
        <LinkNotice />
        <EmptyState icon={<Loader color="gray" />} title={t('connecting')} hint={t('connectingHint')} />
      </div>
    )
  }

  const close = (): void => setDialog(null)
  const desk: Desk = {
    openGoLive: () => setGate('goLive'),
    openPreflight: () => setGate('check'),
    openEnd: () => setDialog('end'),
    openAccess: (tab) => {
      setAccessTab(tab)
      setDialog('access')
    },
    openDevices: () => setDialog('devices'),
    openOutputs: () => setDialog('outputs'),
    openOrders: () => setDialog('orders'),
    openKeys: () => setDialog('keys'),
    openChatSources: () => setDialog('chatSources'),
    openRemoteControl: () => setDialog('remoteControl'),
    openScenes,
    openFans: () => setDialog('fans'),
    openShoutOuts: () => setDialog('shoutOuts'),
    openAssistant: () => setDialog('assistant'),
    openKnowledge: () => setDialog('knowledge'),
    openSync: () => setDialog('sync'),
    // The sheet belongs to a show: after one has ended, the next is begun to be planned.
    openRunSheet: () => {
      if (phase !== 'ended') return setDialog('runSheet')
      void prepareShow(client, title).then((problem) => {
        if (problem) failed(problemText(problem))
        else setDialog('runSheet')
      })
    },
    openPrompterWindow: () => {
      if (!openPrompterWindow()) failed(t('popupBlocked'))
    },
    openPrompterHere: () => setPrompting(true),
    enter: () => {
      void prepareShow(client, title).then((problem) => {
        if (problem) failed(problemText(problem))
        else setEntered(true)
      })
    },
    leave: () => setEntered(false),
  }
  const onStage = phase === 'live' || (phase === 'preparing' && entered)
  return (
    <>
      {onStage ? (
        <HostScreen
          desk={desk}
          recorder={recorder}
          outputs={outputs}
          health={health}
          picture={<PictureStopped onRestart={onRestart} />}
        />
      ) : (
        <LobbyScreen desk={desk} title={title} onRename={rename} recorder={recorder} settings={settings} />
      )}
      {prompting ? <PrompterStage onClose={() => setPrompting(false)} /> : null}
      <PreflightGate
        mode={gate}
        covered={dialog !== null}
        title={title}
        desk={desk}
        recorder={recorder}
        outputs={outputs}
        settings={settings}
        sleepBlocked={sleepBlocked}
        onMode={setGate}
      />
      <EndShowDialog
        opened={dialog === 'end' && onAir}
        recording={recording}
        onEnd={async () => {
          const problem = await endShow(client)
          if (problem) return problemText(problem)
          close()
          return null
        }}
        onClose={close}
      />
      <AccessDialog opened={dialog === 'access'} tab={accessTab} onClose={close} />
      <DevicesDialog opened={dialog === 'devices'} enhancement={enhancement} onClose={close} />
      <ChatSourcesDialog opened={dialog === 'chatSources'} onClose={close} />
      <OutputsDialog opened={dialog === 'outputs'} board={outputs} onClose={close} />
      <OrdersDialog opened={dialog === 'orders'} importer={<ImportButton kind="orders" />} onClose={close} />
      <KeysDialog opened={dialog === 'keys'} onClose={close} />
      <RemoteControlDialog opened={dialog === 'remoteControl'} onClose={close} />
      <FansDialog opened={dialog === 'fans'} onClose={close} tools={fanTools} />
      {dialog === 'knowledge' ? <KnowledgeDialog importer={importProducts} onClose={close} /> : null}
      {dialog === 'sync' ? <SyncDialog onClose={close} /> : null}
      {dialog === 'assistant' ? <AssistantDialog onClose={close} /> : null}
      {dialog === 'shoutOuts' ? <RulesDialog onClose={close} /> : null}
      {dialog === 'runSheet' ? <RunSheetDialog importer={runSheetImport} onClose={close} /> : null}
      {dialog === 'scenes' ? (
        <SceneEditor book={sceneBook} onDirty={setUnsavedScenes} onClose={close} />
      ) : null}
    </>
  )
}

const importProducts = (onClose: () => void) => <ImportDialog kind="products" onClose={onClose} />
