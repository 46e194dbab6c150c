import type { PreflightInputs } from './preflight-inputs.ts'
import { amber, checking, green, red, type PreflightLine } from './preflight-line.ts'

const GB = 1_000_000_000
/** For the log, for what else the machine writes meanwhile, and for a show that runs over. */
const DISK_MARGIN_BYTES = 2 * GB
const BATTERY_LOW = 0.2
const CLOCK_OFF_MS = 5_000

/** What the machine and the studio around the show need. */
export function machineLines(inputs: PreflightInputs): PreflightLine[] {
  return [
    diskLine(inputs),
    clockLine(inputs),
    ...powerLines(inputs.power),
    inputs.sleepBlocked ? green('sleep', 'sleepBlocked') : amber('sleep', 'sleepPossible'),
    logLine(inputs),
  ]
}

/** Bytes a recording of this length takes, without margin. */
export const recordingBytes = (kbps: number, lengthMs: number): number => (kbps * lengthMs) / 8

function diskLine({ machine, recordingKbps, plannedMs }: PreflightInputs): PreflightLine {
  if (machine === null) return checking('disk', 'machineLooking')
  const free = machine.diskFreeBytes
  if (free === null) return amber('disk', 'diskUnknown')
  const needed = recordingBytes(recordingKbps, plannedMs)
  const values = { freeGb: gigabytes(free), neededGb: gigabytes(needed + DISK_MARGIN_BYTES) }
  if (free < needed + DISK_MARGIN_BYTES / 4) return red('disk', 'diskShort', values)
  return free < needed + DISK_MARGIN_BYTES
    ? amber('disk', 'diskTight', values)
    : green('disk', 'diskEnough', values)
}

const gigabytes = (bytes: number): number => Math.round(bytes / (GB / 10)) / 10

function clockLine({ machine, clockAheadMs }: PreflightInputs): PreflightLine {
  if (machine === null) return checking('clock', 'machineLooking')
  const { state, jumpMs } = machine.clock
  // A clock years off breaks every certificate and token: the show would not come up.
  if (state === 'implausible') return red('clock', 'clockImplausible')
  if (clockAheadMs !== null && Math.abs(clockAheadMs) > CLOCK_OFF_MS)
    return amber('clock', 'clockOff', { seconds: Math.round(Math.abs(clockAheadMs) / 1000) })
  if (state === 'jumped')
    return amber('clock', 'clockJumped', { seconds: Math.round(Math.abs(jumpMs) / 1000) })
  return green('clock', 'clockFine')
}

function powerLines(power: PreflightInputs['power']): PreflightLine[] {
  if (power === null) return []
  if (power.charging) return [green('power', 'powerMains')]
  const values = { percent: Math.round(power.level * 100) }
  return [
    power.level < BATTERY_LOW ? red('power', 'batteryLow', values) : amber('power', 'powerBattery', values),
  ]
}

function logLine({ link, log }: PreflightInputs): PreflightLine {
  if (link === 'lost') return red('log', 'linkLost')
  return log === 'ok' ? green('log', 'logFine') : red('log', 'logWaits')
}
