import { Button, Group, Popover, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCircle, IconCircleFilled, IconSquareFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import { useMedia } from '#renderer/media/media-context.tsx'
import { formatClock } from '#renderer/ui/time.ts'
import { formatBytes } from './format-bytes.ts'
import type { Recorder, RecordingProblem } from './recorder.ts'
import classes from './RecordButton.module.css'
import { RecordingFileLink } from './RecordingFileLink.tsx'

/** Starts and stops the recording, and shows its length, its size and whether it reaches the disk. */
export function RecordButton({ recorder }: { recorder: Recorder }) {
  const phase = useStore(recorder.store, (state) => state.phase)
  return (
    <div className={classes.recording} data-phase={phase}>
      <Toggle recorder={recorder} />
      <Details recorder={recorder} />
    </div>
  )
}

/** What became of the last recording, for after the show. */
export function RecordingOutcome({ recorder }: { recorder: Recorder }) {
  const { t } = useTranslation('recording')
  const phase = useStore(recorder.store, (state) => state.phase)
  return (
    <div className={classes.outcome}>
      {phase === 'idle' ? null : <span className={classes.detail}>{t('saving')}</span>}
      <Details recorder={recorder} />
    </div>
  )
}

function Toggle({ recorder }: { recorder: Recorder }) {
  const { t } = useTranslation('recording')
  const phase = useStore(recorder.store, (state) => state.phase)
  if (phase === 'recording' || phase === 'saving') {
    return (
      <UnstyledButton
        className={classes.button}
        disabled={phase === 'saving'}
        onClick={() => void recorder.stop()}
      >
        <IconCircleFilled size={14} aria-hidden className={classes.dot} />
        <span className={classes.clock}>
          <Elapsed />
        </span>
        <IconSquareFilled size={12} aria-hidden />
        {t(phase === 'saving' ? 'saving' : 'stop')}
      </UnstyledButton>
    )
  }
  return (
    <UnstyledButton
      className={classes.button}
      disabled={phase === 'starting'}
      onClick={() => void recorder.start()}
    >
      <IconCircle size={14} aria-hidden />
      {t(phase === 'starting' ? 'starting' : 'start')}
    </UnstyledButton>
  )
}

function Elapsed() {
  const seconds = useMedia(({ recording }) =>
    recording.status === 'recording' || recording.status === 'stopping'
      ? Math.floor(recording.durationMs / 1000)
      : 0,
  )
  return formatClock(seconds * 1000)
}

/** What there is to know besides: trouble on the way, the end of the last one. Quiet when all is well. */
function Details({ recorder }: { recorder: Recorder }) {
  const { t } = useTranslation('recording')
  const { phase, upload, problem, lastFinished, file } = useStore(recorder.store)
  const problemText = useProblemText()
  if (problem) {
    return (
      <Popover position="top-start" width={340}>
        <Popover.Target>
          <UnstyledButton className={classes.problem}>
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden /> {t('problem')}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="sm">
            <Text size="sm">{problemText(problem)}</Text>
            <Group gap="sm">
              {file && upload.storedBytes > 0 ? <RecordingFileLink file={file} /> : null}
              <Button size="sm" variant="light" onClick={() => void recorder.start()}>
                {t('startAgain')}
              </Button>
              <Button size="sm" variant="default" onClick={recorder.dismissProblem}>
                {t('dismiss')}
              </Button>
            </Group>
          </Stack>
        </Popover.Dropdown>
      </Popover>
    )
  }
  if (phase === 'recording' || phase === 'saving') {
    if (upload.trouble === null) {
      return <span className={classes.detail}>{formatBytes(upload.storedBytes)}</span>
    }
    return (
      <Tooltip label={t(`trouble_${upload.trouble}`)}>
        <span className={classes.problem} role="status">
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
          {t('waiting', { size: formatBytes(upload.waitingBytes) })}
        </span>
      </Tooltip>
    )
  }
  if (!lastFinished) return null
  return (
    <span className={classes.detail}>
      {t('finished', {
        duration: formatClock(lastFinished.durationMs),
        size: formatBytes(lastFinished.bytes),
      })}{' '}
      <RecordingFileLink file={lastFinished.file} />
    </span>
  )
}

function useProblemText(): (problem: RecordingProblem) => string {
  const { t } = useTranslation(['recording', 'media'])
  return (problem) => {
    switch (problem.kind) {
      case 'media':
        return t(problem.error.messageKey, { ns: 'media' })
      case 'upload':
        return t(`failed_${problem.failure}`)
      case 'noSession':
        return t('noSession')
      default:
        return problem satisfies never
    }
  }
}
