import { describe, expect, it } from 'vitest'
import {
  isHostPage,
  isPermitted,
  isStudioPage,
  mayOpenOutside,
  parseServiceUrl,
  withContentSecurityPolicy,
} from './page-policy.ts'

const origin = 'http://127.0.0.1:4170'

describe('the address of a service', () => {
  it.each(['http://127.0.0.1:4170/?token=x', 'http://localhost:80/', 'http://[::1]:4170/'])(
    'may be %s',
    (url) => {
      expect(parseServiceUrl(url)?.href).toBe(new URL(url).href)
    },
  )
  it.each([
    '',
    'studio',
    'https://127.0.0.1:4170/',
    'http://192.168.1.2:4170/',
    'http://127.0.0.1.example.com/',
    'file:///etc/passwd',
  ])('may not be %j', (url) => {
    expect(parseServiceUrl(url)).toBeUndefined()
  })
})

describe('a studio window', () => {
  it.each([
    '/host/',
    '/host/#live',
    '/console/?room=1',
    '/watch/',
    '/review/2026',
    '/overlay/',
    '/signaling/',
  ])('shows %s', (path) => {
    expect(isStudioPage(origin + path, origin)).toBe(true)
  })
  it.each([
    `${origin}/`,
    `${origin}/hosts/`,
    `${origin}/host/../api/`,
    'http://127.0.0.1:4171/host/',
    'http://localhost:4170/host/',
    'https://127.0.0.1:4170/host/',
    `http://127.0.0.1:4170@evil.example/host/`,
    'javascript:alert(1)//host/',
    'data:text/html,/host/',
    'about:blank',
    'file:///host/',
    '',
  ])('does not show %j', (address) => {
    expect(isStudioPage(address, origin)).toBe(false)
  })
  it('holds a port only on the host page', () => {
    expect(isHostPage(`${origin}/host/`, origin)).toBe(true)
    expect(isHostPage(`${origin}/console/`, origin)).toBe(false)
    expect(isHostPage('http://127.0.0.1:1/host/', origin)).toBe(false)
  })
})

describe('a link', () => {
  const hosts = new Set(['docs.example.com'])
  it('opens outside only as https to a listed host', () => {
    expect(mayOpenOutside('https://docs.example.com/a', hosts)).toBe(true)
  })
  it.each([
    'http://docs.example.com/',
    'https://example.com/',
    'https://docs.example.com.evil.example/',
    'https://docs.example.com@evil.example/',
    'https://someone@docs.example.com/',
    'file:///etc/passwd',
    'ms-settings:',
    'no address',
  ])('does not open outside: %s', (address) => {
    expect(mayOpenOutside(address, hosts)).toBe(false)
  })
})

describe('a permission', () => {
  it('is given to the service’s own pages if it is on the list', () => {
    expect(isPermitted('media', origin, origin)).toBe(true)
    expect(isPermitted('screen-wake-lock', `${origin}/host/`, origin)).toBe(true)
  })
  it.each(['geolocation', 'clipboard-read', 'usb', 'openExternal', 'notifications', 'unknown'])(
    'is refused if it is not: %s',
    (permission) => expect(isPermitted(permission, origin, origin)).toBe(false),
  )
  it.each(['http://localhost:4170', 'http://127.0.0.1:4171', 'null', ''])('is refused to %j', (requester) => {
    expect(isPermitted('media', requester, origin)).toBe(false)
  })
})

describe('response headers', () => {
  it('get a policy where there is none', () => {
    const policy = withContentSecurityPolicy({ 'Content-Type': ['text/html'] })[
      'Content-Security-Policy'
    ]?.[0]
    expect(policy).toContain("default-src 'self'")
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  })
  it.each(['content-security-policy', 'Content-Security-Policy'])('keep the one they have as %s', (name) => {
    const headers = { [name]: ["default-src 'none'"] }
    expect(withContentSecurityPolicy(headers)).toEqual(headers)
  })
})
