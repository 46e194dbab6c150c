import type { IMediaRecorderObserver, IRtcEngineEventHandler } from 'agora-electron-sdk'
import { agoraEventSchema } from '#shared/protocol/agora.ts'
import type { AgoraEvent } from '#shared/protocol/agora.ts'

type Listener = (event: AgoraEvent) => void

/**
 * Turns what the native side says into events of the studio. The SDK runs its handlers one after the other and a
 * throwing one stops the rest, so nothing here throws: neither what does not parse nor a listener of the page.
 */
export class AgoraEvents {
  readonly #listeners = new Set<Listener>()

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  clear(): void {
    this.#listeners.clear()
  }

  readonly handler: IRtcEngineEventHandler = {
    onLocalVideoStateChanged: (sourceType, state, reason) =>
      this.#tell({ type: 'localVideoState', sourceType, state, reason }),
    onFirstLocalVideoFrame: (sourceType, width, height) =>
      this.#tell({ type: 'firstLocalFrame', sourceType, width, height }),
    onVideoDeviceStateChanged: (deviceId, deviceType, state) =>
      this.#tell({ type: 'videoDeviceState', deviceId, deviceType, state }),
    onAudioDeviceStateChanged: (deviceId, deviceType, state) =>
      this.#tell({ type: 'audioDeviceState', deviceId, deviceType, state }),
    onLocalAudioStateChanged: (_connection, state, reason) =>
      this.#tell({ type: 'localAudioState', state, reason }),
    onAudioVolumeIndication: (_connection, speakers) => {
      // Remote speakers come in a call of their own; the local one is uid 0.
      const own = Array.isArray(speakers) ? speakers.find((speaker) => (speaker.uid ?? 0) === 0) : undefined
      if (own) this.#tell({ type: 'volume', volume: own.volume ?? 0, voice: own.vad === 1 })
    },
    onLocalVideoTranscoderError: (stream, error) =>
      this.#tell({
        type: 'compositionError',
        sourceType: stream.sourceType ?? -1,
        imageUrl: stream.imageUrl ?? '',
        error,
      }),
    onJoinChannelSuccess: (connection) => this.#tell({ type: 'joined', connection, again: false }),
    onRejoinChannelSuccess: (connection) => this.#tell({ type: 'joined', connection, again: true }),
    onLeaveChannel: () => this.#tell({ type: 'left' }),
    onConnectionStateChanged: (connection, state, reason) =>
      this.#tell({ type: 'connectionState', connection, state, reason }),
    onError: (code, message) => this.#tell({ type: 'error', code, message }),
    onRtcStats: (_connection, stats) => this.#tell({ type: 'rtcStats', stats }),
    onLocalVideoStats: (_connection, sourceType, stats) =>
      this.#tell({ type: 'localVideoStats', sourceType, stats }),
    onNetworkQuality: (_connection, uid, tx, rx) => this.#tell({ type: 'networkQuality', uid, tx, rx }),
    onTokenPrivilegeWillExpire: () => this.#tell({ type: 'tokenWillExpire' }),
    onRequestToken: () => this.#tell({ type: 'tokenWanted' }),
    onRenewTokenResult: (_connection, _token, code) => this.#tell({ type: 'tokenRenewed', code }),
    onClientRoleChangeFailed: (_connection, reason) => this.#tell({ type: 'roleRefused', reason }),
    onRtmpStreamingStateChanged: (url, state, reason) =>
      this.#tell({ type: 'pushState', url, state, reason }),
    onAudioMixingStateChanged: (state, reason) => this.#tell({ type: 'musicState', state, reason }),
    onLastmileProbeResult: (result) =>
      this.#tell({
        type: 'probeResult',
        state: result.state,
        rtt: result.rtt ?? 0,
        uplink: result.uplinkReport ?? {},
      }),
  }

  readonly recorder: IMediaRecorderObserver = {
    onRecorderStateChanged: (_channel, _uid, state, reason) =>
      this.#tell({ type: 'recorderState', state, reason }),
    onRecorderInfoUpdated: (_channel, _uid, info) =>
      this.#tell({ type: 'recorderInfo', durationMs: info.durationMs ?? 0, bytes: info.fileSize ?? 0 }),
  }

  #tell(said: { readonly type: AgoraEvent['type'] } & Readonly<Record<string, unknown>>): void {
    const parsed = agoraEventSchema.safeParse(said)
    const event: AgoraEvent = parsed.success ? parsed.data : { type: 'malformed', event: said.type }
    for (const listener of this.#listeners) {
      try {
        listener(event)
      } catch {
        // A page that trips over one event must not cost the others theirs.
      }
    }
  }
}
