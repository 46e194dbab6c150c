import { join } from 'node:path'
import pino from 'pino'
import { expect, it, onTestFinished } from 'vitest'

import { NO_SYNC } from '#shared/domain/sync/sync-settings.ts'
import { systemClock } from '../clock.ts'
import { openLibrary } from '../library/library.ts'
import { openSessionLogWriter } from '../log/log-writer.ts'
import { createdEntry, danmakuEntries } from '../log/testing/entries.ts'
import { openStudio } from '../session/studio.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { createSync } from './sync.ts'
import { startFaultyCollector } from './testing/faulty-collector.ts'

const TOKEN = 'token-of-the-studio'

it('is done with a log that is shorter than it was when it was counted', async () => {
  const dataDir = tempFolder()
  const sessionsDir = join(dataDir, 'sessions')
  const collector = await startFaultyCollector(TOKEN)
  onTestFinished(collector.close)
  const { library } = openLibrary(join(dataDir, 'library.db'))
  onTestFinished(library.close)
  const logger = pino({ level: 'silent' })
  const studio = await openStudio({
    dataDir,
    library,
    clock: systemClock,
    random: Math.random,
    logger,
    defaultTitle: '',
    language: 'zh-CN',
  })
  onTestFinished(() => void studio.close())
  // Its end was lost and what was left of it salvaged.
  const log = openSessionLogWriter(join(sessionsDir, 'show.db'), { create: true })
  log.append([createdEntry('show'), ...danmakuEntries(2, 9)])
  log.close()
  library.sync.keepLength('show', 100)
  library.sessions.upsert({
    sessionId: 'show',
    title: '周二场',
    kind: 'show',
    phase: 'ended',
    createdAtMs: 1,
    liveAtMs: 2,
    endedAtMs: 3,
    danmaku: 9,
    questions: 0,
    answered: 0,
    answeredInTime: 0,
    dismissed: 0,
  })
  const sync = createSync({
    library,
    studio,
    sessionsDir,
    clock: systemClock,
    random: Math.random,
    logger,
    onStatus: () => undefined,
  })
  onTestFinished(sync.close)
  sync.save({ ...NO_SYNC, url: collector.url })
  expect(sync.status().unsynced).toBe(100)
  sync.holdToken(collector.url, TOKEN)
  await expect.poll(() => collector.highest('show')).toBe(9)
  await expect.poll(sync.status).toMatchObject({ state: 'idle', unsynced: 0, trouble: null })
})
