import { describe, expect, it } from 'vitest'

import type { CannedReply } from '#shared/domain/replies/canned-reply.ts'
import { checkForm } from './reply-form.ts'

const SAMPLES = { viewer: '小圆子', item: '3 号 羊绒大衣', price: '¥399', host: '禾姐' }
const form = (change: Partial<CannedReply>): CannedReply => ({
  id: 'r1',
  title: '直播间价',
  text: '{viewer}，{item} 现在 {price}',
  intent: 'price',
  shortcut: '1',
  ...change,
})

describe('the form of a canned reply', () => {
  it('previews what viewers will read', () => {
    expect(checkForm(form({}), SAMPLES)).toMatchObject({
      preview: '小圆子，3 号 羊绒大衣 现在 ¥399',
      suspects: [],
      titleMissing: false,
    })
  })

  it('cannot be saved without a title or a text', () => {
    expect(checkForm(form({ title: '  ' }), SAMPLES)).toMatchObject({ reply: null, titleMissing: true })
    expect(checkForm(form({ text: '' }), SAMPLES)).toMatchObject({ reply: null, textMissing: true })
    expect(checkForm(form({}), SAMPLES).reply).not.toBeNull()
  })

  it('points at variables that nothing will fill', () => {
    expect(checkForm(form({ text: '{size} 有货，{viewer' }), SAMPLES).suspects).toEqual(['{size}', '{viewer'])
  })
})
