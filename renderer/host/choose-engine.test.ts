import { describe, expect, it } from 'vitest'
import { NO_AGORA_SETTINGS } from '#shared/protocol/agora.ts'
import { chooseEngine } from './choose-engine.ts'

const APP_ID = '0123456789abcdef0123456789abcdef'
const settings = { ...NO_AGORA_SETTINGS, enabled: true, appId: APP_ID, channel: 'evening' }
const there = { available: true, version: '4.6.2' } as const

describe('the choice of the engine', () => {
  it('is the native one where it is switched on and loads', () => {
    expect(chooseEngine({ settings, window: there, engine: there })).toEqual({ kind: 'agora', appId: APP_ID })
  })

  it.each([
    ['in a browser', null, 'noShell'],
    [
      'where nobody switched it on',
      {
        settings: NO_AGORA_SETTINGS,
        window: { available: false, why: 'notEnabled', reason: '' },
        engine: null,
      },
      'notEnabled',
    ],
    [
      'where the natives are missing',
      { settings, window: there, engine: { available: false, why: 'nativesMissing', reason: '' } },
      'nativesMissing',
    ],
    ['where the window came without it', { settings, window: there, engine: null }, 'nativesMissing'],
    [
      'without a channel',
      { settings: { ...settings, channel: '' }, window: there, engine: there },
      'notSetUp',
    ],
    ['without an App ID', { settings: { ...settings, appId: '' }, window: there, engine: there }, 'notSetUp'],
  ] as const)('is Chromium %s, and says why', (_where, found, why) => {
    expect(chooseEngine(found)).toEqual({ kind: 'chromium', why })
  })
})
