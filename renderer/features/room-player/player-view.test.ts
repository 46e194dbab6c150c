import { describe, expect, it } from 'vitest'

import { playerView, type PlayerFacts } from './player-view.ts'

const view = (facts: Partial<PlayerFacts>) =>
  playerView({ phase: 'live', picture: 'connecting', held: false, waitedLong: false, ...facts })

describe('the place of the picture', () => {
  it('promises nothing before the service has spoken', () => {
    expect(view({ phase: null, picture: null })).toBe('connecting')
  })

  it('says that the show has not begun, until pictures arrive all the same', () => {
    for (const picture of [null, 'connecting', 'ended', 'full'] as const) {
      expect(view({ phase: 'preparing', picture, waitedLong: true })).toBe('notLive')
    }
    expect(view({ phase: 'preparing', picture: 'playing' })).toBe('playing')
  })

  it('tells connecting from waiting in vain', () => {
    expect(view({})).toBe('connecting')
    expect(view({ waitedLong: true })).toBe('waiting')
  })

  it('tells a stuck picture from one the browser holds', () => {
    expect(view({ picture: 'stalled', held: true })).toBe('stalled')
    expect(view({ picture: 'playing', held: true })).toBe('paused')
    expect(view({ picture: 'playing' })).toBe('playing')
  })

  it('tells a full room from a host without a picture', () => {
    expect(view({ picture: 'full' })).toBe('full')
    expect(view({ picture: 'ended' })).toBe('noPicture')
  })

  it('is over when the show is, whatever still arrives', () => {
    for (const picture of ['playing', 'stalled', 'full', null] as const) {
      expect(view({ phase: 'ended', picture })).toBe('ended')
    }
  })
})
