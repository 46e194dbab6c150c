import Database from 'better-sqlite3'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { createListeners } from '#shared/lib/listeners.ts'
import { EMPTY_STATE } from '#shared/domain/session/state.ts'
import { openLibrary, type Library } from '../library/library.ts'
import { erasePerson } from '../log/erase-person.ts'
import { openSessionLogReader } from '../log/log-reader.ts'
import { openSessionLogWriter } from '../log/log-writer.ts'
import { createdEntry, danmakuEntry } from '../log/testing/entries.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { createErasure, type Erasure, type ErasureOptions } from './erasure.ts'

const KEY = 'room:v-9f3a7c'

type Around = Pick<ErasureOptions, 'studio' | 'running'>

function studioWith(phase: 'preparing' | 'live' | 'ended', open: string) {
  const switches = createListeners<void>()
  let state = { ...EMPTY_STATE, phase, sessionId: open }
  const studio: Around = {
    studio: { onSwitch: switches.add, onCommit: () => () => undefined },
    running: () => state,
  }
  return {
    studio,
    goOn: (next: Partial<typeof state>) => {
      state = { ...state, ...next }
      switches.emit()
    },
  }
}

function aStudio(sessions: readonly string[]) {
  const folder = tempFolder()
  const sessionsDir = join(folder, 'sessions')
  for (const sessionId of sessions) {
    const log = openSessionLogWriter(join(sessionsDir, `${sessionId}.db`), { create: true })
    log.append([
      createdEntry(sessionId),
      danmakuEntry(2, { userId: KEY, userName: '王小梅', source: 'room' }),
    ])
    log.close()
  }
  const { library } = openLibrary(join(folder, 'library.db'))
  onTestFinished(library.close)
  library.fans.set(KEY, '王小梅', { tier: 'vip', privateDomain: true })
  return { sessionsDir, library, fanId: library.fans.byKey(KEY)?.fanId ?? '' }
}

const erasureOf = (around: Around, library: Library, sessionsDir: string): Erasure => {
  const erasure = createErasure({
    library,
    ...around,
    sessionsDir,
    logger: pino({ level: 'silent' }),
    onRewrite: () => undefined,
  })
  onTestFinished(() => erasure.close())
  return erasure
}

function namesIn(sessionsDir: string, sessionId: string): string {
  const log = openSessionLogReader(join(sessionsDir, `${sessionId}.db`))
  try {
    return String(Object(log.eventsAfter(1, 1)[0]?.body)['userName'])
  } finally {
    log.close()
  }
}

it('forgets in the library at once and in every closed log, then has nothing left to do', async () => {
  const { sessionsDir, library, fanId } = aStudio(['one', 'two'])
  library.moderation.mute(KEY, '王小梅')
  const erasure = erasureOf(studioWith('preparing', 'now').studio, library, sessionsDir)
  expect(erasure.forget(fanId)).toBe(true)
  expect([library.fans.byKey(KEY), library.fans.standing(KEY).tier]).toEqual([null, 'guest'])
  expect(library.moderation.mutedViewers()).toEqual([])
  await erasure.sweep()
  expect(['one', 'two'].map((id) => namesIn(sessionsDir, id))).toEqual([
    expect.stringMatching(/^\*{3}/),
    expect.stringMatching(/^\*{3}/),
  ])
  expect(erasure.state()).toEqual({ people: 0, logs: 0, problems: [] })
  expect(erasure.forget(fanId)).toBe(false)
})

it('keeps the orders of a person as the books of the shop, under a name that says nothing', async () => {
  const { sessionsDir, library, fanId } = aStudio(['one'])
  library.orders.record({
    orderId: 'o1',
    buyer: { source: 'room', userId: 'v-9f3a7c', name: '王小梅' },
    lines: [],
    amountFen: 39_900,
    refundedFen: 0,
    status: 'paid',
    placedAtMs: 5,
  })
  const erasure = erasureOf(studioWith('preparing', 'now').studio, library, sessionsDir)
  erasure.forget(fanId)
  await erasure.sweep()
  expect(library.orders.byId('o1')).toMatchObject({ amountFen: 39_900, buyer: { source: 'room' } })
  expect(JSON.stringify(library.orders.byId('o1'))).not.toMatch(/v-9f3a7c|王小梅/)
})

