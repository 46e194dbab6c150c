import { Button, Checkbox, Modal, Select, TextInput, UnstyledButton } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { recordingBytes } from '#shared/domain/preflight/machine-lines.ts'
import type { PreflightAction, PreflightLine } from '#shared/domain/preflight/preflight-line.ts'
import { inOrder, openingOrder, overriddenLines, verdictOf } from '#shared/domain/preflight/preflight.ts'
import { CAMERA_SLOTS, type CameraSlot } from '#shared/domain/scenes/scene.ts'
import type { PreflightOverride } from '#shared/domain/session/command.ts'
import { TITLE_MAX } from '#shared/protocol/up.ts'
import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { CameraThumb } from './CameraThumb.tsx'
import { MicrophoneLevel } from './MicrophoneLevel.tsx'
import { OverrideForm } from './OverrideForm.tsx'
import { Checklist } from './Checklist.tsx'
import classes from './preflight.module.css'
import { PreflightLines } from './PreflightLines.tsx'
import { usePreflight, type PlannedOutputs } from './use-preflight.ts'

/** What the page opens for: to look only, or on the way to going live. */
export type PreflightMode = 'check' | 'goLive'

export interface GoLiveWish {
  readonly title: string
  readonly record: boolean
  readonly override: PreflightOverride | null
}

interface PreflightPageProps {
  readonly mode: PreflightMode
  readonly title: string
  readonly record: boolean
  readonly plannedMinutes: number
  /** What a recording of this show writes, in kilobits a second. */
  readonly recordingKbps: number
  readonly sleepBlocked: boolean
  readonly outputs: PlannedOutputs
  /** Another dialog stands in front of the page. */
  readonly covered: boolean
  /** Resolves to a sentence when it did not work, else to null; the page stays open meanwhile. */
  readonly onGoLive: (wish: GoLiveWish) => Promise<string | null>
  readonly onPlanned: (minutes: number) => void
  readonly onMode: (mode: PreflightMode) => void
  readonly onOpen: (place: 'devices' | 'access' | 'outputs' | 'desk') => void
  readonly onTestOutput: (id: string) => void
  readonly onClose: () => void
}

/** The one page before a show: what is ready, what to note, and what to see to first. Fills the window. */
export function PreflightPage(props: PreflightPageProps & { readonly opened: boolean }) {
  const { t } = useTranslation('preflight')
  const { opened, covered, mode, onClose } = props
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t(mode === 'check' ? 'titleCheck' : 'titleGoLive')}
      fullScreen
      radius={0}
      transitionProps={{ duration: 0 }}
      closeOnEscape={!covered}
      trapFocus={!covered}
      classNames={{ content: classes.content, header: classes.header, body: classes.body }}
    >
      <Page {...props} />
    </Modal>
  )
}

const PLANS_MINUTES = [30, 60, 90, 120, 150, 180, 240, 300, 360, 480]

function Page(props: PreflightPageProps) {
  const { mode, plannedMinutes, recordingKbps, sleepBlocked, outputs, onGoLive } = props
  const { t } = useTranslation('preflight')
  const [title, setTitle] = useState(props.title)
  const [record, setRecord] = useState(props.record)
  const [going, setGoing] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [insisting, setInsisting] = useState(false)
  const plannedMs = plannedMinutes * 60_000
  const preflight = usePreflight({
    plannedMs,
    recordingKbps: record ? recordingKbps : 0,
    sleepBlocked,
    outputs,
  })
  const { lines, settled } = useSettled(preflight.lines)
  const verdict = verdictOf(lines)
  const stopped = settled && verdict.blocked && mode === 'goLive'
  const act = useActions(props, preflight.measureEcho, preflight.measureUplink)
  const named = title.trim() !== ''
  const gb = (recordingBytes(recordingKbps, plannedMs) / 1e9).toFixed(1)

  const goLive = async (override: PreflightOverride | null): Promise<void> => {
    if (!named || going) return
    setGoing(true)
    setProblem(null)
    const refused = await onGoLive({ title: title.trim(), record, override })
    setGoing(false)
    setProblem(refused)
  }

  return (
    <div className={classes.page}>
      <div className={classes.plan}>
        <TextInput
          label={t('showTitle')}
          value={title}
          maxLength={TITLE_MAX}
          error={named ? null : t('titleNeeded')}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Select
          label={t('planned')}
          description={t('plannedHint')}
          allowDeselect={false}
          data={PLANS_MINUTES.map((minutes) => ({ value: String(minutes), label: planText(minutes, t) }))}
          value={String(plannedMinutes)}
          comboboxProps={{ shadow: 'none' }}
          onChange={(value) => props.onPlanned(Number(value))}
        />
        <Checkbox
          label={t('alsoRecord')}
          description={t('alsoRecordHint', { gb })}
          checked={record}
          onChange={(event) => setRecord(event.currentTarget.checked)}
        />
        <Pictures onLook={preflight.onLook} />
        <MicrophoneLevel />
      </div>
      <div className={classes.results}>
        <p className={classes.summary} role="status" data-blocked={(settled && verdict.blocked) || undefined}>
          {settled ? summary(verdict, t) : t('settling')}
        </p>
        <div className={classes.scroll}>
          <Checklist />
          {settled ? (
            <PreflightLines lines={lines} onAction={act} />
          ) : (
            <p className={classes.settling}>{t('settlingHint')}</p>
          )}
        </div>
        {stopped && insisting ? (
          <OverrideForm
            busy={going}
            onOverride={(reason) => void goLive({ reason, lines: overriddenLines(lines) })}
          />
        ) : null}
        {problem === null ? null : (
          <p className={classes.problem} role="alert">
            {problem}
          </p>
        )}
        <div className={classes.foot}>
          {stopped && !insisting ? (
            <UnstyledButton className={classes.insist} onClick={() => setInsisting(true)}>
              {t('insist')}
            </UnstyledButton>
          ) : (
            <span className={classes.hint}>{mode === 'goLive' ? t('goLiveHint') : ''}</span>
          )}
          <span className={classes.gap} />
          <Button variant="default" onClick={props.onClose}>
            {t(mode === 'goLive' ? 'notYet' : 'close')}
          </Button>
          {mode === 'goLive' ? (
            <Button
              loading={going && !verdict.blocked}
              disabled={!named || !settled || verdict.blocked}
              onClick={() => void goLive(null)}
            >
              {t('goLiveNow')}
            </Button>
          ) : (
            <Button onClick={() => props.onMode('goLive')}>{t('goOn')}</Button>
          )}
        </div>
      </div>
    </div>
  )
}

