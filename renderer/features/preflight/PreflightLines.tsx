import { Button } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconInfoCircle,
  IconLoader2,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type {
  FineReason,
  PreflightAction,
  PreflightLine,
  PreflightReason,
  TroubleReason,
} from '#shared/domain/preflight/preflight-line.ts'
import { MEDIA_ERROR_KINDS, type MediaErrorKind } from '#renderer/media/media-error.ts'
import { useSourceName } from '#renderer/ui/SourceHealthText.tsx'
import classes from './preflight.module.css'

const ICONS = {
  red: IconCircleX,
  amber: IconAlertTriangle,
  info: IconInfoCircle,
  green: IconCircleCheck,
  checking: IconLoader2,
} as const

/** One line for each thing looked at: how it stands in a sentence, what to do about it, and a button that does it. */
export function PreflightLines(props: {
  lines: readonly PreflightLine[]
  onAction: (action: PreflightAction) => void
}) {
  const { t } = useTranslation('preflight')
  return (
    <ul className={classes.lines} aria-label={t('lines')}>
      {props.lines.map((line) => (
        <Line key={line.id} line={line} onAction={props.onAction} />
      ))}
    </ul>
  )
}

function Line({ line, onAction }: { line: PreflightLine; onAction: (action: PreflightAction) => void }) {
  const { t } = useTranslation(['preflight', 'media'])
  const nameOf = useSourceName()
  const { status, reason, action } = line
  const Icon = ICONS[status]
  const problem = mediaErrorKind(line.values['problem'])
  const source = line.values['source']
  const values = { ...line.values, problem: problem ? t(`error.${problem}`, { ns: 'media' }) : '' }
  return (
    <li className={classes.line} data-status={status} data-line={line.id}>
      <Icon className={classes.mark} size={20} stroke={1.75} aria-label={t(`status_${status}`)} />
      <span className={classes.about}>{about(line, t)}</span>
      <span className={classes.says}>
        {typeof source === 'string' ? <span>{nameOf(source)} · </span> : null}
        {/* The tables of sentences are closed: every reason has its own key. */}
        <span>{t(`say_${reason}`, values)}</span>
        {isTrouble(reason) ? <span className={classes.todo}>{t(`do_${reason}`)}</span> : null}
      </span>
      {action ? (
        <Button
          size="sm"
          variant={status === 'red' ? 'light' : 'default'}
          className={classes.act}
          onClick={() => onAction(action)}
        >
          {t(`act_${action.type}`)}
        </Button>
      ) : null}
    </li>
  )
}

const mediaErrorKind = (problem: string | number | undefined): MediaErrorKind | undefined =>
  MEDIA_ERROR_KINDS.find((kind) => kind === problem)

const FINE: Readonly<Record<FineReason, true>> = {
  cameraLive: true,
  cameraOpening: true,
  pictureSmooth: true,
  pictureStarting: true,
  microphoneHeard: true,
  microphoneListening: true,
  microphoneOpening: true,
  echoNone: true,
  echoMeasuring: true,
  uplinkEnough: true,
  uplinkMeasuring: true,
  outputReady: true,
  outputTesting: true,
  audienceOpen: true,
  chatConnected: true,
  chatWaiting: true,
  runSheetReady: true,
  runSheetUnplanned: true,
  runSheetBeside: true,
  diskEnough: true,
  machineLooking: true,
  clockFine: true,
  powerMains: true,
  sleepBlocked: true,
  logFine: true,
}
const isTrouble = (reason: PreflightReason): reason is TroubleReason => !Object.hasOwn(FINE, reason)

type Translate = ReturnType<typeof useTranslation<['preflight', 'media']>>['t']

const TOPICS = [
  'cameras',
  'program',
  'microphone',
  'echo',
  'uplink',
  'audience',
  'chat',
  'runSheet',
  'disk',
  'clock',
  'power',
  'sleep',
  'log',
] as const

/** What the line is about, from its id; an output goes by its own name. */
function about({ id, values }: PreflightLine, t: Translate): string {
  const [topic] = id.split(':')
  const known = TOPICS.find((one) => one === topic)
  if (known) return t(`about_${known}`)
  if (topic === 'output') return String(values['name'] ?? '')
  return t('about_camera', { slot: values['slot'] ?? '' })
}
