import { describe, expect, it } from 'vitest'

import { checkDraft, draftOf } from './signaling-draft.ts'

const GOOD = { ...draftOf(null), appId: ' 0123456789abcdef0123456789ABCDEF ', channel: 'live room #1' }
const wrong = (news: Partial<typeof GOOD>): string[] => {
  const check = checkDraft({ ...GOOD, ...news })
  return check.ok ? [] : [...check.wrong]
}

describe('the set-up of Signaling', () => {
  it('takes what was pasted with blanks around it', () => {
    expect(checkDraft(GOOD)).toMatchObject({
      ok: true,
      settings: { appId: '0123456789abcdef0123456789ABCDEF', channel: 'live room #1', tokenServerUrl: null },
    })
  })

  it('names every field that Agora would not take', () => {
    expect(wrong({ appId: '0123', channel: '直播间', userId: ' ' })).toEqual(['appId', 'channel', 'userId'])
    expect(wrong({ channel: 'x'.repeat(65) })).toEqual(['channel'])
    expect(wrong({ userId: 'null' })).toEqual(['userId'])
  })

  it.each([
    ['https://tokens.example.com/rtm/{userId}', true],
    ['http://127.0.0.1:8080/token', true],
    ['http://localhost/token?x=1', true],
    ['http://tokens.example.com/', false],
    ['https://me:secret@tokens.example.com/', false],
    ['tokens.example.com', false],
    ['javascript:alert(1)', false],
    ['http://localhost.example.com/', false],
  ])('takes %s as token server: %s', (tokenServerUrl, good) => {
    expect(wrong({ tokenServerUrl })).toEqual(good ? [] : ['tokenServerUrl'])
  })
})
