import { z } from 'zod'

import { TRANSITION_MAX_MS } from '#shared/domain/scenes/transition.ts'
import { canvasSchema, LAYER_NAME_MAX, MAX_LAYERS, SCENE_NAME_MAX } from '#shared/domain/scenes/scene.ts'

/**
 * Between the service, which speaks with control surfaces, and the host window, which has the pictures and the sound.
 * The host window tells what changes (`remoteState`) while the service wants to know (`remoteWatch`); the service asks
 * for actions (`remoteAction`), each answered once (`remoteResult`).
 */

/** The mixer's channels as control surfaces may turn them. */
export const REMOTE_CHANNELS = ['microphone1', 'microphone2', 'music', 'screen'] as const
const remoteChannelSchema = z.enum(REMOTE_CHANNELS)
export type RemoteChannel = z.infer<typeof remoteChannelSchema>

export const TRANSITION_KINDS = ['cut', 'fade', 'slide'] as const
const transitionKindSchema = z.enum(TRANSITION_KINDS)
export type TransitionKind = z.infer<typeof transitionKindSchema>

/** More scenes than these have no button on any surface; the rest is left out. */
export const REMOTE_SCENES_MAX = 64
/** The linear gain at which the mixer ends: +12 dB. */
export const REMOTE_GAIN_MAX = 4

const sceneId = z.string().min(1).max(64)
const milliseconds = z.number().int().min(0).max(TRANSITION_MAX_MS)
const count = z.number().nonnegative()

const remoteLayerSchema = z.object({
  name: z.string().max(LAYER_NAME_MAX).nullable(),
  /** What it shows: `camera-1`, `screen`, `text` … */
  source: z.string().min(1).max(32),
  hidden: z.boolean(),
})
export type RemoteLayer = z.infer<typeof remoteLayerSchema>

const remoteSceneSchema = z.object({
  id: sceneId,
  name: z.string().min(1).max(SCENE_NAME_MAX),
  /** The lowest first. */
  layers: z.array(remoteLayerSchema).max(MAX_LAYERS),
})
export type RemoteScene = z.infer<typeof remoteSceneSchema>

const channelSchema = z.object({ gain: z.number().min(0).max(REMOTE_GAIN_MAX), muted: z.boolean() })

/** The studio as control surfaces see it: what is chosen and switched, not what counts up by itself. */
export const remoteStateSchema = z.object({
  canvas: canvasSchema,
  framesPerSecond: z.number().int().min(1).max(240),
  scenes: z.array(remoteSceneSchema).max(REMOTE_SCENES_MAX),
  programSceneId: sceneId.nullable(),
  previewSceneId: sceneId.nullable(),
  transition: z.object({ kind: transitionKindSchema, durationMs: milliseconds }),
  /** A transition is on its way; `programSceneId` names where it goes already. */
  transitioning: z.boolean(),
  mixer: z.record(remoteChannelSchema, channelSchema),
  recording: z.object({
    phase: z.enum(['idle', 'starting', 'recording', 'saving']),
    file: z.string().max(120).nullable(),
  }),
  /** Something that carries the programme out was lost and is tried again. */
  reconnecting: z.boolean(),
})
export type RemoteState = z.infer<typeof remoteStateSchema>

/** What counts up by itself, told when asked for. */
export const remoteFiguresSchema = z.object({
  framesPerSecond: count,
  renderMs: count,
  /** Since the window opened. */
  programFrames: count,
  skippedFrames: count,
  recording: z.object({ durationMs: count, bytes: count }).nullable(),
  stream: z.object({ bytes: count, packetLoss: z.number().min(0).max(1) }),
})
export type RemoteFigures = z.infer<typeof remoteFiguresSchema>

/** Loudness after gain and before mute, as linear amplitudes: 1 = full scale. */
export const remoteLevelsSchema = z.record(remoteChannelSchema, z.object({ rms: count, peak: count }))
export type RemoteLevels = z.infer<typeof remoteLevelsSchema>

export const remoteActionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('setProgram'), sceneId }),
  z.object({ type: z.literal('setPreview'), sceneId }),
  /** Goes to the preview by the set transition. */
  z.object({ type: z.literal('take') }),
  z.object({ type: z.literal('setTransition'), kind: transitionKindSchema, durationMs: milliseconds }),
  z.object({ type: z.literal('setMuted'), channel: remoteChannelSchema, muted: z.boolean() }),
  z.object({
    type: z.literal('setGain'),
    channel: remoteChannelSchema,
    gain: z.number().min(0).max(REMOTE_GAIN_MAX),
  }),
  z.object({ type: z.literal('startRecording') }),
  z.object({ type: z.literal('stopRecording') }),
  /** As the host's own button, and only where the look before the show finds nothing that stands against it. */
  z.object({ type: z.literal('startShow') }),
  z.object({ type: z.literal('endShow') }),
  z.object({ type: z.literal('figures') }),
])
export type RemoteAction = z.infer<typeof remoteActionSchema>

/**
 * What became of an action. `notFound`: the scene has gone. `wrongState`: it is so already, or there is nothing to end.
 * `refused`: the studio would not, and the message says why. `failed`: it tried and could not.
 */
export const remoteOutcomeSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), figures: remoteFiguresSchema.nullable() }),
  z.object({
    ok: z.literal(false),
    problem: z.enum(['notFound', 'wrongState', 'refused', 'failed']),
    message: z.string().max(300),
  }),
])
export type RemoteOutcome = z.infer<typeof remoteOutcomeSchema>

/** Ports below are the system's. */
const REMOTE_PORT_MIN = 1024

/** What the host decides about remote control; the password is not among it and is never kept. */
export const remoteSettingsSchema = z.object({
  enabled: z.boolean(),
  port: z.number().int().min(REMOTE_PORT_MIN).max(65_535),
  /** Whether other devices of the network may connect; this machine always may. */
  lan: z.boolean(),
  /** Whether a button may end the show. */
  mayEndShow: z.boolean(),
})
export type RemoteSettings = z.infer<typeof remoteSettingsSchema>

/** One connected control surface or program. */
const remoteClientSchema = z.object({
  id: z.string(),
  /** What it calls itself; null when it does not. */
  name: z.string().nullable(),
  address: z.string(),
  sinceMs: z.number().int(),
})
export type RemoteClient = z.infer<typeof remoteClientSchema>

/** Remote control as the host sees it. */
export const remoteControlSchema = z.object({
  settings: remoteSettingsSchema,
  hasPassword: z.boolean(),
  /** Why it is not reachable though it is switched on. */
  problem: z.enum(['portInUse', 'portForbidden', 'cannotListen', 'lanUnavailable']).nullable(),
  listening: z.boolean(),
  /** Addresses of this machine that other devices can enter, best first. */
  lanAddresses: z.array(z.string()),
  /** Those that gave the right password. */
  clients: z.array(remoteClientSchema),
})
export type RemoteControl = z.infer<typeof remoteControlSchema>
