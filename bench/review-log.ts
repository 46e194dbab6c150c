import { itemOf, type Item } from '#shared/domain/run-sheet/item.ts'
import { GUEST, type FanStanding } from '#shared/domain/fans/tier.ts'
import { intentSchema } from '#shared/domain/questions/intent.ts'
import { SYSTEM, type Actor } from '#shared/domain/session/actor.ts'
import type { NewEvent } from '#shared/domain/session/event.ts'
import { openSessionLogWriter } from '#service/log/log-writer.ts'
import { messageNumber } from './messages.ts'

const LIN: Actor = { role: 'moderator', id: 'm-lin', name: '小林' }
const MEI: Actor = { role: 'moderator', id: 'm-mei', name: '阿梅' }
const HOST: Actor = { role: 'host', id: 'host', name: '主播' }
const BATCH = 2_000
const SHOW_MS = 4 * 3_600_000
const ITEMS = 60

/** A busy show of four hours with so many events, most of them danmaku, written as the studio writes one. */
export function fillReviewLog(file: string, sessionId: string, events: number, startMs: number): void {
  const log = openSessionLogWriter(file, { create: true })
  let seq = 0
  let batch: Parameters<typeof log.append>[0][number][] = []
  let atMs = startMs
  const add = (actor: Actor, { type, body }: NewEvent): number => {
    seq += 1
    batch.push({ event: { seq, atMs, type, version: 1, actor, body }, commandId: null })
    if (batch.length >= BATCH) {
      log.append(batch)
      batch = []
    }
    return seq
  }
  const items = Array.from({ length: ITEMS }, (_, index) => itemNumbered(index + 1))
  add(SYSTEM, {
    type: 'sessionCreated',
    body: { sessionId, title: 'bench', kind: 'show', mutedViewers: [], blockedWords: [] },
  })
  add(SYSTEM, { type: 'runSheetLoaded', body: { items, from: 'import' } })
  add(HOST, { type: 'wentLive', body: {} })

  let threads = 0
  let openThread = ''
  for (let number = 0; seq < events - 1; number++) {
    atMs = startMs + Math.floor((SHOW_MS * seq) / events)
    const fan = fanNumbered(number)
    const message = { ...messageNumber(number, atMs), userId: `bench:u${(number * 7919) % 20_000}` }
    const isQuestion = number % 11 === 0
    const intent = intentSchema.options[number % intentSchema.options.length] ?? 'other'
    const danmakuId = `d${seq + 1}`
    add(SYSTEM, {
      type: 'danmakuReceived',
      body: { ...message, danmakuId, fan, hidden: null, intent: isQuestion ? intent : null },
    })
    if (isQuestion) {
      const { userId, userName, text } = message
      const asked = { danmakuId, userId, userName, fan, text, sentAtMs: atMs }
      if (number % 66 === 0) {
        openThread = `q${seq + 1}`
        threads += 1
        add(SYSTEM, {
          type: 'questionOpened',
          body: {
            questionId: openThread,
            threadKey: `k${threads}`,
            intent,
            itemNumber: (threads % ITEMS) + 1,
            message: asked,
            markedByHand: false,
          },
        })
      } else add(SYSTEM, { type: 'questionJoined', body: { questionId: openThread, message: asked } })
    }
    if (number % 132 === 65) answer(threads % 3 === 0 ? MEI : LIN)
    if (number % 24 === 0) visit(number)
    if (number % 14 === 0) {
      const liker = { userId: message.userId, userName: message.userName }
      add(SYSTEM, { type: 'likesAdded', body: { ...liker, count: (number % 9) + 1 } })
    }
    if (number % 60 === 0) sample()
    if (number % 160 === 0) order(number)
    if (number % 12_000 === 0) {
      const item = items[(number / 12_000) % ITEMS]
      if (item) add(HOST, { type: 'itemPutOnAir', body: { item } })
    }
  }
  add(HOST, { type: 'showEnded', body: { reason: 'host' } })
  log.append(batch)
  log.close()

  function answer(by: Actor): void {
    add(by, {
      type: 'questionClaimed',
      body: {
        questionId: openThread,
        claim: { holderId: by.id, holderName: by.name, untilMs: atMs + 20_000 },
      },
    })
    add(by, {
      type: 'questionAnswered',
      body: {
        questionId: openThread,
        answer: {
          how: 'reply',
          text: '有的，亲',
          byId: by.id,
          byName: by.name,
          atMs: atMs + (threads % 40) * 1_000,
          intoQuestionId: null,
          automatic: false,
        },
      },
    })
  }
  function visit(number: number): void {
    const came = { userId: `bench:u${(number * 31) % 20_000}`, userName: '观众' }
    add(SYSTEM, { type: 'viewerEntered', body: came })
    const went = { userId: `bench:u${(number * 37) % 20_000}`, userName: '观众' }
    add(SYSTEM, { type: 'viewerLeft', body: went })
  }
  function sample(): void {
    add(SYSTEM, {
      type: 'healthSampled',
      body: {
        fps: 29 + (seq % 3),
        renderMs: 4.2,
        skipped: 0,
        cameras: [{ slot: 1, fps: 30 }],
        recording: { bytes: seq * 1_000, dropped: 0 },
        outputs: [
          {
            id: 'room',
            kind: 'localRoom',
            status: 'live',
            kbps: 4_000,
            roundTripMs: 12,
            loss: 0,
            quality: null,
          },
        ],
        cpu: 0.4,
        memory: null,
        diskBytes: 200_000_000_000,
        peakDb: -14,
      },
    })
  }
  function order(number: number): void {
    const userId = `bench:u${(number * 13) % 20_000}`
    const item = items[number % ITEMS]
    add(SYSTEM, {
      type: 'orderPlaced',
      body: {
        order: {
          orderId: `o${number}`,
          userId,
          userName: '观众',
          fanId: null,
          keys: [userId],
          fan: GUEST,
          placedAtMs: atMs,
          amountFen: 19_900,
          refundedFen: 0,
          refunded: number % 7 === 0,
          lines: [
            {
              itemId: item?.itemId ?? null,
              productId: null,
              name: item?.title ?? '',
              quantity: 1,
              amountFen: 19_900,
            },
          ],
        },
      },
    })
  }
}

const fanNumbered = (number: number): FanStanding =>
  number % 20 === 0 ? { tier: 'member', privateDomain: true } : GUEST

const itemNumbered = (number: number): Item =>
  itemOf({
    itemId: `i${number}`,
    number,
    title: `商品 ${number}`,
    listPriceFen: 29_900,
    priceFen: 19_900,
    stock: 10_000,
  })
