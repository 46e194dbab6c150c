import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'

import type { OutputBoard } from '#renderer/features/outputs/output-board.ts'
import { PreflightPage, type PreflightMode } from '#renderer/features/preflight/PreflightPage.tsx'
import type { Recorder } from '#renderer/features/recording/recorder.ts'
import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { recordingKbps } from '#renderer/media/recording-rate.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import type { HostSettings } from './host-settings.ts'
import type { Desk } from './HostDesk.tsx'
import { goLive } from './show-actions.ts'
import { usePlannedOutputs } from './use-planned-outputs.ts'
import { useShowProblemText } from './use-show-problem-text.ts'

/** The check before a show, with everything it needs of the host window, and the way from there on air. */
export function PreflightGate(props: {
  /** Null: closed. */
  mode: PreflightMode | null
  covered: boolean
  title: string
  desk: Desk
  recorder: Recorder
  outputs: OutputBoard
  settings: StoreApi<HostSettings>
  sleepBlocked: boolean
  onMode: (mode: PreflightMode | null) => void
}) {
  const { mode, covered, title, desk, recorder, settings, sleepBlocked, onMode } = props
  const { t } = useTranslation('host')
  const client = useStaffClient()
  const { record, plannedMinutes } = useStore(settings)
  const { outputKinds } = useMediaEngine()
  const canvas = useMedia((state) => state.canvas)
  const { outputs, test } = usePlannedOutputs(props.outputs)
  const problemText = useShowProblemText()
  const { done } = useToasts()
  const close = (): void => onMode(null)
  return (
    <PreflightPage
      opened={mode !== null}
      mode={mode ?? 'check'}
      title={title}
      record={record}
      plannedMinutes={plannedMinutes}
      recordingKbps={recordingKbps(canvas)}
      sleepBlocked={sleepBlocked}
      outputs={outputs}
      covered={covered}
      onGoLive={async (wish) => {
        settings.setState({ record: wish.record })
        const problem = await goLive(client, wish.title, wish.override)
        if (problem) return problemText(problem)
        close()
        // The local room has the picture at once; anything further away has to be reached first.
        done(t(outputKinds.includes('localRoom') ? 'wentLive' : 'wentLiveConnecting'))
        if (wish.record) void recorder.start()
        return null
      }}
      onPlanned={(minutes) => settings.setState({ plannedMinutes: minutes })}
      onMode={onMode}
      onOpen={(place) => {
        switch (place) {
          case 'devices':
            return desk.openDevices()
          case 'access':
            return desk.openAccess('viewer')
          case 'outputs':
            return desk.openOutputs()
          case 'desk':
            close()
            return desk.enter()
          default:
            return place satisfies never
        }
      }}
      onTestOutput={test}
      onClose={close}
    />
  )
}
