import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

import {
  parseDanmakuLine,
  rehearsalRoomSchema,
  type DanmakuLine,
  type RehearsalRoom,
} from '#shared/domain/rehearsal/room.ts'

export interface Recording {
  readonly room: RehearsalRoom
  readonly lines: readonly DanmakuLine[]
}

/**
 * The recorded rooms shipped with the studio, from `<resources>/rehearsal/rooms.json` and the files beside it.
 * Throws when one is malformed: they are part of the product, not of anyone's data.
 */
export function readRehearsalRooms(resourcesDir: string): readonly Recording[] {
  const folder = join(resourcesDir, 'rehearsal')
  const rooms = z
    .array(rehearsalRoomSchema)
    .parse(JSON.parse(readFileSync(join(folder, 'rooms.json'), 'utf8')))
  return rooms.map((room) => ({ room, lines: readRecording(join(folder, room.file)) }))
}

function readRecording(file: string): readonly DanmakuLine[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  return lines.map((line, index) => {
    const parsed = parseDanmakuLine(line)
    if (!parsed.ok) throw new Error(`${file}:${index + 1}: ${parsed.reason}`)
    return parsed.value
  })
}
