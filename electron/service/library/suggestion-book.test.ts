import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Suggestion } from '#shared/domain/suggestions/suggestion.ts'
import type { SessionSummary } from '#shared/protocol/down.ts'
import { migrate } from '../storage/migrate.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { LIBRARY_SCHEMA } from './library-schema.ts'
import { openLibrary, type Library } from './library.ts'
import { COMING_SHOW } from './suggestion-checklist.ts'

const MADE = { rulesVersion: 1, reviewVersion: 1 }

function opened(file = join(tempFolder(), 'library.db')): Library {
  let nowMs = 1_000
  const { library } = openLibrary(file, { nowMs: () => nowMs++ })
  onTestFinished(library.close)
  return library
}

const lapsed = (lapses: number): Suggestion => ({
  kind: 'claimsLapsed',
  topic: 'claimsLapsed/xl',
  numbers: { name: '小林', claims: 10, lapsed: lapses, overTime: 2 },
  strength: 0.5,
  evidence: [{ type: 'moderator', moderatorId: 'xl' }],
})

const tuesday = (viewers: number): Suggestion => ({
  kind: 'slotKeepsMore',
  topic: 'slotKeepsMore/2-20',
  numbers: { weekday: 2, hour: 20, viewers, returned: viewers / 2, rate: 0.5, median: 0.2, slots: 4 },
  strength: 0.4,
  evidence: [{ type: 'slot', weekday: 2, hour: 20 }],
})

/** A show of the library that was suggested something after; `day` says in which order they were. */
function ended(library: Library, day: number, suggestions: readonly Suggestion[]): string {
  const sessionId = `s${day}`
  const summary: SessionSummary = {
    sessionId,
    title: `第 ${day} 场`,
    kind: 'show',
    phase: 'ended',
    createdAtMs: day,
    liveAtMs: day,
    endedAtMs: day,
    danmaku: 0,
    questions: 0,
    answered: 0,
    answeredInTime: 0,
    dismissed: 0,
  }
  library.sessions.upsert(summary)
  library.suggestions.keep({ sessionId, kind: 'show', fromMs: day }, MADE, suggestions)
  return sessionId
}

const idsOf = (library: Library, sessionId: string): string[] =>
  library.suggestions.ofSession(sessionId).map(({ suggestionId }) => suggestionId)

it('comes into a library of the version before, whose sessions stay', () => {
  const file = join(tempFolder(), 'library.db')
  const old = new Database(file)
  migrate(old, {
    ...LIBRARY_SCHEMA,
    migrations: LIBRARY_SCHEMA.migrations.filter(({ version }) => version < 80),
  })
  old.exec(`INSERT INTO session (session_id, file, title, kind, phase, created_at, danmaku, questions, answered,
      answered_in_time, dismissed)
    VALUES ('s1', 's1.db', '周二场', 'show', 'ended', 1, 0, 0, 0, 0, 0)`)
  old.close()
  const library = opened(file)
  expect(library.sessions.find('s1')?.title).toBe('周二场')
  expect(library.suggestions.madeBy('s1')).toBeNull()
  ended(library, 1, [lapsed(4)])
  expect(library.suggestions.madeBy('s1')).toEqual(MADE)
  expect(library.suggestions.across(10)).toMatchObject({ lastShow: { sessionId: 's1' }, suggestions: [{}] })
})

it('keeps decisions when the review is made anew, also of what is missing for a while', () => {
  const library = opened()
  const { suggestions: book } = library
  const show = ended(library, 1, [lapsed(4), tuesday(60)])
  const [first = '', second = ''] = idsOf(library, show)
  expect(book.decide(show, second, 'dismissed')).toMatchObject({ state: 'dismissed' })
  ended(library, 1, [lapsed(5)])
  expect(book.ofSession(show)).toMatchObject([
    { suggestionId: first, state: 'open', suggestion: { numbers: { lapsed: 5 } } },
  ])
  ended(library, 1, [tuesday(60), lapsed(5)])
  expect(book.ofSession(show)).toMatchObject([
    { suggestionId: second, state: 'dismissed' },
    { suggestionId: first, state: 'open' },
  ])
  expect(book.decide(show, second, 'open')).toMatchObject({ state: 'open', decidedAtMs: null })
  expect(book.decide(show, 'nothing', 'open')).toBeNull()
})

it('does not bring back what was dismissed until there is new evidence', () => {
  const library = opened()
  const { suggestions: book } = library
  const first = ended(library, 1, [tuesday(60), lapsed(4)])
  for (const suggestionId of idsOf(library, first)) book.decide(first, suggestionId, 'dismissed')
  const states = (sessionId: string) => book.ofSession(sessionId).map(({ state }) => state)
  expect(states(ended(library, 2, [tuesday(80), lapsed(4)]))).toEqual(['dismissed', 'open'])
  expect(states(ended(library, 3, [tuesday(120)]))).toEqual(['open'])
})

