import { expect, it } from 'vitest'

import { FIXTURE_START_MS } from '#shared/domain/review/testing/review-fixture.ts'
import { attachment, exportFileName } from './file-name.ts'
import { HOSTILE_TEXTS } from './testing/hostile.ts'

const at = { liveAtMs: FIXTURE_START_MS, createdAtMs: FIXTURE_START_MS }
const day = new Date(FIXTURE_START_MS).toLocaleDateString('sv-SE')

it('says title, day and what it is', () => {
  const session = { title: '周二暖冬专场', ...at }
  expect(exportFileName(session, { format: 'html', language: 'zh-CN' })).toBe(`周二暖冬专场 ${day} 复盘.html`)
  expect(exportFileName(session, { format: 'jsonl', language: 'en' })).toBe(
    `周二暖冬专场 ${day} events.jsonl`,
  )
  expect(exportFileName(session, { format: 'csv', language: 'zh-CN' })).toBe(`周二暖冬专场 ${day} 复盘.zip`)
  expect(exportFileName(session, { format: 'csv', language: 'zh-CN', tables: ['orders'] })).toBe(
    `周二暖冬专场 ${day} 订单.csv`,
  )
})

it.each([...HOSTILE_TEXTS, '../../etc/passwd', 'CON', '...', 'x'.repeat(500), ''])(
  'makes a name of %j that every file system takes',
  (title) => {
    const name = exportFileName({ title, ...at }, { format: 'html', language: 'zh-CN' })
    expect(name).not.toMatch(/[\p{Cc}\p{Cf}\\/:*?"<>|]|^[.\s]|\s\./u)
    expect(name.endsWith(`${day} 复盘.html`)).toBe(true)
    expect(Buffer.byteLength(name)).toBeLessThan(255)
    const header = attachment(name)
    expect(header).toMatch(/^attachment; filename="[\w .-]+"; filename\*=UTF-8''[\w.~!#$&+^`|%-]+$/)
    expect(decodeURIComponent(header.split("UTF-8''")[1] ?? '')).toBe(name)
  },
)
