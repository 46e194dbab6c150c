import type { Review, ReviewRecording } from '#shared/domain/review/review.ts'

/** Recordings that run over the moment, in the order in which they began. One that was not closed runs to the end. */
export const recordingsAt = (
  { recordings, session }: Pick<Review, 'recordings' | 'session'>,
  atMs: number,
): readonly ReviewRecording[] =>
  recordings
    .filter(({ startedAtMs, stoppedAtMs }) => startedAtMs <= atMs && atMs <= (stoppedAtMs ?? session.toMs))
    .toSorted((a, b) => a.startedAtMs - b.startedAtMs)
