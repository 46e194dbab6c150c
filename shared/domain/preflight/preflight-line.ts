/**
 * One thing that is looked at before going live. `red` blocks unless it is overridden with a reason, `amber` and
 * `info` do not, `checking` is still being measured.
 */
export interface PreflightLine {
  /** What it is about; stable while the line stands, so that nothing jumps. */
  readonly id: string
  readonly status: PreflightStatus
  readonly reason: PreflightReason
  /** What the sentence speaks of: a number, a name, or (`problem`) a kind from a closed list. */
  readonly values: Readonly<Record<string, string | number>>
  readonly action: PreflightAction | null
}

export type PreflightStatus = 'red' | 'amber' | 'info' | 'green' | 'checking'

/** All is well, or there is nothing to do about it. Screens have one sentence for each. */
export type FineReason =
  | 'cameraLive'
  | 'cameraOpening'
  | 'pictureSmooth'
  | 'pictureStarting'
  | 'microphoneHeard'
  | 'microphoneListening'
  | 'microphoneOpening'
  | 'echoNone'
  | 'echoMeasuring'
  | 'uplinkEnough'
  | 'uplinkMeasuring'
  | 'outputReady'
  | 'outputTesting'
  | 'audienceOpen'
  | 'chatConnected'
  | 'chatWaiting'
  | 'runSheetReady'
  | 'runSheetUnplanned'
  | 'runSheetBeside'
  | 'diskEnough'
  | 'machineLooking'
  | 'clockFine'
  | 'powerMains'
  | 'sleepBlocked'
  | 'logFine'

/** Something to do, or to know. Screens have a sentence and an advice for each. */
export type TroubleReason =
  | 'camerasNone'
  | 'cameraFailed'
  | 'cameraBlack'
  | 'cameraFrozen'
  | 'cameraHeld'
  | 'cameraSlow'
  | 'pictureNone'
  | 'pictureStopped'
  | 'pictureSlow'
  | 'microphoneNone'
  | 'microphoneFailed'
  | 'microphoneMuted'
  | 'microphoneDead'
  | 'microphoneFaint'
  | 'microphoneClips'
  | 'soundBlocked'
  | 'echoLoud'
  | 'echoUnmeasured'
  | 'echoFailed'
  | 'echoImpossible'
  | 'uplinkShort'
  | 'uplinkTight'
  | 'uplinkLossy'
  | 'uplinkUnmeasured'
  | 'uplinkFailed'
  | 'uplinkImpossible'
  | 'outputUntested'
  | 'outputUnreachable'
  | 'outputRefused'
  | 'tokenExpired'
  | 'tokenTooShort'
  | 'audienceClosed'
  | 'audienceNoPicture'
  | 'chatNone'
  | 'chatDown'
  | 'runSheetEmpty'
  | 'runSheetNoPrice'
  | 'runSheetExpired'
  | 'runSheetSoldOut'
  | 'runSheetTooLong'
  | 'diskShort'
  | 'diskTight'
  | 'diskUnknown'
  | 'clockImplausible'
  | 'clockJumped'
  | 'clockOff'
  | 'powerBattery'
  | 'batteryLow'
  | 'sleepPossible'
  | 'logWaits'
  | 'linkLost'

export type PreflightReason = FineReason | TroubleReason

/** What a press of the line's button does. `subject` is a camera slot or an output. */
export interface PreflightAction {
  readonly type:
    | 'openDevices'
    | 'retryCamera'
    | 'retryMicrophone'
    | 'unmute'
    | 'measureEcho'
    | 'measureUplink'
    | 'testOutput'
    | 'openOutputs'
    | 'openAccess'
    | 'enterDesk'
  readonly subject: string | null
}

type Build = (
  id: string,
  reason: PreflightReason,
  values?: PreflightLine['values'],
  action?: PreflightAction['type'],
  subject?: string,
) => PreflightLine

const build =
  (status: PreflightStatus): Build =>
  (id, reason, values = {}, action, subject) => ({
    id,
    status,
    reason,
    values,
    action: action ? { type: action, subject: subject ?? null } : null,
  })

export const red = build('red')
export const amber = build('amber')
export const info = build('info')
export const green = build('green')
export const checking = build('checking')