it('touches no log while a show is live, and the one that was open only when it is left', async () => {
  const { sessionsDir, library, fanId } = aStudio(['before', 'now'])
  const { studio, goOn } = studioWith('live', 'now')
  const erasure = erasureOf(studio, library, sessionsDir)
  erasure.forget(fanId)
  await erasure.sweep()
  expect(erasure.state()).toMatchObject({ people: 1, logs: 2 })
  expect(namesIn(sessionsDir, 'before')).toBe('王小梅')

  goOn({ phase: 'ended' })
  await erasure.sweep()
  expect(erasure.state()).toMatchObject({ people: 1, logs: 1 })
  expect([namesIn(sessionsDir, 'before'), namesIn(sessionsDir, 'now')]).toEqual([
    expect.stringMatching(/^\*{3}/),
    '王小梅',
  ])
  goOn({ phase: 'preparing', sessionId: 'next' })
  await erasure.sweep()
  expect(erasure.state().logs).toBe(0)
  expect(namesIn(sessionsDir, 'now')).toMatch(/^\*{3}/)
})

it('goes on after a crash between two logs, and between a log and the list', async () => {
  const { sessionsDir, library, fanId } = aStudio(['a', 'b', 'c'])
  const stopped = erasureOf(studioWith('live', 'now').studio, library, sessionsDir)
  stopped.forget(fanId)
  await stopped.close()
  // The first log was rewritten, and the power failed before the list heard of it.
  const [first] = library.erasures.tasks()
  await erasePerson(
    join(sessionsDir, 'a.db'),
    first?.person ?? { fanId: '', identities: [], names: [] },
    () => Promise.resolve(),
  )
  const pseudonym = namesIn(sessionsDir, 'a')
  expect(library.erasures.state().logs).toBe(3)

  const erasure = erasureOf(studioWith('preparing', 'now').studio, library, sessionsDir)
  await erasure.sweep()
  expect(erasure.state()).toEqual({ people: 0, logs: 0, problems: [] })
  expect(namesIn(sessionsDir, 'a')).toBe(pseudonym)
  expect(['b', 'c'].map((id) => namesIn(sessionsDir, id).slice(0, 3))).toEqual(['***', '***'])
})

it('says which log cannot be changed, keeps it on the list, and does the others', async () => {
  const { sessionsDir, library, fanId } = aStudio(['good'])
  writeFileSync(join(sessionsDir, 'ruined.db'), 'x'.repeat(5_000))
  const erasure = erasureOf(studioWith('preparing', 'now').studio, library, sessionsDir)
  erasure.forget(fanId)
  await erasure.sweep()
  expect(namesIn(sessionsDir, 'good')).toMatch(/^\*{3}/)
  expect(erasure.state()).toMatchObject({ people: 1, logs: 1, problems: [{ sessionId: 'ruined' }] })
})

it('goes past a log whose events are no JSON, and says so', async () => {
  const { sessionsDir, library, fanId } = aStudio(['bad', 'good'])
  const db = new Database(join(sessionsDir, 'bad.db'))
  db.exec(`DROP TRIGGER event_never_changes; UPDATE event SET body = '{"userId":"v-9f3a7c' WHERE seq = 2`)
  db.close()
  const erasure = erasureOf(studioWith('preparing', 'now').studio, library, sessionsDir)
  erasure.forget(fanId)
  await erasure.sweep()
  expect(namesIn(sessionsDir, 'good')).toMatch(/^\*{3}/)
  expect(erasure.state()).toMatchObject({ people: 1, logs: 1, problems: [{ sessionId: 'bad' }] })
})
