import { z } from 'zod'

import { REMOTE_GAIN_MAX, type RemoteChannel } from '#shared/protocol/remote.ts'
import { STATUS, type ObsData, type RequestResult } from './obs-protocol.ts'
import { act, fail, handle, handleInStudio, ok, type RequestHandler } from './request-handler.ts'
import { CAMERA_KIND, type StudioInput, type StudioNames } from './studio-names.ts'

const name = z.string().min(1)
const inputKey = { inputName: name.optional(), inputUuid: name.optional() }

/** What the protocol says for silence. */
const SILENCE_DB = -100
/** The protocol's ranges; the studio's own mixer ends at +12 dB. */
const MUL_MAX = 20
const DB_MAX = 26

const decibels = (gain: number): number =>
  gain <= 0 ? SILENCE_DB : Math.max(SILENCE_DB, 20 * Math.log10(gain))

/** Linear gain of a level in dB, within what the mixer can do. */
const gainOf = (db: number): number => (db <= SILENCE_DB ? 0 : Math.min(REMOTE_GAIN_MAX, 10 ** (db / 20)))

export const volumeData = (gain: number): ObsData => ({
  inputVolumeMul: gain,
  inputVolumeDb: decibels(gain),
})

const inputData = ({ name: inputName, uuid, kind, channel }: StudioInput): ObsData => ({
  inputName,
  inputUuid: uuid,
  inputKind: kind,
  unversionedInputKind: kind,
  // Bits of libobs' source flags: 1 = pictures, 2 = sound.
  inputKindCaps: (kind === CAMERA_KIND || channel === 'screen' ? 1 : 0) | (channel ? 2 : 0),
})

type Key = { readonly inputName?: string | undefined; readonly inputUuid?: string | undefined }

function findInput(names: StudioNames, { inputName, inputUuid }: Key): StudioInput | RequestResult {
  if (inputName === undefined && inputUuid === undefined) {
    return fail(STATUS.missingField, 'Say which input: `inputName` or `inputUuid`.')
  }
  return (
    names.inputOf({ name: inputName, uuid: inputUuid }) ??
    fail(STATUS.notFound, 'The studio has no such input.')
  )
}

function findChannel(names: StudioNames, key: Key): RemoteChannel | RequestResult {
  const input = findInput(names, key)
  if ('code' in input) return input
  return input.channel ?? fail(STATUS.invalidResourceState, 'This input has no sound.')
}

const isFailure = (found: RemoteChannel | RequestResult): found is RequestResult => typeof found === 'object'

const ONE_TRACK = { '1': true, '2': false, '3': false, '4': false, '5': false, '6': false }

/** What is the same for everything that has sound. */
function ofSounding(names: StudioNames, key: Key, data: ObsData): RequestResult {
  const channel = findChannel(names, key)
  return isFailure(channel) ? channel : ok(data)
}

export const INPUT_REQUESTS: Readonly<Record<string, RequestHandler>> = {
  GetInputList: handle({ inputKind: name.optional() }, ({ inputKind }, { studio }) =>
    ok({
      inputs: studio.names.inputs
        .filter(({ kind }) => inputKind === undefined || kind === inputKind)
        .map(inputData),
    }),
  ),
  GetInputKindList: handle({ unversioned: z.boolean().optional() }, (_data, { studio }) =>
    ok({ inputKinds: [...new Set(studio.names.inputs.map(({ kind }) => kind))] }),
  ),
  GetSpecialInputs: handle({}, (_data, { studio: { names } }) =>
    ok({
      desktop1: names.channelInput('screen').name,
      // Surfaces look for what has sound here and in the scenes, and music is in no scene.
      desktop2: names.channelInput('music').name,
      mic1: names.channelInput('microphone1').name,
      mic2: names.channelInput('microphone2').name,
      mic3: null,
      mic4: null,
    }),
  ),
  GetInputSettings: handle(inputKey, (data, { studio }) => {
    const input = findInput(studio.names, data)
    return 'code' in input ? input : ok({ inputSettings: {}, inputKind: input.kind })
  }),
  GetInputDefaultSettings: handle({ inputKind: name }, ({ inputKind }) =>
    ok({ defaultInputSettings: {}, inputKind }),
  ),
  // By whether this succeeds, surfaces tell what has sound. Everything goes into the one mix there is.
  GetInputAudioTracks: handle(inputKey, (data, { studio }) =>
    ofSounding(studio.names, data, { inputAudioTracks: ONE_TRACK }),
  ),
  GetInputAudioBalance: handle(inputKey, (data, { studio }) =>
    ofSounding(studio.names, data, { inputAudioBalance: 0.5 }),
  ),
  GetInputAudioSyncOffset: handle(inputKey, (data, { studio }) =>
    ofSounding(studio.names, data, { inputAudioSyncOffset: 0 }),
  ),
  GetInputAudioMonitorType: handle(inputKey, (data, { studio }) =>
    ofSounding(studio.names, data, { monitorType: 'OBS_MONITORING_TYPE_NONE' }),
  ),
  GetInputMute: handleInStudio(inputKey, (data, { state, studio }) => {
    const channel = findChannel(studio.names, data)
    return isFailure(channel) ? channel : ok({ inputMuted: state.mixer[channel].muted })
  }),
  SetInputMute: handleInStudio({ ...inputKey, inputMuted: z.boolean() }, (data, call) => {
    const channel = findChannel(call.studio.names, data)
    if (isFailure(channel)) return channel
    return act(call, { type: 'setMuted', channel, muted: data.inputMuted })
  }),
  ToggleInputMute: handleInStudio(inputKey, (data, call) => {
    const channel = findChannel(call.studio.names, data)
    if (isFailure(channel)) return channel
    const muted = !call.state.mixer[channel].muted
    return act(call, { type: 'setMuted', channel, muted }, undefined, { inputMuted: muted })
  }),
  GetInputVolume: handleInStudio(inputKey, (data, { state, studio }) => {
    const channel = findChannel(studio.names, data)
    return isFailure(channel) ? channel : ok(volumeData(state.mixer[channel].gain))
  }),
  /** A level above what the mixer can do ends at its top; the event tells the truth. */
  SetInputVolume: handleInStudio(
    {
      ...inputKey,
      inputVolumeMul: z.number().min(0).max(MUL_MAX).optional(),
      inputVolumeDb: z.number().min(SILENCE_DB).max(DB_MAX).optional(),
    },
    (data, call) => {
      const channel = findChannel(call.studio.names, data)
      if (isFailure(channel)) return channel
      const { inputVolumeMul: mul, inputVolumeDb: db } = data
      if (mul !== undefined && db !== undefined) {
        return fail(STATUS.tooManyFields, 'Give either `inputVolumeMul` or `inputVolumeDb`.')
      }
      if (db !== undefined) return act(call, { type: 'setGain', channel, gain: gainOf(db) })
      if (mul === undefined) {
        return fail(STATUS.missingField, 'Give the volume: `inputVolumeMul` or `inputVolumeDb`.')
      }
      return act(call, { type: 'setGain', channel, gain: Math.min(REMOTE_GAIN_MAX, mul) })
    },
  ),
}