/** The cameras in use, side by side, and how many of them there are. */
function Pictures({ onLook }: { onLook: Parameters<typeof CameraThumb>[0]['onLook'] }) {
  const { t } = useTranslation('preflight')
  const slots = useMedia(({ cameraSlots }) => cameraSlots)
  const live: CameraSlot[] = CAMERA_SLOTS.filter((slot) => slots[slot].status === 'live')
  return (
    <section>
      <h3 className={classes.heading}>
        {live.length === 0 ? t('noCameras') : t('cameras', { count: live.length })}
      </h3>
      <div className={classes.thumbs}>
        {live.map((slot) => (
          <CameraThumb key={slot} slot={slot} name={t('about_camera', { slot })} onLook={onLook} />
        ))}
      </div>
    </section>
  )
}

/** Nothing is worth more than this to wait for: a permission prompt may stand open for minutes. */
const SETTLES_WITHIN_MS = 6_000

/**
 * Holds the lines back until the first round of measuring is over, then fixes their order: what has to be done on top.
 * From then on lines change where they stand.
 */
function useSettled(lines: readonly PreflightLine[]): {
  readonly lines: readonly PreflightLine[]
  readonly settled: boolean
} {
  const [order, setOrder] = useState<readonly string[] | null>(null)
  const [waited, setWaited] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), SETTLES_WITHIN_MS)
    return () => clearTimeout(timer)
  }, [])
  const ready = waited || lines.every(({ status }) => status !== 'checking')
  if (order === null && ready) setOrder(openingOrder(lines))
  return useMemo(
    () => ({ lines: order === null ? lines : inOrder(lines, order), settled: order !== null }),
    [lines, order],
  )
}

function useActions(
  { onOpen, onTestOutput }: PreflightPageProps,
  measureEcho: () => void,
  measureUplink: () => void,
): (action: PreflightAction) => void {
  const engine = useMediaEngine()
  return ({ type, subject }) => {
    switch (type) {
      case 'openDevices':
        return onOpen('devices')
      case 'openAccess':
        return onOpen('access')
      case 'openOutputs':
        return onOpen('outputs')
      case 'enterDesk':
        return onOpen('desk')
      case 'retryCamera': {
        const slot = CAMERA_SLOTS.find((one) => String(one) === subject)
        // What goes wrong again stands in the line.
        if (slot) void engine.retryCamera(slot).catch(() => undefined)
        return
      }
      case 'retryMicrophone':
        return void engine.retryMicrophone(1).catch(() => undefined)
      case 'unmute':
        return engine.setChannelMuted('microphone1', false)
      case 'measureEcho':
        return measureEcho()
      case 'measureUplink':
        return measureUplink()
      case 'testOutput':
        return onTestOutput(subject ?? '')
      default:
        return type satisfies never
    }
  }
}

type Translate = ReturnType<typeof useTranslation<'preflight'>>['t']

function summary({ count }: ReturnType<typeof verdictOf>, t: Translate): string {
  if (count.red > 0) return t('summaryRed', { count: count.red })
  if (count.checking > 0) return t('summaryChecking')
  return count.amber > 0 ? t('summaryAmber', { count: count.amber }) : t('summaryGood')
}

function planText(minutes: number, t: Translate): string {
  if (minutes === 30) return t('halfHour')
  return minutes % 60 === 0
    ? t('hours', { count: minutes / 60 })
    : t('hoursHalf', { hours: Math.floor(minutes / 60) })
}
