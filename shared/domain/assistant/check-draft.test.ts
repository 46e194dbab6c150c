import { describe, expect, test } from 'vitest'

import { itemOf } from '../run-sheet/item.ts'
import { baseUrlProblem, originOf } from './assistant-settings.ts'
import { checkReply } from './check-draft.ts'

const COAT = itemOf({ itemId: 'i', number: 3, title: '羊绒大衣', listPriceFen: 59_900, priceFen: 39_900 })
const check = (text: string, ...sources: string[]) =>
  checkReply(text, { sheet: [COAT], sources, questionNumber: 3, itemOnAir: null, nowMs: 0 })

describe('a look at what a model wrote', () => {
  test('nothing is held against what the sources say, in figures or in words', () => {
    expect(check('七天内可以退哦', '支持7天无理由退货')).toEqual([])
    expect(check('Ships within 48 hours', '48小时内发货')).toEqual([])
    expect(check('满1280元包邮哦', '满1,280元包邮')).toEqual([])
    expect(check('一定会尽快发货的，放心', '尽快发货')).toEqual([])
  })

  test('a number that stands nowhere is named', () => {
    expect(check('24小时内发货，15天可退，三十天保价', '48小时内发货，7天可退')).toEqual([
      { kind: 'number', numbers: ['24', '15', '三十'] },
    ])
  })

  test('a price off the sheet is named, even where a source says it', () => {
    expect(check('3号现在是 ¥299', '3号 ¥299')).toEqual([
      { kind: 'price', saidFen: 29_900, expectedFen: 39_900 },
    ])
    expect(check('3号直播间 ¥399', '3号 直播间 ¥399')).toEqual([])
  })

  test('a link or an account that stands nowhere is named', () => {
    expect(check('加微信 abc12345 咨询', '有问题找客服')).toEqual([
      { kind: 'number', numbers: ['12345'] },
      { kind: 'contact', text: '微信 abc12345' },
    ])
    expect(check('看 https://evil.example/x', '无')).toEqual([
      { kind: 'contact', text: 'https://evil.example/x' },
    ])
    expect(check('看 shop.example.com', '地址 shop.example.com')).toEqual([])
  })
})

describe('the address of an endpoint', () => {
  test.each([
    ['https://api.deepseek.com/v1', null],
    ['http://127.0.0.1:11434/v1', null],
    ['http://192.168.1.20:8000/v1', null],
    ['http://gpu-box:8000/v1', null],
    ['http://api.example.com/v1', 'notSecure'],
    ['https://user:pass@api.example.com/v1', 'credentials'],
    ['https://api.example.com/v1?key=1', 'noAddress'],
    ['api.example.com', 'noAddress'],
    ['', 'empty'],
  ])('%s: %s', (url, problem) => expect(baseUrlProblem(url)).toBe(problem))

  test('its place is scheme and host, whatever the path', () => {
    expect(originOf('HTTPS://API.example.com:8443/v1/')).toBe('https://api.example.com:8443')
    expect(originOf('nonsense')).toBe('')
  })
})
