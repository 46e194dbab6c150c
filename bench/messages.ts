import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

import type { IncomingDanmaku } from '#shared/domain/danmaku/danmaku.ts'

const corpusLine = z.object({ text: z.string() })

const texts = readFileSync(
  join(import.meta.dirname, '..', 'resources', 'corpus', 'live-commerce-messages.jsonl'),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line) => corpusLine.parse(JSON.parse(line)).text)

/** The number-th message of a busy room: texts of the corpus in turn, from 800 viewers. */
export function messageNumber(number: number, sentAtMs: number): IncomingDanmaku {
  const viewer = (number * 7919) % 800
  return {
    source: 'bench',
    sourceMessageId: `m${number}`,
    userId: `u${viewer}`,
    userName: `观众${viewer}`,
    text: texts[number % texts.length] ?? '',
    sentAtMs,
  }
}
