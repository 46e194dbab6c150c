import { expect, it } from 'vitest'
import { isAllowedOrigin } from './origin.ts'

it.each<[string | undefined, string]>([
  [undefined, 'a program'],
  ['file://', 'the local pages of a control surface'],
  ['http://localhost:8000', 'a tool of this machine'],
  ['http://127.0.0.1', 'a tool of this machine'],
  ['https://[::1]:9000', 'a tool of this machine'],
  ['http://192.168.1.20:41730', 'a page that this machine serves to the network'],
])('lets %s in: %s', (origin) => {
  expect(isAllowedOrigin(origin, '192.168.1.20')).toBe(true)
})

it.each([
  ['https://shop.example', 'a page from elsewhere'],
  ['http://localhost.shop.example', 'a name that only looks like ours'],
  ['http://127.0.0.1.shop.example', 'a name that only looks like ours'],
  ['http://192.168.1.21', 'a page of another device'],
  ['null', 'what any page can have by a sandboxed frame'],
  ['chrome-extension://abcdef', 'no page at all'],
  ['', 'nothing that can be read'],
])('keeps %s out: %s', (origin) => {
  expect(isAllowedOrigin(origin, '192.168.1.20')).toBe(false)
})
