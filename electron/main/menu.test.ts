import { describe, expect, it } from 'vitest'
import { menuTemplate } from './menu.ts'
import { fill, shellTexts } from './texts.ts'

function rolesAndKeys(development: boolean, platform: NodeJS.Platform) {
  const items = menuTemplate(shellTexts('zh-CN'), platform, development).flatMap(({ submenu }) =>
    Array.isArray(submenu) ? submenu : [],
  )
  return {
    roles: items.flatMap(({ role }) => (role === undefined ? [] : [role])),
    keys: items.flatMap(({ accelerator }) => (accelerator === undefined ? [] : [accelerator])),
  }
}

describe('the menu', () => {
  it.each(['win32', 'darwin', 'linux'] as const)(
    'has nothing on %s that ends or reloads a show by one key',
    (platform) => {
      const { roles, keys } = rolesAndKeys(false, platform)
      for (const role of [
        'reload',
        'forceReload',
        'toggleDevTools',
        'close',
        'windowMenu',
        'viewMenu',
        'fileMenu',
      ]) {
        expect(roles).not.toContain(role)
      }
      expect(keys).toEqual([])
    },
  )
  it('reloads and opens developer tools in development', () => {
    expect(rolesAndKeys(true, 'linux').roles).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']))
  })
})

describe('the shell’s words', () => {
  it('are Chinese for every Chinese locale and English for the rest', () => {
    expect(['zh-CN', 'zh-Hans', 'zh', 'ZH-tw'].map((locale) => shellTexts(locale).stay)).toEqual(
      Array(4).fill('留下'),
    )
    expect(['en-GB', 'fr', ''].map((locale) => shellTexts(locale).stay)).toEqual(Array(3).fill('Stay'))
  })
  it('leave a place as it stands when there is nothing to fill it with', () => {
    expect(fill('{{a}} and {{b}}', { a: 1 })).toBe('1 and {{b}}')
  })
})
