import { z } from 'zod'

/**
 * What crosses the context bridge between the host page and the Agora SDK in its preload: plain data, numbers the SDK
 * itself uses, and callbacks. Facts about calls and events: agora-electron-sdk 4.6.2, its shipped types.
 */

export const AGORA_CAMERA_SLOTS = [1, 2, 3, 4] as const
export type AgoraCameraSlot = (typeof AGORA_CAMERA_SLOTS)[number]

/** VideoSourceType of the SDK, as far as the studio uses it. */
export const AGORA_SOURCE = {
  camera: { 1: 0, 2: 1, 3: 11, 4: 12 },
  screen: 2,
  image: { png: 6, jpeg: 7 },
  transcoded: 10,
} as const

/** What a call of the SDK answers: 0 = done, negative = `-ErrorCodeType`. */
export type AgoraCode = number

/** Why the native engine is not to be had; each has its sentence for the seller. */
export type AgoraAbsence = 'notEnabled' | 'notSetUp' | 'unsupportedSystem' | 'nativesMissing' | 'sdkBroken'

export type AgoraAvailability =
  | { readonly available: true; readonly version: string }
  /** `reason` is English, for the log and the technician; `why` chooses the sentence for the seller. */
  | {
      readonly available: false
      readonly why: AgoraAbsence
      readonly reason: string
    }

export interface AgoraDevice {
  readonly deviceId: string
  readonly deviceName: string
}

export interface AgoraCameraFormat {
  readonly deviceId: string
  /** In px. */
  readonly width: number
  readonly height: number
  readonly framesPerSecond: number
}

export interface AgoraScreen {
  readonly kind: 'screen' | 'window'
  readonly sourceId: number
  readonly name: string
}

/** One picture of the composition, in px of the composed picture; the picture is stretched onto its rectangle. */
export interface AgoraCompositionInput {
  readonly sourceType: number
  /** Only with an image source: a path `writeImage` gave. */
  readonly imageUrl?: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** 0 to 100, higher is nearer. */
  readonly zOrder: number
  readonly alpha: number
  readonly mirror: boolean
}

/** The SDK's LocalTranscoderConfiguration, with what the studio leaves to it left out. */
export interface AgoraComposition {
  readonly streamCount: number
  readonly videoInputStreams: readonly AgoraCompositionInput[]
  readonly videoOutputConfiguration: {
    readonly dimensions: { readonly width: number; readonly height: number }
    readonly frameRate: number
    /** In kbit/s. */
    readonly bitrate: number
    /** 0 = follows the picture's shape. */
    readonly orientationMode: 0
  }
  readonly syncWithPrimaryCamera: boolean
}

export type AgoraViewSource = 'program' | 'screen' | AgoraCameraSlot

export interface AgoraEnhancement {
  /** Linear, 0 to 1. */
  readonly smooth: number
  readonly whiten: number
  readonly lowLight: boolean
  readonly denoise: boolean
  readonly color: boolean
  readonly background: 'none' | 'blur'
}

export interface AgoraJoin {
  readonly token: string
  readonly channel: string
  readonly uid: number
  readonly audioDelayMs: number
}

/** What Agora takes for the name of a channel. */
const channelNameSchema = z.string().regex(/^[\x20-\x7e]{1,64}$/)

export const agoraTokenRequestSchema = z.object({
  channel: channelNameSchema,
  uid: z.number().int().min(0).max(4_294_967_295),
})
export type AgoraTokenRequest = z.infer<typeof agoraTokenRequestSchema>

/** `detail` is English, for the log; it holds neither token nor certificate nor address. */
export type AgoraTokenAnswer =
  | { readonly ok: true; readonly token: string }
  | {
      readonly ok: false
      readonly reason:
        | 'notSetUp'
        | 'noCertificate'
        | 'badRequest'
        | 'refused'
        | 'serverFailed'
        | 'unreachable'
        | 'answerUnusable'
      readonly detail: string
    }

const whole = z.number().int()
const optional = z.number().optional().default(0)
const channelOf = z.object({ channelId: z.string().optional().default(''), localUid: optional })

/**
 * The events of the SDK the studio listens to. The preload parses the native side's arguments by these schemas before
 * anything crosses the bridge; an event that does not fit is dropped and told as `malformed`.
 */
