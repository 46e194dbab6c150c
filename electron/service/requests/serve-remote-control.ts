import type { Request } from '#shared/protocol/up.ts'
import type { RemoteControlService } from '../remote-control/remote-control.ts'
import type { Served } from './serve-request.ts'

export type RemoteControlRequest = Extract<
  Request,
  { type: 'getRemoteControl' | 'saveRemoteControl' | 'renewRemoteControlPassword' | 'dropRemoteClient' }
>

/** What the host decides about remote control. @throws StorageError when the settings cannot be kept. */
export async function serveRemoteControl(
  request: RemoteControlRequest,
  remote: RemoteControlService,
): Promise<Served> {
  switch (request.type) {
    case 'saveRemoteControl':
      if (!(await remote.save(request.settings))) {
        return {
          ok: false,
          problem: 'invalid',
          message: 'remote control needs a password before it is switched on',
        }
      }
      return state(remote)
    case 'renewRemoteControlPassword':
      return { ok: true, body: { type: 'remoteControlPassword', password: remote.renewPassword() } }
    case 'dropRemoteClient':
      remote.drop(request.clientId)
      return state(remote)
    case 'getRemoteControl':
      return state(remote)
    default:
      return request satisfies never
  }
}

const state = (remote: RemoteControlService): Served => ({
  ok: true,
  body: { type: 'remoteControl', remoteControl: remote.current() },
})
