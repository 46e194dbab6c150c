import { z } from 'zod'

import type { CollectedRecording } from '#shared/protocol/collector.ts'
import type { Database } from '../storage/database.ts'
import { asStorable } from '../storage/event-lines.ts'

const recordingRow = z.object({
  recording_id: z.string(),
  studio_id: z.string(),
  file_name: z.string(),
  file_type: z.string(),
  bytes: z.number(),
  finished_ms: z.number().nullable(),
})

const idRow = z.object({ recording_id: z.string() })

const COLUMNS = `recording_id, studio_id, file_name, file_type, bytes,
  floor(extract(epoch from finished_at) * 1000)::bigint as finished_ms`

export interface NewRecording {
  readonly recordingId: string
  readonly studioId: string
  readonly sessionId: string
  readonly fileName: string
  readonly fileType: string
  readonly bytes: number
}

/** Whose the uploaded files are. The files themselves are kept by the tus server's store. */
export class RecordingStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async add(recording: NewRecording): Promise<void> {
    const { recordingId, studioId, sessionId, fileName, fileType, bytes } = recording
    await this.#database.run(
      `insert into recording (recording_id, studio_id, session_id, file_name, file_type, bytes)
       values ($1, $2, $3, $4, $5, $6)`,
      [recordingId, studioId, sessionId, asStorable(fileName), asStorable(fileType), bytes],
    )
  }

  /** The studio an upload belongs to, or null when there is no such upload. */
  async studioOf(recordingId: string): Promise<string | null> {
    const [row] = await this.#database.rows(
      recordingRow,
      `select ${COLUMNS} from recording where recording_id = $1`,
      [recordingId],
    )
    return row?.studio_id ?? null
  }

  async of(studioId: string, sessionId: string): Promise<CollectedRecording[]> {
    const rows = await this.#database.rows(
      recordingRow,
      `select ${COLUMNS} from recording where studio_id = $1 and session_id = $2 order by created_at, recording_id`,
      [studioId, sessionId],
    )
    return rows.map((row) => ({
      id: row.recording_id,
      fileName: row.file_name,
      fileType: row.file_type,
      bytes: row.bytes,
      finishedAtMs: row.finished_ms,
    }))
  }

  /** Marks a file as whole. Gives earlier uploads of the same file, which it replaces and whose rows are gone now. */
  async finish(recordingId: string): Promise<readonly string[]> {
    return this.#database.transaction(async (connection) => {
      const finished = await connection.run(
        'update recording set finished_at = now() where recording_id = $1 and finished_at is null',
        [recordingId],
      )
      if (finished === 0) return []
      const replaced = await connection.rows(
        idRow,
        `delete from recording as former using recording as now
         where now.recording_id = $1 and former.recording_id <> now.recording_id
           and former.studio_id = now.studio_id and former.session_id = now.session_id
           and former.file_name = now.file_name and former.created_at <= now.created_at
         returning former.recording_id`,
        [recordingId],
      )
      return replaced.map((row) => row.recording_id)
    })
  }

  async remove(recordingId: string): Promise<void> {
    await this.#database.run('delete from recording where recording_id = $1', [recordingId])
  }

  /** Takes the rows of uploads away that were begun so many days ago and never finished, and gives their ids. */
  async removeAbandoned(days: number): Promise<readonly string[]> {
    const rows = await this.#database.rows(
      idRow,
      `delete from recording where finished_at is null and created_at < now() - make_interval(days => $1)
       returning recording_id`,
      [days],
    )
    return rows.map((row) => row.recording_id)
  }
}
