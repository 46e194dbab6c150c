import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { dataDirectory } from '../data-dir.ts'
import { verifyLibrary } from '../library/verify-library.ts'
import { verifySessionLog, type LogVerification } from '../log/verify.ts'
import { existingDataFolder, sessionsFolder } from './data-folder.ts'

/** `huitou verify`: reads the library and every session log; exit code 1 when anything is wrong. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('check the library and every session log; changes nothing')
    .option('--data <dir>', 'folder of the library and the session logs', dataDirectory())
    .action((options: { readonly data: string }) => {
      if (!verify(existingDataFolder(options.data))) process.exitCode = 1
    })
}

/** Prints a line on each file to standard error, then the whole result as one line of JSON to standard output. */
function verify(folder: string): boolean {
  const libraryFile = join(folder, 'library.db')
  const library = existsSync(libraryFile) ? verifyLibrary(libraryFile) : null
  if (library !== null) report('library', library.ok, library.problems)

  const listed = library?.sessions.map((session) => session.sessionId) ?? []
  const sessionIds = new Set([...logsIn(folder), ...listed].toSorted())
  const sessions = [...sessionIds].map((sessionId) => {
    const result: LogVerification = verifySessionLog(join(sessionsFolder(folder), `${sessionId}.db`))
    report(`session ${sessionId}, ${result.events} events`, result.ok, result.problems)
    return { sessionId, ...result }
  })
  if (library === null && sessions.length === 0) console.error(`${folder} holds no library and no session`)

  const ok = (library?.ok ?? true) && sessions.every((session) => session.ok)
  const libraryResult =
    library === null ? null : { file: library.file, ok: library.ok, problems: library.problems }
  process.stdout.write(`${JSON.stringify({ ok, library: libraryResult, sessions })}\n`)
  return ok
}

function logsIn(folder: string): string[] {
  const sessions = sessionsFolder(folder)
  if (!existsSync(sessions)) return []
  return readdirSync(sessions)
    .filter((name) => name.endsWith('.db'))
    .map((name) => name.slice(0, -'.db'.length))
}

function report(what: string, ok: boolean, problems: LogVerification['problems']): void {
  console.error(`${what}: ${ok ? 'ok' : 'NOT OK'}`)
  for (const { kind, seq, message } of problems) {
    console.error(`  ${kind}${seq === null ? '' : ` at ${seq}`}: ${message}`)
  }
}
