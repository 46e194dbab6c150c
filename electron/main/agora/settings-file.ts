import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { agoraSettingsSchema, NO_AGORA_SETTINGS } from '#shared/protocol/agora.ts'
import type { AgoraSettings } from '#shared/protocol/agora.ts'

/** What the seller set for Agora; nothing where nothing was set, or where the file cannot be read. */
export function readAgoraSettings(file: string): AgoraSettings {
  try {
    const parsed = agoraSettingsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.data : NO_AGORA_SETTINGS
  } catch {
    return NO_AGORA_SETTINGS
  }
}

/** Writes beside the file and renames, so that a power cut leaves the old settings or the new. */
export function writeAgoraSettings(file: string, settings: AgoraSettings): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}
