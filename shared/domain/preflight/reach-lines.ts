import type { OutputInput, PreflightInputs } from './preflight-inputs.ts'
import { amber, checking, green, info, red, type PreflightLine } from './preflight-line.ts'

/** A line that carries just what is sent breaks at the first hiccup. */
const UPLINK_RESERVE = 1.4
const LOSS_MAX = 0.05
const MINUTE_MS = 60_000

/** Whether the picture gets out, and whether viewers' words come in. */
export function reachLines(inputs: PreflightInputs): PreflightLine[] {
  return [
    ...inputs.outputs.map((output) => outputLine(output, inputs)),
    ...uplinkLines(inputs.uplink),
    audienceLine(inputs),
    ...chatLines(inputs),
  ]
}

function outputLine(output: OutputInput, { nowMs, plannedMs }: PreflightInputs): PreflightLine {
  const id = `output:${output.id}`
  const values = { name: output.name }
  const { tokenExpiresAtMs } = output
  if (tokenExpiresAtMs !== null && tokenExpiresAtMs <= nowMs)
    return red(id, 'tokenExpired', values, 'openOutputs', output.id)
  if (output.test === 'refused')
    return red(
      id,
      'outputRefused',
      { ...values, problem: output.problem ?? 'unknown' },
      'openOutputs',
      output.id,
    )
  if (output.test === 'unreachable')
    return red(
      id,
      'outputUnreachable',
      { ...values, problem: output.problem ?? 'unknown' },
      'testOutput',
      output.id,
    )
  if (tokenExpiresAtMs !== null && tokenExpiresAtMs < nowMs + plannedMs) {
    const minutes = Math.floor((tokenExpiresAtMs - nowMs) / MINUTE_MS)
    return amber(id, 'tokenTooShort', { ...values, minutes }, 'openOutputs', output.id)
  }
  if (output.test === 'testing') return checking(id, 'outputTesting', values)
  if (output.test === 'untested') return amber(id, 'outputUntested', values, 'testOutput', output.id)
  return green(id, 'outputReady', values)
}

function uplinkLines(uplink: PreflightInputs['uplink']): PreflightLine[] {
  if (uplink === null) return []
  const id = 'uplink'
  const { measured, neededKbps } = uplink
  switch (measured.state) {
    case 'impossible':
      return [amber(id, 'uplinkImpossible', { neededKbps })]
    case 'unmeasured':
      return [amber(id, 'uplinkUnmeasured', { neededKbps }, 'measureUplink')]
    case 'measuring':
      return [checking(id, 'uplinkMeasuring')]
    case 'failed':
      return [amber(id, 'uplinkFailed', {}, 'measureUplink')]
    case 'measured':
      break
    default:
      return measured satisfies never
  }
  const values = {
    kbps: Math.round(measured.kbps),
    neededKbps,
    percent: Math.round(measured.packetLoss * 100),
  }
  if (measured.kbps < neededKbps) return [red(id, 'uplinkShort', values, 'measureUplink')]
  if (measured.packetLoss > LOSS_MAX) return [amber(id, 'uplinkLossy', values, 'measureUplink')]
  if (measured.kbps < neededKbps * UPLINK_RESERVE) return [amber(id, 'uplinkTight', values, 'measureUplink')]
  return [green(id, 'uplinkEnough', values)]
}

function audienceLine({ audience, outputs }: PreflightInputs): PreflightLine {
  if (!audience.picture) return amber('audience', 'audienceNoPicture', {}, 'openOutputs')
  const values = { moderators: audience.moderators }
  if (audience.lan) return info('audience', 'audienceOpen', values, 'openAccess')
  // With another way out it is a choice; without one nobody can watch.
  return (outputs.length > 0 ? info : amber)('audience', 'audienceClosed', values, 'openAccess')
}

function chatLines({ chat, audience }: PreflightInputs): PreflightLine[] {
  const used = chat.filter(({ state }) => state !== 'idle')
  // The local room is open and nobody has come yet.
  if (used.length === 0 && audience.lan) return [green('chat', 'chatWaiting')]
  if (used.length === 0) return [amber('chat', 'chatNone', {}, 'openAccess')]
  return used.map(({ source, state }) =>
    state === 'connected'
      ? green(`chat:${source}`, 'chatConnected', { source })
      : amber(`chat:${source}`, 'chatDown', { source }),
  )
}