export const agoraEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('localVideoState'), sourceType: whole, state: whole, reason: whole }),
  z.object({ type: z.literal('firstLocalFrame'), sourceType: whole, width: z.number(), height: z.number() }),
  z.object({ type: z.literal('videoDeviceState'), deviceId: z.string(), deviceType: whole, state: whole }),
  z.object({ type: z.literal('audioDeviceState'), deviceId: z.string(), deviceType: whole, state: whole }),
  z.object({ type: z.literal('localAudioState'), state: whole, reason: whole }),
  /** The local user's loudness and whether that is a voice; 0 to 255. */
  z.object({ type: z.literal('volume'), volume: z.number(), voice: z.boolean() }),
  z.object({ type: z.literal('compositionError'), sourceType: whole, imageUrl: z.string(), error: whole }),
  z.object({ type: z.literal('joined'), connection: channelOf, again: z.boolean() }),
  z.object({ type: z.literal('left') }),
  z.object({ type: z.literal('connectionState'), connection: channelOf, state: whole, reason: whole }),
  z.object({ type: z.literal('error'), code: whole, message: z.string() }),
  z.object({
    type: z.literal('rtcStats'),
    stats: z.object({
      txVideoKBitRate: optional,
      txAudioKBitRate: optional,
      /** Per cent. */
      txPacketLossRate: optional,
      gatewayRtt: optional,
      lastmileDelay: optional,
    }),
  }),
  z.object({
    type: z.literal('localVideoStats'),
    sourceType: whole,
    stats: z.object({
      sentBitrate: optional,
      sentFrameRate: optional,
      captureFrameRate: optional,
      encoderOutputFrameRate: optional,
      encodedFrameCount: optional,
      txPacketLossRate: optional,
    }),
  }),
  z.object({ type: z.literal('networkQuality'), uid: whole, tx: whole, rx: whole }),
  z.object({ type: z.literal('tokenWillExpire') }),
  /** It has expired already. */
  z.object({ type: z.literal('tokenWanted') }),
  z.object({ type: z.literal('tokenRenewed'), code: whole }),
  z.object({ type: z.literal('roleRefused'), reason: whole }),
  z.object({ type: z.literal('pushState'), url: z.string(), state: whole, reason: whole }),
  z.object({ type: z.literal('recorderState'), state: whole, reason: whole }),
  z.object({ type: z.literal('recorderInfo'), durationMs: z.number(), bytes: z.number() }),
  z.object({ type: z.literal('musicState'), state: whole, reason: whole }),
  z.object({
    type: z.literal('probeResult'),
    state: whole,
    rtt: z.number(),
    uplink: z.object({ packetLossRate: optional, jitter: optional, availableBandwidth: optional }),
  }),
  z.object({ type: z.literal('malformed'), event: z.string() }),
])
export type AgoraEvent = z.infer<typeof agoraEventSchema>

/**
 * The whole of what a page may do with the SDK. Every call answers at once, as the SDK does; what follows comes as an
 * event. Nothing throws. `Container` is a DOM element; this folder knows no DOM.
 */
export interface AgoraApi<Container> {
  /** Loads the SDK on the first call. */
  availability(): AgoraAvailability
  /** One engine per process: starting a running one with the same App ID does nothing and answers 0. */
  start(appId: string): AgoraCode
  /** Lets everything go, also the temporary files. Harmless when nothing runs. */
  release(): void
  subscribe(listener: (event: AgoraEvent) => void): () => void

  cameras(): readonly AgoraDevice[]
  microphones(): readonly AgoraDevice[]
  openCamera(slot: AgoraCameraSlot, format: AgoraCameraFormat): AgoraCode
  closeCamera(slot: AgoraCameraSlot): AgoraCode
  screens(): readonly AgoraScreen[]
  openScreen(screen: AgoraScreen, framesPerSecond: number): AgoraCode
  closeScreen(): AgoraCode

  /** Writes a PNG into the engine's temporary folder; null where that fails. The name is the content's own. */
  writeImage(png: Uint8Array): string | null
  removeImage(imageUrl: string): void
  startComposition(composition: AgoraComposition): AgoraCode
  updateComposition(composition: AgoraComposition): AgoraCode
  stopComposition(): AgoraCode
  /** Shows a source inside a container, at 30 frames a second. Any number of times per source; idempotent. */
  attachView(source: AgoraViewSource, container: Container, mirror: boolean): AgoraCode
  detachView(container: Container): void

