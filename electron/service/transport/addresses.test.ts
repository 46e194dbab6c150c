import { describe, expect, it } from 'vitest'

import { isLoopback, isOwnHost, isOwnOrigin, lanAddresses, plainAddress } from './addresses.ts'

const at = (address: string, internal = false) => ({ address, internal })

describe('the addresses other devices can open', () => {
  it('come with the real home network first, virtual adapters last and loopback never', () => {
    expect(
      lanAddresses({
        lo: [at('127.0.0.1', true), at('::1', true)],
        docker0: [at('172.17.0.1')],
        'vEthernet (WSL)': [at('192.168.240.1')],
        utun3: [at('10.8.0.2')],
        en0: [at('fe80::1'), at('192.168.1.20')],
        eth1: [at('10.0.0.5')],
      }),
    ).toEqual(['192.168.1.20', '10.0.0.5', '192.168.240.1', '10.8.0.2', '172.17.0.1'])
  })

  it('leave a public address out where there is a private one', () => {
    expect(lanAddresses({ eth0: [at('203.0.113.9')], eth1: [at('192.168.1.2')] })).toEqual(['192.168.1.2'])
    expect(lanAddresses({ eth0: [at('203.0.113.9')] })).toEqual(['203.0.113.9'])
  })

  it('are none on a machine without a network', () => {
    expect(lanAddresses({ lo: [at('127.0.0.1', true)], wlan0: undefined })).toEqual([])
  })
})

describe('the Host header', () => {
  const loopback = { localAddress: '127.0.0.1', localPort: 4170 }
  const lan = { localAddress: '::ffff:192.168.1.20', localPort: 4170 }

  it.each(['127.0.0.1:4170', 'localhost:4170', 'LOCALHOST:4170', '[::1]:4170'])(
    '%s is ours on loopback',
    (host) => {
      expect(isOwnHost(host, loopback)).toBe(true)
    },
  )

  it.each([
    'evil.example:4170',
    '127.0.0.1.evil.example:4170',
    '127.0.0.1:4171',
    '127.0.0.1',
    '192.168.1.20:4170',
    'user@127.0.0.1:4170',
    '127.0.0.1:4170/x',
    '',
    undefined,
  ])('%s is not ours on loopback', (host) => {
    expect(isOwnHost(host, loopback)).toBe(false)
  })

  it('in the LAN is the address that was called, and no loopback name', () => {
    expect(isOwnHost('192.168.1.20:4170', lan)).toBe(true)
    expect(isOwnHost('localhost:4170', lan)).toBe(false)
    expect(isOwnHost('192.168.1.21:4170', lan)).toBe(false)
  })
})

describe('the Origin header', () => {
  it('must be exactly the address the page talks to', () => {
    expect(isOwnOrigin('http://127.0.0.1:4170', '127.0.0.1:4170')).toBe(true)
    expect(isOwnOrigin('http://localhost:4170', '127.0.0.1:4170')).toBe(false)
    expect(isOwnOrigin('https://127.0.0.1:4170', '127.0.0.1:4170')).toBe(false)
    expect(isOwnOrigin('http://127.0.0.1:3000', '127.0.0.1:4170')).toBe(false)
    expect(isOwnOrigin('null', '127.0.0.1:4170')).toBe(false)
    expect(isOwnOrigin(undefined, '127.0.0.1:4170')).toBe(false)
  })
})

it('loopback is told from the LAN, also behind an IPv6 wrapping', () => {
  expect(['127.0.0.1', '127.8.8.8', '::1'].every(isLoopback)).toBe(true)
  expect(isLoopback(plainAddress('::ffff:127.0.0.1'))).toBe(true)
  expect(['192.168.1.2', '::2', '', '128.0.0.1'].some(isLoopback)).toBe(false)
})
