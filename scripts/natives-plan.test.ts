import { expect, it } from 'vitest'
import { nativesPlan } from './natives-plan.ts'

it('refuses where Agora has no natives, and says that the studio works without', () => {
  expect(nativesPlan('linux', 'x64')).toEqual({ refusal: expect.stringContaining('built-in engine') })
})

it('asks for the natives of this machine, as 1 and not as true', () => {
  expect(nativesPlan('darwin', 'arm64')).toEqual({
    arch: 'arm64',
    env: {
      npm_config_agora_electron_sdk_pre_built: '1',
      npm_config_agora_electron_sdk_platform: 'darwin',
      npm_config_agora_electron_sdk_arch: 'arm64',
    },
  })
})

it('takes the x64 natives on Windows for ARM, because there are no others', () => {
  expect(nativesPlan('win32', 'arm64')).toMatchObject({ arch: 'x64' })
})