it('carries what was accepted to later shows, with the newest numbers, and takes it as accepted there', () => {
  const library = opened()
  const { suggestions: book } = library
  const first = ended(library, 1, [lapsed(4)])
  const [id = ''] = idsOf(library, first)
  expect(book.checklist.list('next')).toEqual([])
  book.decide(first, id, 'accepted')
  const second = ended(library, 2, [lapsed(6)])
  expect(book.ofSession(second)).toMatchObject([{ suggestionId: id, state: 'accepted' }])
  // An older show that is looked at later has older numbers.
  ended(library, 0, [lapsed(3)])
  expect(book.checklist.list('next')).toMatchObject([
    { entryId: id, sessionId: second, suggestion: { numbers: { lapsed: 6 } }, outcome: null, doneShows: 0 },
  ])
})

it('takes an acceptance back, and keeps the entry while another show has accepted it', () => {
  const library = opened()
  const { suggestions: book } = library
  const first = ended(library, 1, [lapsed(4)])
  const [id = ''] = idsOf(library, first)
  book.decide(first, id, 'accepted')
  const second = ended(library, 2, [lapsed(6)])
  book.decide(first, id, 'open')
  expect(book.checklist.list('next')).toHaveLength(1)
  book.decide(second, id, 'dismissed')
  expect(book.checklist.list('next')).toEqual([])
})

it('remembers ticks for each show, and settles what was done in three', () => {
  const library = opened()
  const { suggestions: book } = library
  const first = ended(library, 1, [lapsed(4)])
  const [id = ''] = idsOf(library, first)
  book.decide(first, id, 'accepted')
  expect(book.checklist.tick('nothing', 's2', 'done')).toBeNull()
  expect(book.checklist.tick(id, 's2', 'notThisTime')).toMatchObject({ outcome: 'notThisTime', doneShows: 0 })
  ended(library, 2, [])
  for (const day of [3, 4, 5]) {
    expect(book.checklist.tick(id, `s${day}`, 'done')).toMatchObject({ outcome: 'done', settled: false })
    ended(library, day, [])
  }
  expect(book.checklist.list('s6')).toMatchObject([{ doneShows: 3, settled: true, outcome: null }])
  // It happened again all the same: it is suggested again, and begins anew when it is accepted.
  const again = ended(library, 6, [lapsed(7)])
  expect(book.ofSession(again)).toMatchObject([{ state: 'open' }])
  book.decide(again, id, 'accepted')
  expect(book.checklist.list('s7')).toMatchObject([{ doneShows: 0, settled: false, sessionId: again }])
})

it('gives what was ticked for the coming show to the one that goes live', () => {
  const library = opened()
  const { suggestions: book } = library
  const first = ended(library, 1, [lapsed(4)])
  const [id = ''] = idsOf(library, first)
  book.decide(first, id, 'accepted')
  book.checklist.tick(id, COMING_SHOW, 'done')
  book.checklist.wentLive('s2')
  expect(book.checklist.list('s2')).toMatchObject([{ outcome: 'done' }])
  expect(book.checklist.list(COMING_SHOW)).toMatchObject([{ outcome: null, doneShows: 0 }])
  ended(library, 2, [])
  expect(book.checklist.list(COMING_SHOW)).toMatchObject([{ outcome: null, doneShows: 1 }])
})

it('takes a tick back, and does not count a show that never went live', () => {
  const library = opened()
  const { suggestions: book } = library
  const first = ended(library, 1, [lapsed(4)])
  const [id = ''] = idsOf(library, first)
  book.decide(first, id, 'accepted')
  book.checklist.tick(id, 's2', 'done')
  expect(book.checklist.tick(id, 's2', null)).toMatchObject({ outcome: null })
  book.checklist.tick(id, 'never', 'done')
  expect(book.checklist.list('s3')).toMatchObject([{ doneShows: 0 }])
})

it('tells of all shows what is open or accepted, newest show first, and of no rehearsal', () => {
  const library = opened()
  const { suggestions: book } = library
  const first = ended(library, 1, [lapsed(4)])
  const second = ended(library, 2, [tuesday(60), lapsed(5)])
  const [slot = ''] = idsOf(library, second)
  book.decide(second, slot, 'dismissed')
  book.keep({ sessionId: 'r', kind: 'rehearsal', fromMs: 9 }, MADE, [lapsed(9)])
  const { lastShow, suggestions } = book.across(10)
  expect(lastShow).toEqual({ sessionId: second, title: '第 2 场', liveAtMs: 2 })
  expect(suggestions.map(({ sessionId }) => sessionId)).toEqual([second, first])
})

it('takes a session that never went live for no show: what the last real one suggests stays in sight', () => {
  const library = opened()
  const { suggestions: book } = library
  const show = ended(library, 1, [lapsed(4)])
  const never = library.sessions.find(ended(library, 2, []))
  if (never) library.sessions.upsert({ ...never, liveAtMs: null })
  expect(book.across(10)).toMatchObject({ lastShow: { sessionId: show }, suggestions: [{ sessionId: show }] })
})
