import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { openLibrary } from '#service/library/library.ts'
import { openEventTexts } from '#service/log/event-texts.ts'
import { openSessionLogWriter } from '#service/log/log-writer.ts'
import type { LogEntry } from '#service/log/log-types.ts'
import { createdEntry, danmakuEntry } from '#service/log/testing/entries.ts'
import { summaryOf } from '#service/session/summary.ts'
import { evolveAll } from '#shared/domain/session/evolve.ts'
import { parseEvent } from '#shared/domain/session/event.ts'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import { EMPTY_STATE } from '#shared/domain/session/state.ts'

const AT_MS = 1_763_800_000_000
const HUITOU = join(import.meta.dirname, '..', '..', 'electron', 'service', 'cli', 'huitou.ts')

export const sessionFile = (dataDir: string, sessionId: string): string =>
  join(dataDir, 'sessions', `${sessionId}.db`)

/** A show that is over, with chat of every kind of text. `poison`: an event that no collector takes. */
export function writeShow(
  dataDir: string,
  sessionId: string,
  events: number,
  poison: number | null = null,
): void {
  mkdirSync(join(dataDir, 'sessions'), { recursive: true })
  const log = openSessionLogWriter(sessionFile(dataDir, sessionId), { create: true })
  const entries: LogEntry[] = [
    createdEntry(sessionId),
    {
      event: { seq: 2, atMs: AT_MS + 1, type: 'wentLive', version: 1, actor: SYSTEM, body: {} },
      commandId: null,
    },
  ]
  while (entries.length < events - 1) entries.push(chat(entries.length + 1))
  entries.push({
    event: {
      seq: events,
      atMs: AT_MS + events,
      type: 'showEnded',
      version: 1,
      actor: SYSTEM,
      body: { reason: 'host' },
    },
    commandId: null,
  })
  const poisoned = poison === null ? undefined : entries[poison - 1]
  if (poisoned !== undefined && poison !== null) {
    entries[poison - 1] = {
      ...poisoned,
      event: { ...poisoned.event, actor: { ...poisoned.event.actor, name: '长'.repeat(300) } },
    }
  }
  log.append(entries)
  const state = evolveAll(
    EMPTY_STATE,
    entries.map(({ event }) => parseEvent(event)),
  )
  log.close()
  const { library } = openLibrary(join(dataDir, 'library.db'))
  library.sessions.upsert(summaryOf({ ...state, sessionId }))
  library.close()
}

const TEXTS = [
  '3号有L码吗',
  '来了来了',
  '多久发货\n急',
  '😀"引号"',
  '\u0000控制\u2028符',
  '<b>不是标记</b>',
  '\ud800半个',
]

const chat = (seq: number): LogEntry =>
  danmakuEntry(seq, { text: `${TEXTS[seq % TEXTS.length]}${seq}`, userName: `观众${(seq * 7919) % 800}` })

/** The log's events as the collector must have them, as one text each; the withheld ones by their seq alone. */
export function logLines(dataDir: string, sessionId: string, withheld: readonly number[] = []): string[] {
  const log = openEventTexts(sessionFile(dataDir, sessionId))
  const lines = log
    .after(0, 10_000_000)
    .map(({ seq, json }) => (withheld.includes(seq) ? `withheld ${seq}` : (json ?? '')))
  log.close()
  return lines
}

/** What the collector holds of a session, read from it in order. */
export async function collectorLines(url: string, token: string, sessionId: string): Promise<string[]> {
  const response = await fetch(`${url}/v1/sessions/${sessionId}/events`, {
    headers: { authorization: `Bearer ${token}`, accept: 'application/x-ndjson' },
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  const text = await response.text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => /^\{"seq":(\d+),"withheld":/.exec(line)?.[1]?.replace(/^/, 'withheld ') ?? line)
}

/** A real `huitou` in a process of its own. */
export interface Huitou {
  readonly kill: () => void
  readonly stderr: () => string
  /** The first line of its output; rejects when it ends without one. */
  readonly line: () => Promise<string>
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>
}

export function huitou(args: readonly string[], env: Record<string, string> = {}): Huitou {
  const child = spawn(process.execPath, [HUITOU, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended: Huitou['ended'] = new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
  const first = Promise.withResolvers<string>()
  first.promise.catch(() => undefined)
  createInterface(child.stdout).once('line', first.resolve)
  void ended.then(({ code }) => first.reject(new Error(`ended with ${code}: ${stderr}`)))
  return {
    kill: () => void child.kill('SIGKILL'),
    stderr: () => stderr,
    line: () => first.promise,
    ended,
  }
}
