import { Command } from 'commander'
import type { RawEvent } from '#shared/domain/session/event.ts'
import { dataDirectory } from '../data-dir.ts'
import { LogError } from '../log/log-error.ts'
import { openSessionLogReader } from '../log/log-reader.ts'
import type { SessionLogReader } from '../log/log-types.ts'
import { existingDataFolder, sessionLogFile } from './data-folder.ts'
import { writeLines } from './output.ts'

/** `huitou log`: every event of a session in order, one JSON object a line. */
export function logCommand(): Command {
  return new Command('log')
    .description('print the events of a session as JSON lines')
    .argument('<session>', 'session id: the name of a file in sessions/, without .db')
    .option('--data <dir>', 'folder of the library and the session logs', dataDirectory())
    .action(printLog)
}

async function printLog(sessionId: string, options: { readonly data: string }): Promise<void> {
  const folder = existingDataFolder(options.data)
  const log = openLog(sessionLogFile(folder, sessionId), sessionId, folder)
  try {
    await writeLines(jsonLines(log.iterate()))
  } finally {
    log.close()
  }
}

function openLog(file: string, sessionId: string, folder: string): SessionLogReader {
  try {
    return openSessionLogReader(file)
  } catch (error) {
    if (error instanceof LogError && error.kind === 'missing') {
      throw new Error(`there is no session ${sessionId} in ${folder}`, { cause: error })
    }
    throw error
  }
}

function* jsonLines(events: Iterable<RawEvent>): Generator<string> {
  for (const event of events) yield JSON.stringify(event)
}
