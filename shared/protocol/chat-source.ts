import { z } from 'zod'

/** The name of Agora Signaling in danmaku and viewer keys. */
export const AGORA_SIGNALING = 'agora'

/** Chat sources that the host window receives and hands on. */
export const outsideSourceSchema = z.enum([AGORA_SIGNALING])
export type OutsideSource = z.infer<typeof outsideSourceSchema>

/**
 * `connected` only while messages can flow; `stale` when the link looks alive but nothing proves that it delivers.
 * `idle`: not in use.
 */
export const sourceStateSchema = z.enum([
  'idle',
  'connecting',
  'connected',
  'reconnecting',
  'stale',
  'failed',
])
export type SourceState = z.infer<typeof sourceStateSchema>

/** Why a source does not deliver; each has its own words on the screen. */
export const sourceProblemSchema = z.enum([
  /** No answer in time: no network, or the way is blocked. */
  'noNetwork',
  'wrongAppId',
  'notEnabled',
  'tokenMissing',
  'tokenRefused',
  'tokenExpired',
  /** The token server did not give a token. */
  'tokenServer',
  'channelRefused',
  /** Somebody logged in with the same user id. */
  'kickedOut',
  'tooFrequent',
  /** The link broke and has not come back. */
  'lost',
  /** The link stands, and nothing comes through it. */
  'silent',
  /** The part that speaks with Agora could not be started. */
  'cannotStart',
  /** The host window that receives this source is closed. */
  'hostGone',
  'unknown',
])
export type SourceProblem = z.infer<typeof sourceProblemSchema>

/** Longest text on the wire: what is longer has been cut by the receiving side already. */
const WIRE_TEXT_MAX = 600

/** One message as the host window hands it on, cleaned there for the first time and in the service once more. */
export const outsideMessageSchema = z.object({
  sourceMessageId: z.string().min(1).max(256),
  userId: z.string().min(1).max(256),
  userName: z.string().max(256),
  text: z.string().min(1).max(WIRE_TEXT_MAX),
  sentAtMs: z.number().int().nonnegative(),
  marked: z.boolean().optional(),
})

export const outsideViewerSchema = z.object({
  userId: z.string().min(1).max(256),
  userName: z.string().max(256),
})
export type OutsideViewer = z.infer<typeof outsideViewerSchema>

export const INGEST_MAX = 200
export const PRESENCE_MAX = 200

/** Agora takes up to 64 of these characters in channel names and user ids. */
const AGORA_NAME = /^[a-zA-Z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]{1,64}$/

/** Plain http is for a token server on this very machine; names and passwords do not belong into an address. */
const TOKEN_SERVER =
  /^(?:https:\/\/[^\s/?#@]+|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?)(?:[/?#]\S*)?$/i
const tokenServerUrl = z.string().max(500).regex(TOKEN_SERVER)

/** How to reach one Signaling channel. The token itself is no setting: it is kept apart, or not at all. */
export const signalingSettingsSchema = z.object({
  enabled: z.boolean(),
  appId: z.string().regex(/^[0-9a-fA-F]{32}$/),
  channel: z
    .string()
    .regex(AGORA_NAME)
    .refine((name) => name.trim() !== ''),
  userId: z
    .string()
    .regex(AGORA_NAME)
    .refine((name) => name.trim() !== '' && name !== 'null'),
  tokenServerUrl: tokenServerUrl.nullable(),
})
export type SignalingSettings = z.infer<typeof signalingSettingsSchema>

/** What is set up of the outside sources; null: never. */
export const chatSourcesSchema = z.object({ signaling: signalingSettingsSchema.nullable() })
