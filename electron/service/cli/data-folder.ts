import { statSync } from 'node:fs'
import { join } from 'node:path'
import { SESSION_ID_PATTERN } from '../session/session-id.ts'

/** The folder given with `--data`, once it is known to be there. Throws an Error in words for the user. */
export function existingDataFolder(folder: string): string {
  const stats = statSync(folder, { throwIfNoEntry: false })
  if (stats === undefined) throw new Error(`there is no folder ${folder}`)
  if (!stats.isDirectory()) throw new Error(`${folder} is not a folder`)
  return folder
}

export const sessionsFolder = (dataFolder: string): string => join(dataFolder, 'sessions')

/** The log of a session. The id is checked first, so that nothing outside the folder can be named. */
export function sessionLogFile(dataFolder: string, sessionId: string): string {
  if (!SESSION_ID_PATTERN.test(sessionId)) {
    throw new Error(
      `${JSON.stringify(sessionId)} is not a session id; ids are letters a-z, digits and hyphens`,
    )
  }
  return join(sessionsFolder(dataFolder), `${sessionId}.db`)
}
