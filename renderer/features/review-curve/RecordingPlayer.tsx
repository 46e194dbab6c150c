import { NativeSelect } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Review, ReviewRecording } from '#shared/domain/review/review.ts'
import report from '#renderer/ui/report.module.css'
import classes from './curve.module.css'
import { recordingsAt } from './recordings-at.ts'
import { useClockTime } from './use-clock-time.ts'

/** Plays the recording that runs over the moment; says so where there is none, and when there are. */
export function RecordingPlayer(props: {
  review: Review
  momentMs: number
  onPlaying: (atMs: number | null) => void
  onMoment: (atMs: number) => void
}) {
  const { review, momentMs, onPlaying, onMoment } = props
  const { t } = useTranslation('reviewCurve')
  const time = useClockTime()
  const [chosen, setChosen] = useState<string | null>(null)
  const here = recordingsAt(review, momentMs)
  const recording = here.find(({ file }) => file === chosen) ?? here[0]

  if (recording === undefined) {
    if (review.recordings.length === 0) return <p className={classes.quiet}>{t('noRecording')}</p>
    return (
      <div>
        <p className={classes.quiet}>
          {t('notRecorded')} {t('otherRecordings')}
        </p>
        <ul className={classes.list}>
          {review.recordings.map(({ file, startedAtMs, stoppedAtMs }) => (
            <li key={file}>
              <button type="button" className={report.link} onClick={() => onMoment(startedAtMs)}>
                {time.minute(startedAtMs)}–{time.minute(stoppedAtMs ?? review.session.toMs)}
              </button>
            </li>
          ))}
        </ul>
      </div>
    )
  }
  return (
    <div>
      {here.length > 1 ? (
        <NativeSelect
          size="xs"
          mb={8}
          aria-label={t('chooseRecording')}
          value={recording.file}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={here.map(({ file, startedAtMs }, index) => ({
            value: file,
            label: t('recording', { n: index + 1, from: time.second(startedAtMs) }),
          }))}
        />
      ) : null}
      <Player
        key={recording.file}
        sessionId={review.session.sessionId}
        recording={recording}
        momentMs={momentMs}
        onPlaying={onPlaying}
      />
      {recording.problem === null ? null : <p className={classes.quiet}>{t('recordingProblem')}</p>}
    </div>
  )
}

function Player(props: {
  sessionId: string
  recording: ReviewRecording
  momentMs: number
  onPlaying: (atMs: number | null) => void
}) {
  const { sessionId, recording, momentMs, onPlaying } = props
  const { t } = useTranslation('reviewCurve')
  const time = useClockTime()
  const video = useRef<HTMLVideoElement>(null)
  const [gone, setGone] = useState(false)
  const offsetSeconds = Math.max(0, (momentMs - recording.startedAtMs) / 1000)

  useEffect(() => {
    const element = video.current
    if (element === null) return
    // Before its metadata is there a position would be forgotten.
    const seek = (): void => {
      element.currentTime = offsetSeconds
    }
    if (element.readyState >= HTMLMediaElement.HAVE_METADATA) return seek()
    element.addEventListener('loadedmetadata', seek, { once: true })
    return () => element.removeEventListener('loadedmetadata', seek)
  }, [offsetSeconds])
  useEffect(() => () => onPlaying(null), [onPlaying])

  if (gone) return <p className={classes.quiet}>{t('recordingGone')}</p>
  return (
    <video
      ref={video}
      className={classes.video}
      aria-label={t('player', { time: time.second(momentMs) })}
      src={`/v1/sessions/${encodeURIComponent(sessionId)}/recordings/${encodeURIComponent(recording.file)}`}
      controls
      preload="metadata"
      playsInline
      onError={() => setGone(true)}
      onTimeUpdate={(event) => {
        const { paused, currentTime } = event.currentTarget
        if (!paused) onPlaying(recording.startedAtMs + currentTime * 1000)
      }}
    />
  )
}
