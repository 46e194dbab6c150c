import { z } from 'zod'

import { isPending } from '#shared/domain/questions/question.ts'
import { cannedReplySchema } from '#shared/domain/replies/canned-reply.ts'
import type { Actor } from '#shared/domain/session/actor.ts'
import type { FanStanding } from '#shared/domain/fans/tier.ts'
import recording from '../../../resources/rehearsal/cashmere-evening.zh-CN.jsonl?raw'
import recordingInEnglish from '../../../resources/rehearsal/tea-and-skincare.en.jsonl?raw'
import repliesInEnglish from '../../../resources/canned-replies/defaults.en.json?raw'
import replies from '../../../resources/canned-replies/defaults.zh-CN.json?raw'
import type { FrameTransport } from '../transport.ts'
import { InMemoryRoom } from './in-memory-room.ts'
import { itemOf } from '#shared/domain/run-sheet/item.ts'

const lineSchema = z.object({ atMs: z.number(), userId: z.string(), userName: z.string(), text: z.string() })

const HOST: Actor = { role: 'host', id: 'host', name: '禾姐' }
const YOU: Actor = { role: 'moderator', id: 'm1', name: '小林' }
const COLLEAGUE: Actor = { role: 'moderator', id: 'm2', name: '阿杰' }
const STANDINGS: readonly FanStanding[] = [
  { tier: 'vip', privateDomain: true },
  { tier: 'member', privateDomain: false },
  { tier: 'member', privateDomain: true },
]

/**
 * A lively room for looking at screens: the shipped rehearsal played through the real rules in this page. `start` is
 * where the recording begins (s), `speed` how fast it runs; `empty` leaves the room silent, `flood` makes it too much.
 */
export function openFakeRoom(options: URLSearchParams): FrameTransport {
  const english = options.get('lang') === 'en'
  const speed = Number(options.get('speed') ?? 1)
  const startMs = Number(options.get('start') ?? 236) * 1_000
  const canned = z.array(cannedReplySchema).parse(JSON.parse(english ? repliesInEnglish : replies))
  let nowMs = (): number => Date.now()
  const room = new InMemoryRoom(english ? 'Tea and skincare with Mei' : '羊绒大衣之夜', () => nowMs(), canned)
  const lines = (english ? recordingInEnglish : recording)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => lineSchema.parse(JSON.parse(line)))

  const say = ({ atMs, userId, userName, text }: z.infer<typeof lineSchema>, sentAtMs: number): void => {
    const fan = STANDINGS[Number.parseInt(userId.slice(-2), 36) % 9]
    room.say({ source: 'fake', sourceMessageId: `${atMs}-${userId}`, userId, userName, text, sentAtMs }, fan)
  }

  // The past is told with the times it would have had.
  const openedAtMs = Date.now()
  const past = lines.filter((line) => line.atMs <= startMs)
  nowMs = () => openedAtMs - startMs
  room.act(HOST, { type: 'goLive' })
  const item = english
    ? itemOf({ number: 3, title: 'Camellia cleansing balm', priceFen: 11_900, listPriceFen: 16_900 })
    : itemOf({ number: 3, title: '双面呢羊绒大衣', priceFen: 39_900, listPriceFen: 59_900 })
  room.act(HOST, { type: 'putItemOnAir', item })
  for (const line of options.has('empty') ? [] : past) {
    const sentAtMs = openedAtMs - startMs + line.atMs
    nowMs = () => sentAtMs
    say(line, sentAtMs)
    // The team has kept up with nearly all of it.
    for (const question of room.state.questions.values()) {
      const missed = Number(question.questionId.slice(1)) % 17 === 0
      const ripe =
        sentAtMs - question.earliestSentAtMs > 9_000 && question.earliestSentAtMs < openedAtMs - 29_000
      if (isPending(question) && ripe && !missed) {
        room.act(COLLEAGUE, { type: 'answerAloud', questionId: question.questionId })
      }
    }
  }
  nowMs = () => Date.now()
  room.setViewers(812)
  room.connect(HOST)
  room.connect(COLLEAGUE)

  if (!options.has('empty')) {
    const flood = options.has('flood') ? 6 : 1
    const future = lines.filter((line) => line.atMs > startMs)
    let played = 0
    setInterval(() => {
      room.tick()
      const untilMs = startMs + (Date.now() - openedAtMs) * speed * flood
      for (let line = future[played]; line && line.atMs <= untilMs; line = future[played]) {
        played += 1
        say(line, Date.now())
      }
    }, 100)
    const open = [...room.state.questions.values()].filter(isPending)
    const [held, looked] = [open.at(-2), open.at(-3)]
    if (held) room.act(COLLEAGUE, { type: 'claimQuestion', questionId: held.questionId })
    if (looked) room.look(COLLEAGUE, looked.questionId)
  }
  return room.connect(YOU)
}
