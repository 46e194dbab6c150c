import type { SessionSummary } from '#shared/protocol/down.ts'
import { newestVersion } from '../storage/migrate.ts'
import { integrityProblems, openForInspection } from '../storage/open-database.ts'
import { messageOf, storageProblemOf } from '../storage/storage-error.ts'
import { problemList, type Problem } from '../storage/verification.ts'
import { LIBRARY_SCHEMA } from './library-schema.ts'
import { libraryOn } from './library.ts'

export interface LibraryVerification {
  readonly file: string
  readonly ok: boolean
  readonly problems: readonly Problem[]
  /** The sessions it lists, as far as they can be read. */
  readonly sessions: readonly SessionSummary[]
}

/** Checks `library.db` as a whole and reads its lists. Never changes the file; runs beside the service too. */
export function verifyLibrary(file: string): LibraryVerification {
  const problems = problemList()
  let sessions: SessionSummary[] = []
  const attempt = (action: () => void): void => {
    try {
      action()
    } catch (error) {
      const kind = storageProblemOf(error)
      if (kind === null) throw error
      problems.add(kind, null, messageOf(error))
    }
  }
  attempt(() => {
    const { db, version } = openForInspection(file, LIBRARY_SCHEMA)
    try {
      for (const message of integrityProblems(db, 'integrity_check')) problems.add('integrity', null, message)
      if (version < newestVersion(LIBRARY_SCHEMA)) return
      const library = libraryOn(db, Date.now)
      attempt(() => (sessions = library.sessions.list()))
      attempt(() => library.cannedReplies.list())
      attempt(() => library.scenes.get())
      attempt(() => library.products.list())
      attempt(() => library.policies.list())
      attempt(() => library.learnedReplies.list())
      attempt(() => library.runSheets.list())
      attempt(() => library.fans.tags(1))
      attempt(() => library.erasures.tasks())
      attempt(() => library.moderation.blockedWords())
      attempt(() => library.moderation.mutedViewers())
    } finally {
      db.close()
    }
  })
  return { file, ok: problems.count() === 0, problems: problems.list(), sessions }
}
