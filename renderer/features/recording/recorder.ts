import { createStore, type StoreApi } from 'zustand/vanilla'

import { toMediaError, type MediaError } from '#renderer/media/media-error.ts'
import type { MediaEngine } from '#renderer/media/port.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { recordingName } from './recording-name.ts'
import {
  createUploadSink,
  UploadFailure,
  type UploadFailureKind,
  type UploadProgress,
} from './upload-sink.ts'

export interface RecordingFile {
  readonly sessionId: string
  readonly name: string
  /** `GET` gives the file as far as it is stored. */
  readonly url: string
}

export type RecordingProblem =
  | { readonly kind: 'media'; readonly error: MediaError }
  | { readonly kind: 'upload'; readonly failure: UploadFailureKind }
  | { readonly kind: 'noSession' }

export interface FinishedRecording {
  readonly file: RecordingFile
  readonly bytes: number
  readonly durationMs: number
  readonly droppedFrames: number
}

export interface RecorderState {
  /** `saving`: the program is no longer recorded, the rest of the file is on its way to the disk. */
  readonly phase: 'idle' | 'starting' | 'recording' | 'saving'
  readonly file: RecordingFile | null
  readonly upload: UploadProgress
  readonly lastFinished: FinishedRecording | null
  /** Why the last recording ended before its time, or never began. Stays until dismissed or another begins. */
  readonly problem: RecordingProblem | null
}

/** Records the program into the running session's folder. Lives as long as its engine. */
export interface Recorder {
  readonly store: StoreApi<RecorderState>
  /** Never throws; what goes wrong is in the state. Does nothing while a recording is under way. */
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly dismissProblem: () => void
  /** Stops a recording that runs and leaves the engine. */
  readonly dispose: () => Promise<void>
}

export interface RecorderOptions {
  readonly engine: MediaEngine
  readonly client: StaffClient
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly wait: (ms: number) => Promise<void>
  readonly now: () => Date
}

const NOTHING_UPLOADED: UploadProgress = { storedBytes: 0, waitingBytes: 0, trouble: null }

export function createRecorder({ engine, client, fetch, wait, now }: RecorderOptions): Recorder {
  const store = createStore<RecorderState>(() => ({
    phase: 'idle',
    file: null,
    upload: NOTHING_UPLOADED,
    lastFinished: null,
    problem: null,
  }))
  let uploadFailure: UploadFailureKind | null = null

  const problemOf = (error: unknown): RecordingProblem => {
    if (uploadFailure !== null) return { kind: 'upload', failure: uploadFailure }
    if (error instanceof UploadFailure) return { kind: 'upload', failure: error.kind }
    return { kind: 'media', error: toMediaError(error) }
  }

  /** The recording is over, well or badly: the log learns of it, and a new one may begin. */
  const conclude = (bytes: number, problem: RecordingProblem | null): void => {
    const { file } = store.getState()
    if (file) {
      const text = problem === null ? null : describe(problem)
      void client.report({ type: 'recordingStopped', file: file.name, bytes, problem: text })
    }
    store.setState({ phase: 'idle', problem })
  }

  // A recording that breaks by itself (encoder, disk) shows in the engine's state alone.
  const stopWatching = engine.subscribe(() => {
    const { recording } = engine.getState()
    if (recording.status !== 'failed' || store.getState().phase !== 'recording') return
    conclude(store.getState().upload.storedBytes, problemOf(recording.error))
  })

  const start = async (): Promise<void> => {
    if (store.getState().phase !== 'idle') return
    const sessionId = client.store.getState().session?.sessionId
    if (sessionId === undefined) return store.setState({ problem: { kind: 'noSession' } })
    const name = recordingName(now())
    const url = `/v1/sessions/${encodeURIComponent(sessionId)}/recordings/${encodeURIComponent(name)}`
    uploadFailure = null
    store.setState({
      phase: 'starting',
      file: { sessionId, name, url },
      upload: NOTHING_UPLOADED,
      problem: null,
    })
    const upload = createUploadSink({
      url,
      fetch,
      wait,
      onProgress: (progress) => store.setState({ upload: progress }),
    })
    const remembering = async <Value>(work: Promise<Value>): Promise<Value> => {
      try {
        return await work
      } catch (error) {
        if (error instanceof UploadFailure) uploadFailure = error.kind
        throw error
      }
    }
    try {
      await engine.startRecording({
        write: (chunk) => remembering(upload.write(chunk)),
        close: () => remembering(upload.close()),
      })
    } catch (error) {
      store.setState({ phase: 'idle', file: null, problem: problemOf(error) })
      return
    }
    store.setState({ phase: 'recording' })
    void client.report({ type: 'recordingStarted', file: name })
  }

  const stop = async (): Promise<void> => {
    const { phase, file } = store.getState()
    if (phase !== 'recording' || !file) return
    store.setState({ phase: 'saving' })
    try {
      const { bytes, durationMs, droppedFrames } = await engine.stopRecording()
      store.setState({ lastFinished: { file, bytes, durationMs, droppedFrames } })
      conclude(bytes, null)
    } catch (error) {
      conclude(store.getState().upload.storedBytes, problemOf(error))
    }
  }

  return {
    store,
    start,
    stop,
    dismissProblem: () => store.setState({ problem: null }),
    dispose: async () => {
      await stop()
      stopWatching()
    },
  }
}

/** For the log, in English; screens have their own words. */
function describe(problem: RecordingProblem): string {
  switch (problem.kind) {
    case 'media':
      return `${problem.error.kind}: ${problem.error.message}`.slice(0, 300)
    case 'upload':
      return `upload ${problem.failure}`
    case 'noSession':
      return 'no session'
  }
}
