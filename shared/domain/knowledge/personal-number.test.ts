import { expect, it } from 'vitest'

import { hasPersonalNumber, withoutPersonalNumbers } from './personal-number.ts'

it.each([
  ['我的电话13800138000谢谢', '我的电话…谢谢'],
  ['138 0013 8000 和 139-0013-9000', '… 和 …'],
  ['单号１２３４５６７８', '单号…'],
])('%s holds a number of somebody', (text, without) => {
  expect(hasPersonalNumber(text)).toBe(true)
  expect(withoutPersonalNumbers(text)).toBe(without)
})

it.each(['155 160 165 都有吗', '2026-11-22 前发货', '3号 1,280 元', '身高165体重120'])(
  '%s holds none',
  (text) => {
    expect(hasPersonalNumber(text)).toBe(false)
    expect(withoutPersonalNumbers(text)).toBe(text)
  },
)
