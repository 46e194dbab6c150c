/**
 * Names and numbers of the obs-websocket 5.x protocol (github.com/obsproject/obs-websocket,
 * docs/generated/protocol.md), RPC version 1, as far as the studio speaks it.
 */

export const RPC_VERSION = 1
/** What the answers of this server are compatible with; clients look at both before they trust a feature. */
export const OBS_VERSION = '30.2.3'
export const OBS_WEBSOCKET_VERSION = '5.5.4'

export const OP = {
  hello: 0,
  identify: 1,
  identified: 2,
  reidentify: 3,
  event: 5,
  request: 6,
  requestResponse: 7,
  requestBatch: 8,
  requestBatchResponse: 9,
} as const

/** WebSocketCloseCode of the protocol; the last three, which it does not have, are those of WebSocket itself. */
export const CLOSE = {
  messageDecodeError: 4002,
  missingDataField: 4003,
  invalidDataFieldType: 4004,
  invalidDataFieldValue: 4005,
  unknownOpCode: 4006,
  notIdentified: 4007,
  alreadyIdentified: 4008,
  authenticationFailed: 4009,
  unsupportedRpcVersion: 4010,
  sessionInvalidated: 4011,
  tooFast: 1008,
  goingAway: 1001,
  full: 1013,
} as const
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE]

/** RequestStatus of the protocol. */
export const STATUS = {
  success: 100,
  missingRequestType: 203,
  unknownRequestType: 204,
  genericError: 205,
  unsupportedBatchExecution: 206,
  notReady: 207,
  missingField: 300,
  missingData: 301,
  invalidField: 400,
  invalidFieldType: 401,
  fieldOutOfRange: 402,
  fieldEmpty: 403,
  tooManyFields: 404,
  outputRunning: 500,
  outputNotRunning: 501,
  notFound: 600,
  invalidResourceState: 604,
  notConfigurable: 606,
  actionFailed: 701,
  processingFailed: 702,
} as const
export type Status = (typeof STATUS)[keyof typeof STATUS]

/** EventSubscription of the protocol: bits of what a client wants to hear. */
export const SUBSCRIPTION = {
  general: 1 << 0,
  config: 1 << 1,
  scenes: 1 << 2,
  inputs: 1 << 3,
  transitions: 1 << 4,
  outputs: 1 << 6,
  ui: 1 << 10,
  /** High volume: only when asked for by name. */
  inputVolumeMeters: 1 << 16,
} as const
export type Subscription = (typeof SUBSCRIPTION)[keyof typeof SUBSCRIPTION]

/** All categories but those of high volume: what a client gets that does not say. */
export const SUBSCRIPTION_ALL = (1 << 12) - 1

/** RequestBatchExecutionType: in order at once, or in step with frames; a third, in parallel, is not offered. */
export const BATCH_SERIAL_REALTIME = 0
export const BATCH_SERIAL_FRAME = 1
export const BATCH_PARALLEL = 2

export type ObsData = Readonly<Record<string, unknown>>

export interface ObsEvent {
  readonly type: string
  readonly intent: Subscription
  readonly data?: ObsData
}

export interface RequestResult {
  readonly code: Status
  readonly comment?: string
  readonly data?: ObsData
}
