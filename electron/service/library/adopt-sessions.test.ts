import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openSessionLogWriter } from '../log/log-writer.ts'
import { createdEntry, danmakuEntries } from '../log/testing/entries.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { adoptSessions } from './adopt-sessions.ts'
import { openLibrary } from './library.ts'

it('finds the shows of before in a fresh library, and leaves alone what it cannot read', () => {
  const folder = tempFolder()
  const sessionsDir = join(folder, 'sessions')
  for (const sessionId of ['monday', 'tuesday']) {
    const log = openSessionLogWriter(join(sessionsDir, `${sessionId}.db`), { create: true })
    log.append([createdEntry(sessionId), ...danmakuEntries(2, 20)])
    log.close()
  }
  openSessionLogWriter(join(sessionsDir, 'never-begun.db'), { create: true }).close()
  writeFileSync(join(sessionsDir, 'ruined.db'), 'x'.repeat(5_000))
  writeFileSync(join(sessionsDir, 'Notes of mine.db'), 'x')
  writeFileSync(join(sessionsDir, 'monday.webm'), 'x')

  const { library } = openLibrary(join(folder, 'library.db'))
  onTestFinished(library.close)
  const first = adoptSessions(library.sessions, sessionsDir)
  expect(first.adopted).toEqual(['monday', 'tuesday'])
  expect(first.unreadable.map(({ sessionId, reason }) => [sessionId, reason.kind])).toEqual([
    ['ruined', 'damaged'],
  ])
  expect(library.sessions.find('monday')).toMatchObject({ title: '周二场', phase: 'preparing', danmaku: 19 })
  expect(library.sessions.unfinished()).not.toBeNull()
  expect(adoptSessions(library.sessions, sessionsDir).adopted).toEqual([])
})
