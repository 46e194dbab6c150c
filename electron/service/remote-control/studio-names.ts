import { createHash } from 'node:crypto'

import { CAMERA_SLOTS } from '#shared/domain/scenes/scene.ts'
import {
  REMOTE_CHANNELS,
  TRANSITION_KINDS,
  type RemoteChannel,
  type RemoteState,
  type TransitionKind,
} from '#shared/protocol/remote.ts'

/**
 * Control surfaces know scenes, inputs and transitions by name. The names of inputs and transitions are those of the
 * language the service was started in; the other language's and the plain ids are understood too, so that a surface set
 * up once goes on working when the language changes.
 */
export type NamesLanguage = 'zh-CN' | 'en'

type InputId = RemoteChannel | `camera-${(typeof CAMERA_SLOTS)[number]}`

export interface StudioInput {
  readonly id: InputId
  readonly name: string
  readonly uuid: string
  readonly kind: string
  /** Null for what has no sound of its own. */
  readonly channel: RemoteChannel | null
}

const INPUT_NAMES: Readonly<Record<NamesLanguage, Readonly<Record<InputId, string>>>> = {
  'zh-CN': {
    microphone1: '话筒 1',
    microphone2: '话筒 2',
    music: '音乐',
    screen: '屏幕',
    'camera-1': '镜头 1',
    'camera-2': '镜头 2',
    'camera-3': '镜头 3',
    'camera-4': '镜头 4',
  },
  en: {
    microphone1: 'Mic 1',
    microphone2: 'Mic 2',
    music: 'Music',
    screen: 'Screen',
    'camera-1': 'Camera 1',
    'camera-2': 'Camera 2',
    'camera-3': 'Camera 3',
    'camera-4': 'Camera 4',
  },
}

const TRANSITION_NAMES: Readonly<Record<NamesLanguage, Readonly<Record<TransitionKind, string>>>> = {
  'zh-CN': { cut: '硬切', fade: '淡化', slide: '滑动' },
  en: { cut: 'Cut', fade: 'Fade', slide: 'Slide' },
}

const INPUT_KINDS: Readonly<Record<RemoteChannel, string>> = {
  microphone1: 'huitou_microphone',
  microphone2: 'huitou_microphone',
  music: 'huitou_music',
  screen: 'huitou_screen',
}
export const CAMERA_KIND = 'huitou_camera'

export interface NamedScene {
  readonly id: string
  readonly name: string
  readonly uuid: string
}

export interface NamedTransition {
  readonly kind: TransitionKind
  readonly name: string
  readonly uuid: string
}

export interface StudioNames {
  readonly inputs: readonly StudioInput[]
  readonly transitions: readonly NamedTransition[]
  readonly inputOf: (key: {
    readonly name?: string | undefined
    readonly uuid?: string | undefined
  }) => StudioInput | null
  readonly channelInput: (channel: RemoteChannel) => StudioInput
  readonly transitionCalled: (name: string) => TransitionKind | null
  readonly transition: (kind: TransitionKind) => NamedTransition
}

export function studioNames(language: NamesLanguage): StudioNames {
  const input = (id: InputId, kind: string, channel: RemoteChannel | null): StudioInput => ({
    id,
    name: INPUT_NAMES[language][id],
    uuid: uuidOf('input', id),
    kind,
    channel,
  })
  const sounding = (channel: RemoteChannel): StudioInput => input(channel, INPUT_KINDS[channel], channel)
  const channels: Readonly<Record<RemoteChannel, StudioInput>> = {
    microphone1: sounding('microphone1'),
    microphone2: sounding('microphone2'),
    music: sounding('music'),
    screen: sounding('screen'),
  }
  const inputs = [
    ...CAMERA_SLOTS.map((slot) => input(`camera-${slot}`, CAMERA_KIND, null)),
    ...REMOTE_CHANNELS.map((channel) => channels[channel]),
  ]
  const transition = (kind: TransitionKind): NamedTransition => ({
    kind,
    name: TRANSITION_NAMES[language][kind],
    uuid: uuidOf('transition', kind),
  })
  return {
    inputs,
    transitions: TRANSITION_KINDS.map(transition),
    inputOf: ({ name, uuid }) =>
      inputs.find((one) => one.uuid === uuid) ??
      inputs.find((one) => one.name === name) ??
      inputs.find(
        ({ id }) => id === name || Object.values(INPUT_NAMES).some((names) => names[id] === name),
      ) ??
      null,
    channelInput: (channel) => channels[channel],
    transitionCalled: (name) =>
      TRANSITION_KINDS.find(
        (kind) => kind === name || Object.values(TRANSITION_NAMES).some((names) => names[kind] === name),
      ) ?? null,
    transition,
  }
}

/** The scenes in the studio's order. Where two have the same name, the later ones are numbered: names are keys here. */
export function namedScenes({ scenes }: RemoteState): NamedScene[] {
  const taken = new Set<string>()
  return scenes.map(({ id, name }) => {
    let free = name
    for (let copy = 2; taken.has(free); copy++) free = `${name} (${copy})`
    taken.add(free)
    return { id, name: free, uuid: uuidOf('scene', id) }
  })
}

const NAMESPACE = 'huitou-studio/remote-control'

/** Always the same UUID for the same thing (as version 5 of RFC 9562, with a name for a namespace). */
export function uuidOf(kind: 'scene' | 'input' | 'transition' | 'layer', id: string): string {
  const hash = createHash('sha1').update(`${NAMESPACE}/${kind}/${id}`).digest()
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = hash.toString('hex', 0, 16)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
