import { STATUS, type ObsData, type RequestResult } from './obs-protocol.ts'
import {
  act,
  fail,
  figuresOf,
  handle,
  handleInStudio,
  isResult,
  ok,
  type Call,
  type RequestHandler,
} from './request-handler.ts'

const NO_TRAFFIC = { bytes: 0, packetLoss: 0 }

/** `hh:mm:ss.mmm`, as the protocol writes how long an output has run. */
function timecode(durationMs: number): string {
  const ms = Math.max(0, Math.floor(durationMs))
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0')
  const seconds = Math.floor(ms / 1_000)
  return `${pad(Math.floor(seconds / 3_600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}.${pad(ms % 1_000, 3)}`
}

async function streamStatus(call: Call): Promise<RequestResult> {
  const { live, sinceMs } = call.studio.show()
  const figures = live ? await figuresOf(call) : null
  if (figures && isResult(figures)) return figures
  const durationMs = live && sinceMs !== null ? Math.max(0, call.studio.nowMs() - sinceMs) : 0
  const { bytes, packetLoss } = figures?.stream ?? NO_TRAFFIC
  return ok({
    outputActive: live,
    outputReconnecting: call.studio.broker.state()?.reconnecting ?? false,
    outputTimecode: timecode(durationMs),
    outputDuration: durationMs,
    outputCongestion: packetLoss,
    outputBytes: bytes,
    outputSkippedFrames: figures?.skippedFrames ?? 0,
    outputTotalFrames: figures?.programFrames ?? 0,
  })
}

const startStream = (call: Call, data?: ObsData): RequestResult | Promise<RequestResult> =>
  call.studio.show().live
    ? fail(STATUS.outputRunning, 'The show is live already.')
    : act(call, { type: 'startShow' }, STATUS.outputRunning, data)

/** Ending a show cannot be taken back, so the host allows it to buttons or does not. */
function stopStream(call: Call, data?: ObsData): RequestResult | Promise<RequestResult> {
  if (!call.studio.show().live) return fail(STATUS.outputNotRunning, 'No show is live.')
  if (!call.studio.settings().mayEndShow) {
    return fail(
      STATUS.invalidResourceState,
      'Ending the show by remote control is off. The host can allow it in the remote control settings, or ends the show in the studio.',
    )
  }
  return act(call, { type: 'endShow' }, STATUS.outputNotRunning, data)
}

const startRecord = (call: Call, data?: ObsData): Promise<RequestResult> =>
  act(call, { type: 'startRecording' }, STATUS.outputRunning, data)

const stopRecord = (call: Call, data?: ObsData): Promise<RequestResult> =>
  act(call, { type: 'stopRecording' }, STATUS.outputNotRunning, data)

export const OUTPUT_REQUESTS: Readonly<Record<string, RequestHandler>> = {
  GetStreamStatus: handleInStudio({}, (_data, call) => streamStatus(call)),
  StartStream: handleInStudio({}, (_data, call) => startStream(call)),
  StopStream: handleInStudio({}, (_data, call) => stopStream(call)),
  ToggleStream: handleInStudio({}, (_data, call) =>
    call.studio.show().live
      ? stopStream(call, { outputActive: false })
      : startStream(call, { outputActive: true }),
  ),

  GetRecordStatus: handleInStudio({}, async (_data, call) => {
    const outputActive = call.state.recording.phase === 'recording'
    const figures = outputActive ? await figuresOf(call) : null
    if (figures && isResult(figures)) return figures
    const { durationMs, bytes } = figures?.recording ?? { durationMs: 0, bytes: 0 }
    return ok({
      outputActive,
      outputPaused: false,
      outputTimecode: timecode(durationMs),
      outputDuration: durationMs,
      outputBytes: bytes,
    })
  }),
  StartRecord: handleInStudio({}, (_data, call) => startRecord(call)),
  StopRecord: handleInStudio({}, (_data, call) =>
    stopRecord(call, { outputPath: call.state.recording.file ?? '' }),
  ),
  ToggleRecord: handleInStudio({}, (_data, call) =>
    call.state.recording.phase === 'idle'
      ? startRecord(call, { outputActive: true })
      : stopRecord(call, { outputActive: false }),
  ),

  GetVirtualCamStatus: handle({}, () => ok({ outputActive: false })),
  GetReplayBufferStatus: handle({}, () =>
    fail(STATUS.invalidResourceState, 'The studio has no replay buffer.'),
  ),
  GetOutputList: handle({}, () => ok({ outputs: [] })),
}
