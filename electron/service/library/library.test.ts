import Database from 'better-sqlite3'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { GUEST } from '#shared/domain/fans/tier.ts'
import type { CannedReply } from '#shared/domain/replies/canned-reply.ts'
import type { SessionSummary } from '#shared/protocol/down.ts'
import { migrate } from '../storage/migrate.ts'
import { fingerprint, overwrite } from '../storage/testing/damage.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { LIBRARY_SCHEMA } from './library-schema.ts'
import { openLibrary, type Library, type OpenedLibrary } from './library.ts'
import { verifyLibrary } from './verify-library.ts'

const libraryFile = (): string => join(tempFolder(), 'data', 'library.db')

function opened(file: string, nowMs: () => number = () => 1_000): OpenedLibrary {
  const result = openLibrary(file, { nowMs })
  onTestFinished(() => result.library.close())
  return result
}

/** Runs `fill` on the library of `file`, closes it, opens it again. */
function afterRestart(fill: (library: Library) => void): Library {
  const file = libraryFile()
  const before = opened(file).library
  fill(before)
  before.close()
  return opened(file).library
}

const summary = (sessionId: string, rest: Partial<SessionSummary> = {}): SessionSummary => ({
  sessionId,
  title: `场次 ${sessionId}`,
  kind: 'show',
  phase: 'ended',
  createdAtMs: 1_000,
  liveAtMs: 2_000,
  endedAtMs: 3_000,
  danmaku: 10,
  questions: 4,
  answered: 3,
  answeredInTime: 2,
  dismissed: 1,
  ...rest,
})

const reply = (id: string, rest: Partial<CannedReply> = {}): CannedReply => ({
  id,
  title: `标题 ${id}`,
  text: '{viewer} 您好',
  intent: 'size',
  shortcut: null,
  ...rest,
})

describe('the list of sessions', () => {
  it('holds the last summary of each, newest first', () => {
    const { sessions } = afterRestart((library) => {
      library.sessions.upsert(summary('a', { createdAtMs: 1 }))
      library.sessions.upsert(
        summary('b', { createdAtMs: 3, kind: 'rehearsal', liveAtMs: null, endedAtMs: null }),
      )
      library.sessions.upsert(summary('c', { createdAtMs: 2 }))
      library.sessions.upsert(summary('a', { createdAtMs: 1, title: '改名', danmaku: 99 }))
    })
    expect(sessions.list().map((session) => session.sessionId)).toEqual(['b', 'c', 'a'])
    expect(sessions.find('a')).toEqual(summary('a', { createdAtMs: 1, title: '改名', danmaku: 99 }))
    expect(sessions.find('nobody')).toBeNull()
  })

  it('tells which is the newest one that has not ended', () => {
    const { sessions } = opened(libraryFile()).library
    expect(sessions.unfinished()).toBeNull()
    sessions.upsert(summary('old', { createdAtMs: 1, phase: 'live' }))
    sessions.upsert(summary('new', { createdAtMs: 2, phase: 'preparing' }))
    sessions.upsert(summary('done', { createdAtMs: 3 }))
    expect(sessions.unfinished()?.sessionId).toBe('new')
    sessions.upsert(summary('new', { createdAtMs: 2 }))
    expect(sessions.unfinished()?.sessionId).toBe('old')
  })
})