  openMicrophone(deviceId: string): AgoraCode
  closeMicrophone(): AgoraCode
  /** Per cent of the recorded loudness, 0 to 400. */
  setMicrophoneVolume(percent: number): AgoraCode
  setMicrophoneMuted(muted: boolean): AgoraCode
  setNoiseSuppression(enabled: boolean): AgoraCode
  /** Measures the microphone outside a channel, where the SDK else tells no `volume`. Off before one is joined. */
  meterMicrophone(on: boolean): AgoraCode
  /** Plays the sound file over and over, in place of what played. */
  startMusic(name: string, file: Uint8Array): AgoraCode
  pauseMusic(paused: boolean): AgoraCode
  stopMusic(): AgoraCode
  /** Per cent, 0 to 100, for the channel. */
  setMusicVolume(percent: number): AgoraCode
  /** Whether it is heard on this machine, too. */
  setMusicMonitor(on: boolean): AgoraCode
  /** In ms; negative while nothing plays. */
  musicDurationMs(): number

  /** For cameras 1 and 2: the SDK has no source value for 3 and 4. */
  enhance(slot: 1 | 2, enhancement: AgoraEnhancement): AgoraCode

  startProbe(expectedKbps: number): AgoraCode
  stopProbe(): AgoraCode
  startEchoTest(token: string, channel: string): AgoraCode
  stopEchoTest(): AgoraCode

  join(join: AgoraJoin): AgoraCode
  leave(): AgoraCode
  renewToken(token: string): AgoraCode
  setAudioDelay(ms: number): AgoraCode
  startPush(url: string): AgoraCode
  stopPush(url: string): AgoraCode
  /** A stream for small messages; negative where it was refused. It dies when the channel is left. */
  openDataStream(): number
  /** At most 1 KB of UTF-8. */
  sendData(streamId: number, text: string): AgoraCode
  /** Inside the video stream (SEI), at most 1 KB of UTF-8. */
  sendMetadata(text: string): AgoraCode

  /** Records the composed picture and the sound of this machine into a temporary file. `joined`: null outside a channel. */
  startRecording(
    joined: { readonly channel: string; readonly uid: number } | null,
    size: { readonly width: number; readonly height: number },
  ): AgoraCode
  stopRecording(): AgoraCode
  /** The recorded file, `length` bytes from `offset`; empty at its end. Rejects when it cannot be read. */
  readRecording(offset: number, length: number): Promise<Uint8Array>
  /** Ends with the recorder; its file is removed unless it is to be kept. */
  discardRecording(keepFile: boolean): Promise<void>
}

/** What the seller set for Agora. Nothing here is secret. */
export const agoraSettingsSchema = z.object({
  enabled: z.boolean(),
  appId: z
    .string()
    .regex(/^[0-9a-f]{32}$/i)
    .or(z.literal('')),
  channel: channelNameSchema.or(z.literal('')),
  uid: z.number().int().min(1).max(4_294_967_295),
  /** Empty: tokens for trials are made on this machine. */
  tokenServerUrl: z.url({ protocol: /^https?$/ }).or(z.literal('')),
})
export type AgoraSettings = z.infer<typeof agoraSettingsSchema>

export const NO_AGORA_SETTINGS: AgoraSettings = {
  enabled: false,
  appId: '',
  channel: '',
  uid: 1,
  tokenServerUrl: '',
}

/** What the shell keeps for Agora, beside the engine itself. */
export interface AgoraShellApi {
  readonly settings: () => Promise<AgoraSettings>
  /** Takes effect at the next start of the studio. */
  readonly saveSettings: (settings: AgoraSettings) => Promise<void>
  readonly trialCertificate: () => Promise<'none' | 'stored'>
  /** The user picks a text file with the certificate; only the shell reads it, and keeps it encrypted. */
  readonly importTrialCertificate: () => Promise<
    'stored' | 'cancelled' | 'notACertificate' | 'noSecureStorage'
  >
  readonly forgetTrialCertificate: () => Promise<void>
  /** From the seller's token server; without one, made from the trial certificate. */
  readonly token: (request: AgoraTokenRequest) => Promise<AgoraTokenAnswer>
  /** Whether this window was made for the native engine. What the engine itself says comes from its own API. */
  readonly availability: () => Promise<AgoraAvailability>
}
