import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { readChatPayload } from './chat-payload.ts'
import { DANMAKU_TEXT_MAX, incomingDanmakuSchema, VIEWER_NAME_MAX } from './danmaku.ts'
import { normaliseDanmaku, type OutsideMessage } from './normalise.ts'

const NOW_MS = 1_800_000_000_000
const message = (news: Partial<OutsideMessage> = {}): OutsideMessage => ({
  sourceMessageId: 'm1',
  userId: 'u1',
  userName: '木棉',
  text: '有L码吗',
  sentAtMs: NOW_MS - 1_000,
  ...news,
})
const clean = (news: Partial<OutsideMessage>) => normaliseDanmaku('agora', message(news), NOW_MS)

/** Every kind of string a channel may carry, lone surrogates and control characters included. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 2_000 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 1_200 })
    .map((units) => String.fromCharCode(...units)),
)

describe('a message of an outside source', () => {
  it('never throws and is a valid danmaku or none, whatever came', () => {
    fc.assert(
      fc.property(
        fc.option(anyText),
        anyText,
        anyText,
        anyText,
        fc.oneof(fc.double(), fc.integer()),
        (sourceMessageId, userId, userName, text, sentAtMs) => {
          const result = normaliseDanmaku(
            'agora',
            { sourceMessageId, userId, userName, text, sentAtMs },
            NOW_MS,
          )
          if (result === null) return
          expect(incomingDanmakuSchema.parse(result)).toEqual(result)
          expect(result.text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
          expect(result.text.isWellFormed()).toBe(true)
          expect(result.sentAtMs).toBeGreaterThanOrEqual(NOW_MS - 120_000)
          expect(result.sentAtMs).toBeLessThanOrEqual(NOW_MS)
          // What was cleaned once stays as it is: the service cleans what the host window has cleaned.
          expect(normaliseDanmaku('agora', result, NOW_MS)).toEqual(result)
        },
      ),
    )
  })

  it('loses control characters, reordering marks and piled-up accents, and keeps emoji made of several', () => {
    expect(clean({ text: 'a\u0000b\r\nc\u202egnp.exe' })?.text).toBe('a b cgnp.exe')
    expect(clean({ text: `x${'\u0301'.repeat(50)}y` })?.text).toBe(`x${'\u0301'.repeat(4)}y`)
    expect(clean({ text: '👩‍👩‍👧 好看' })?.text).toBe('👩‍👩‍👧 好看')
    expect(clean({ text: '\u200b\u2066 \u0007' })).toBe(null)
  })

  it('is cut to what a line holds without halving a character', () => {
    const long = clean({ text: '👍'.repeat(400), userName: '观'.repeat(90) })
    expect(long?.text.length).toBe(DANMAKU_TEXT_MAX)
    expect(long?.text.isWellFormed()).toBe(true)
    expect(long?.userName.length).toBe(VIEWER_NAME_MAX)
  })

  it('is not from the future, nor older than two minutes', () => {
    expect(clean({ sentAtMs: NOW_MS + 60_000 })?.sentAtMs).toBe(NOW_MS)
    expect(clean({ sentAtMs: 0 })?.sentAtMs).toBe(NOW_MS - 120_000)
    expect(clean({ sentAtMs: NOW_MS - 5_000 })?.sentAtMs).toBe(NOW_MS - 5_000)
    const byAnotherClock = normaliseDanmaku('agora', message({ sentAtMs: NOW_MS + 0.75 }), NOW_MS + 0.5)
    expect(byAnotherClock?.sentAtMs).toBe(NOW_MS)
  })

  it('keeps long ids apart, and shows the id of a writer without a name', () => {
    const [one, other] = ['a', 'b'].map((end) => clean({ userId: `${'x'.repeat(200)}${end}` })?.userId)
    expect(one).toHaveLength(80)
    expect(one).not.toBe(other)
    expect(clean({ userName: ' \u200b' })?.userName).toBe('u1')
  })
})

describe('what a message of the channel says', () => {
  it('is understood or left, and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.json(),
          fc.object().map((value) => JSON.stringify(value)),
        ),
        (payload) => {
          const read = readChatPayload(payload)
          expect(read === null || typeof read.text === 'string').toBe(true)
        },
      ),
    )
  })

  it('is plain text, also when it looks a little like something else', () => {
    for (const text of ['有L码吗', '666', '[微笑]', '{ 看这里', 'true', '"好"']) {
      expect(readChatPayload(text)).toMatchObject({ text, userName: null, marked: false })
    }
    expect(readChatPayload('  ')).toBe(null)
  })

  it('is our own JSON', () => {
    const json = { text: '多少钱', userName: '木棉', userId: 'u1', id: 7, sentAtMs: 5, question: true }
    expect(readChatPayload(JSON.stringify(json))).toEqual({
      text: '多少钱',
      userName: '木棉',
      userId: 'u1',
      messageId: '7',
      sentAtMs: 5,
      marked: true,
    })
    expect(readChatPayload('{"text":"好","userName":5,"sentAtMs":"x"}')).toMatchObject({
      text: '好',
      userName: null,
    })
  })

  it('is what Social Stream Ninja sends, emotes by name and nothing as markup', () => {
    const relayed = {
      chatname: 'Bean',
      chatmessage: 'hi <img class="emote" src="https://x/1.png" alt="Kappa"> <b>you</b> &lt;3 &amp; more',
      type: 'twitch',
      userid: '42',
      question: false,
      hasDonation: '',
      membership: 'Tier 1',
      moderator: true,
    }
    expect(readChatPayload(JSON.stringify(relayed))).toMatchObject({
      text: 'hi Kappa  you  <3 & more',
      userName: 'Bean',
      userId: 'twitch/42',
      marked: false,
    })
    expect(
      readChatPayload('{"chatname":"Lily","chatmessage":"a <b> c","textonly":true,"question":true}'),
    ).toMatchObject({
      text: 'a <b> c',
      userId: '/Lily',
      marked: true,
    })
    expect(readChatPayload('{"chatname":"Lily","chatmessage":"","hasDonation":"$5.00"}')).toMatchObject({
      text: '$5.00',
    })
  })

  it('is no chat when it is some other JSON', () => {
    expect(readChatPayload('{"cmd":"gift","count":3}')).toBe(null)
    expect(readChatPayload('{"chatname":"Bean"}')).toBe(null)
    expect(readChatPayload(`{"text":"${'x'.repeat(40_000)}"}`)).toBe(null)
  })
})
