import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NO_AGORA_SETTINGS } from '#shared/protocol/agora.ts'
import { nativeEngine } from './natives.ts'
import { readAgoraSettings, writeAgoraSettings } from './settings-file.ts'

const settings = {
  ...NO_AGORA_SETTINGS,
  enabled: true,
  appId: '0123456789abcdef0123456789abcdef',
  channel: 'evening',
}
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huitou-natives-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const plant = (appPath: string): void => {
  const place = join(appPath, 'node_modules/agora-electron-sdk/build/Release')
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'agora_node_ext.node'), 'x')
}
const ask = (over: Partial<Parameters<typeof nativeEngine>[0]> = {}) =>
  nativeEngine({ settings, platform: 'win32', appPath: folder, standIn: undefined, ...over })

describe('the window for the native engine', () => {
  it('is made only where it is switched on, set up, and the natives are there', () => {
    expect(ask()).toMatchObject({ available: false, why: 'nativesMissing' })
    plant(folder)
    expect(ask()).toMatchObject({ available: true })
    expect(ask({ settings: NO_AGORA_SETTINGS })).toMatchObject({ why: 'notEnabled' })
    expect(ask({ settings: { ...settings, appId: '' } })).toMatchObject({ why: 'notSetUp' })
    expect(ask({ settings: { ...settings, channel: '' } })).toMatchObject({ why: 'notSetUp' })
    expect(ask({ platform: 'linux' })).toMatchObject({ why: 'unsupportedSystem' })
  })

  it('finds the natives beside the archive of an installed studio', () => {
    plant(join(folder, 'app.asar.unpacked'))
    expect(ask({ appPath: join(folder, 'app.asar') })).toMatchObject({ available: true })
  })
})

it('keeps settings, and takes none from a file that is damaged', () => {
  const file = join(folder, 'sub', 'agora.json')
  expect(readAgoraSettings(file)).toEqual(NO_AGORA_SETTINGS)
  writeAgoraSettings(file, settings)
  expect(readAgoraSettings(file)).toEqual(settings)
  writeFileSync(file, '{"enabled": tr')
  expect(readAgoraSettings(file)).toEqual(NO_AGORA_SETTINGS)
})
