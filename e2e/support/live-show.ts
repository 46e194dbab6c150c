import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { startStudio, type TestStudio } from './studio.ts'

/** A studio that is live, with the host and one moderator, 小林, speaking through sockets. */
export interface LiveShow {
  readonly studio: TestStudio
  readonly host: StaffClient
  readonly moderator: StaffClient
}

export async function startLiveShow(): Promise<LiveShow> {
  const studio = await startStudio()
  const host = await studio.staffSocket('host')
  const moderator = await studio.staffSocket('moderator', '小林')
  await host.command({ type: 'goLive' })
  return { studio, host, moderator }
}
