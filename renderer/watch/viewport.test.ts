import { describe, expect, it } from 'vitest'

import { nextViewport } from './viewport.ts'

const phone = nextViewport(null, { width: 390, visibleHeight: 664, typing: false })

describe('the page on a phone', () => {
  it('keeps the picture’s height while the keyboard is open', () => {
    expect(nextViewport(phone, { width: 390, visibleHeight: 340, typing: true })).toEqual({
      width: 390,
      fullHeight: 664,
      keyboardOpen: true,
    })
  })

  it('does not take the browser’s own bars for a keyboard', () => {
    expect(nextViewport(phone, { width: 390, visibleHeight: 600, typing: true })).toMatchObject({
      fullHeight: 664,
      keyboardOpen: false,
    })
    expect(nextViewport(phone, { width: 390, visibleHeight: 745, typing: false })).toMatchObject({
      fullHeight: 745,
      keyboardOpen: false,
    })
  })

  it('starts afresh when the phone is turned, also with the keyboard open', () => {
    const typing = nextViewport(phone, { width: 390, visibleHeight: 340, typing: true })
    expect(nextViewport(typing, { width: 750, visibleHeight: 180, typing: true })).toEqual({
      width: 750,
      fullHeight: 180,
      keyboardOpen: false,
    })
  })

  it('is whole again when the keyboard has gone', () => {
    const typing = nextViewport(phone, { width: 390, visibleHeight: 340, typing: true })
    expect(nextViewport(typing, { width: 390, visibleHeight: 664, typing: false })).toEqual(phone)
  })
})