describe('canned replies', () => {
  it('keep what was saved, those with a digit first', () => {
    const { cannedReplies } = afterRestart((library) => {
      library.cannedReplies.save(reply('plain'))
      library.cannedReplies.save(reply('two', { shortcut: '2', updatedAtMs: 77 }))
      library.cannedReplies.save(reply('one', { shortcut: '1' }))
      library.cannedReplies.save(reply('gone'))
      library.cannedReplies.save(reply('plain', { text: '改过' }))
      library.cannedReplies.remove('gone')
    })
    expect(cannedReplies.list()).toEqual([
      reply('one', { shortcut: '1' }),
      reply('two', { shortcut: '2', updatedAtMs: 77 }),
      reply('plain', { text: '改过' }),
    ])
  })

  it('give a digit to the reply saved last', () => {
    const { cannedReplies } = opened(libraryFile()).library
    cannedReplies.save(reply('a', { shortcut: '1' }))
    cannedReplies.save(reply('b', { shortcut: '1' }))
    expect(cannedReplies.list()).toEqual([reply('b', { shortcut: '1' }), reply('a')])
    cannedReplies.save(reply('b', { shortcut: '1', title: '同一个' }))
    expect(cannedReplies.list()[0]).toEqual(reply('b', { shortcut: '1', title: '同一个' }))
  })

  it('get the defaults once, in their order, and never over what a team made of them', () => {
    const defaults = [reply('x'), reply('y'), reply('z')]
    const { cannedReplies } = afterRestart((library) => {
      library.cannedReplies.seed(defaults)
      expect(library.cannedReplies.list()).toEqual(defaults)
      for (const { id } of defaults) library.cannedReplies.remove(id)
    })
    cannedReplies.seed(defaults)
    expect(cannedReplies.list()).toEqual([])

    const own = opened(libraryFile()).library.cannedReplies
    own.save(reply('mine'))
    own.seed(defaults)
    expect(own.list()).toEqual([reply('mine')])
  })
})

describe('fans', () => {
  it('stand as they were set, and strangers are guests', () => {
    const vip = { tier: 'vip', privateDomain: true } as const
    const member = { tier: 'member', privateDomain: false } as const
    const { fans } = afterRestart((library) => {
      expect(library.fans.standing('local:1')).toEqual(GUEST)
      library.fans.set('local:1', '老王', member)
      expect(library.fans.standing('local:1')).toEqual(member)
      library.fans.set('local:1', '老王', vip)
    })
    expect(fans.standing('local:1')).toEqual(vip)
    expect(fans.standing('local:2')).toEqual(GUEST)
    expect(fans.standing('')).toEqual(GUEST)
  })
})

describe('moderation', () => {
  it('remembers words and viewers in the order they came', () => {
    let nowMs = 0
    const { moderation } = opened(libraryFile(), () => ++nowMs).library
    for (const word of ['微信', 'vx', '微信', '加群']) moderation.block(word)
    moderation.unblock('vx')
    moderation.unblock('never there')
    moderation.mute('local:2', '广告')
    moderation.mute('local:1', '刷屏')
    moderation.mute('local:2', '广告二')
    expect(moderation.blockedWords()).toEqual(['微信', '加群'])
    expect(moderation.mutedViewers()).toEqual([
      { userId: 'local:2', userName: '广告二' },
      { userId: 'local:1', userName: '刷屏' },
    ])
    moderation.unmute('local:2')
    expect(moderation.mutedViewers()).toEqual([{ userId: 'local:1', userName: '刷屏' }])
  })
})

describe('grants', () => {
  const grant = (tokenHash: string, id: string, expiresAtMs = 9_000) => ({
    tokenHash,
    actor: { role: 'moderator' as const, id, name: '小助理' },
    createdAtMs: 5,
    expiresAtMs,
  })

  it('outlive a restart, follow a new name, and go with their owner', () => {
    const { grants } = afterRestart((library) => {
      library.grants.save(grant('h1', 'm1'))
      library.grants.save(grant('h2', 'm1'))
      library.grants.save(grant('h3', 'm2'))
      library.grants.rename('m1', '大助理')
    })
    expect(grants.find('h1')).toEqual({
      ...grant('h1', 'm1'),
      actor: { role: 'moderator', id: 'm1', name: '大助理' },
    })
    expect(grants.find('h2')?.actor.name).toBe('大助理')
    expect(grants.find('h3')?.actor.name).toBe('小助理')
    grants.removeActor('m1')
    expect([grants.find('h1'), grants.find('h2')]).toEqual([null, null])
    expect(grants.find('h3')).toEqual(grant('h3', 'm2'))
  })

  it('are tidied up when they have expired', () => {
    const { grants } = opened(libraryFile()).library
    grants.save(grant('old', 'm1', 100))
    grants.save(grant('new', 'm1', 101))
    grants.prune(100)
    expect(grants.find('old')).toBeNull()
    expect(grants.find('new')).not.toBeNull()
  })
})

