import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { LogError, withLogErrors } from '../log/log-error.ts'
import { openSessionLogReader } from '../log/log-reader.ts'
import { recoverState } from '../session/recover.ts'
import { SESSION_ID_PATTERN } from '../session/session-id.ts'
import { summaryOf } from '../session/summary.ts'
import type { SessionList } from './session-list.ts'

export interface AdoptedSessions {
  /** Ids now in the list, oldest file name first. */
  readonly adopted: readonly string[]
  /** Logs that cannot be read and stay out of the list. */
  readonly unreadable: readonly { readonly sessionId: string; readonly reason: LogError }[]
}

/**
 * Puts every session into the list whose log lies in the folder and that the list does not know: after a damaged
 * library was replaced by a fresh one, the shows of before are there again, and so is one that is not over yet.
 * Logs without a first event hold nothing and are passed over.
 */
export function adoptSessions(sessions: SessionList, sessionsDir: string): AdoptedSessions {
  const known = new Set(sessions.list().map((session) => session.sessionId))
  const adopted: string[] = []
  const unreadable: { sessionId: string; reason: LogError }[] = []
  for (const sessionId of logsIn(sessionsDir)) {
    if (known.has(sessionId)) continue
    try {
      if (adopt(sessions, join(sessionsDir, `${sessionId}.db`), sessionId)) adopted.push(sessionId)
    } catch (error) {
      if (!(error instanceof LogError)) throw error
      unreadable.push({ sessionId, reason: error })
    }
  }
  return { adopted, unreadable }
}

function logsIn(sessionsDir: string): string[] {
  return readdirSync(sessionsDir)
    .filter((name) => name.endsWith('.db'))
    .map((name) => name.slice(0, -'.db'.length))
    .filter((sessionId) => SESSION_ID_PATTERN.test(sessionId))
    .toSorted()
}

function adopt(sessions: SessionList, file: string, sessionId: string): boolean {
  const log = openSessionLogReader(file)
  try {
    const state = withLogErrors(file, () => recoverState(log))
    if (state.sessionId !== sessionId) return false
    sessions.upsert(summaryOf(state))
    return true
  } finally {
    log.close()
  }
}
