import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { iceServersOf, parseLinkHeader } from './link-header.ts'

describe('ICE servers in Link headers', () => {
  it('reads the example of RFC 9725 §4.6, joined as browsers join several fields', () => {
    const header = [
      '<stun:stun.example.net>; rel="ice-server"',
      '<turn:turn.example.net?transport=udp>; rel="ice-server"; username="user"; credential="myPassword"; credential-type="password"',
      '<turns:turn.example.net?transport=tcp>; rel="ice-server"; username="user"; credential="my,Pass;word \\"x\\""',
    ].join(', ')
    expect(iceServersOf(header)).toEqual([
      { urls: 'stun:stun.example.net' },
      { urls: 'turn:turn.example.net?transport=udp', username: 'user', credential: 'myPassword' },
      { urls: 'turns:turn.example.net?transport=tcp', username: 'user', credential: 'my,Pass;word "x"' },
    ])
  })

  it('leaves out extensions, other targets and TURN servers that cannot be logged in to', () => {
    const header = [
      '<https://live.example.com/sse>; rel="urn:ietf:params:whip:ext:example:server-sent-events"',
      '<https://evil.example/>; rel=ice-server',
      '<turn:turn.example.net>; rel=ice-server',
      '<turn:turn.example.net>; rel=ice-server; username=u; credential=c; credential-type=oauth',
      '<stun:stun.example.net>; rel="preconnect ICE-Server"',
    ].join(',')
    expect(iceServersOf(header)).toEqual([{ urls: 'stun:stun.example.net' }])
    expect(iceServersOf(null)).toEqual([])
  })

  it('survives whatever a server writes', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(Array.isArray(parseLinkHeader(header))).toBe(true)
      }),
    )
    expect(parseLinkHeader('nonsense, <a>; x, "un<closed>, <b>; y="1')).toMatchObject([{ target: 'a' }])
  })

  it('gives back every quoted value as it was', () => {
    const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1, maxLength: 4 }), (logins) => {
        const header = logins
          .map(
            ([user, word]) =>
              `<turn:t.example>;rel="ice-server";username=${quoted(user)};credential=${quoted(word)}`,
          )
          .join(', ')
        expect(iceServersOf(header)).toEqual(
          logins.map(([username, credential]) => ({ urls: 'turn:t.example', username, credential })),
        )
      }),
    )
  })
})