describe('settings', () => {
  it('keep JSON values and give null for what does not fit', () => {
    const size = z.object({ width: z.number(), height: z.number() })
    const { settings } = afterRestart((library) => {
      library.settings.set('window', { width: 3, height: 4 })
      library.settings.set('language', 'en')
      library.settings.set('language', 'zh-CN')
    })
    expect(settings.get('window', size)).toEqual({ width: 3, height: 4 })
    expect(settings.get('language', z.enum(['zh-CN', 'en']))).toBe('zh-CN')
    expect(settings.get('language', size)).toBeNull()
    expect(settings.get('nothing', size)).toBeNull()
    expect(settings.get('language', z.string())).toBe('zh-CN')
    expect(() => settings.set('bad', undefined)).toThrow(/bad/)
  })
})

describe('opening the library', () => {
  it('comes up again after one that was damaged, keeps that one untouched and says so', () => {
    const file = libraryFile()
    const { library } = opened(file)
    for (let n = 0; n < 60; n++) library.fans.set(`local:${n}`, '粉丝', { tier: 'vip', privateDomain: true })
    library.close()
    overwrite(file, -8_192, new Uint8Array(8_192).fill(0x5a))
    const before = readFileSync(file)

    const again = opened(file, () => Date.UTC(2026, 10, 22))
    expect(again.notice?.kind).toBe('damaged')
    expect(again.notice?.keptAs).toContain('2026-11-22')
    expect(readFileSync(again.notice?.keptAs ?? '').equals(before)).toBe(true)
    again.library.fans.set('local:1', '粉丝', { tier: 'member', privateDomain: false })
    again.library.close()
    expect(opened(file).notice).toBeNull()
  })

  it('moves what is no database aside too, each time under a name of its own', () => {
    const file = libraryFile()
    opened(file).library.close()
    const kept = ['甲', '乙'].map((text) => {
      writeFileSync(file, text.repeat(5_000))
      const { library, notice } = opened(file, () => 5)
      library.close()
      return readFileSync(notice?.keptAs ?? '', 'utf8').slice(0, 1)
    })
    expect(kept).toEqual(['甲', '乙'])
  })

  it('refuses a library of a newer studio and leaves it alone', () => {
    const file = libraryFile()
    opened(file).library.close()
    const db = new Database(file)
    db.pragma('user_version = 990')
    db.close()
    const before = fingerprint(file)
    expect(() => openLibrary(file)).toThrow(
      expect.objectContaining({ name: 'StorageError', kind: 'newerVersion' }),
    )
    expect(fingerprint(file)).toEqual(before)
  })

  it('fills the empty file that a crash left, and brings an older one up, without alarm', () => {
    const empty = libraryFile()
    mkdirSync(join(empty, '..'))
    writeFileSync(empty, '')
    expect(opened(empty).notice).toBeNull()

    const older = libraryFile()
    mkdirSync(join(older, '..'))
    const db = new Database(older)
    migrate(db, { ...LIBRARY_SCHEMA, migrations: LIBRARY_SCHEMA.migrations.slice(0, -1) })
    db.close()
    expect(opened(older).notice).toBeNull()
  })

  it('says what is wrong when the place cannot be written', () => {
    const file = join(tempFolder(), 'library.db')
    mkdirSync(file)
    expect(() => openLibrary(file)).toThrow(expect.objectContaining({ name: 'StorageError', kind: 'io' }))
    expect(existsSync(file)).toBe(true)
  })
})

describe('verifying the library', () => {
  it('finds a whole one whole, and changes nothing', () => {
    const file = libraryFile()
    const { library } = opened(file)
    library.sessions.upsert(summary('a'))
    library.close()
    const before = fingerprint(file)
    expect(verifyLibrary(file)).toEqual({ file, ok: true, problems: [], sessions: [summary('a')] })
    expect(fingerprint(file)).toEqual(before)
  })

  it('finds rows that cannot be what they should be', () => {
    const file = libraryFile()
    const { library } = opened(file)
    library.cannedReplies.save(reply('a'))
    library.close()
    const db = new Database(file)
    db.exec(`UPDATE canned_reply SET intent = 'astrology'`)
    db.close()
    expect(verifyLibrary(file)).toMatchObject({ ok: false, problems: [{ kind: 'damaged' }] })
  })
})
