import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildFragment, offeredIce, parseFragment, withRestartedIce } from './sdp-fragment.ts'
import { offerSdp } from './testing/fake-peer.ts'

const word = fc.stringMatching(/^[A-Za-z0-9+/]{4,32}$/)
const candidate = fc
  .tuple(fc.nat(9999), fc.ipV4(), fc.integer({ min: 1024, max: 65_535 }))
  .map(([foundation, ip, port]) => `candidate:${foundation} 1 udp 2122260223 ${ip} ${port} typ host`)

describe('an SDP fragment', () => {
  it('is written as RFC 9725 §4.3.2 shows it', () => {
    const ice = offeredIce(offerSdp('EsAw', ['candidate:1 1 udp 1 192.0.2.1 61764 typ host']))
    expect(ice && buildFragment({ ...ice, complete: true }).split('\r\n')).toEqual([
      'a=ice-ufrag:EsAw',
      'a=ice-pwd:EsAw-password',
      'm=audio 9 RTP/AVP 0',
      'a=mid:0',
      'a=candidate:1 1 udp 1 192.0.2.1 61764 typ host',
      'a=end-of-candidates',
      '',
    ])
  })

  it('says the same after being written and read', () => {
    fc.assert(
      fc.property(
        word,
        word,
        fc.array(candidate),
        fc.boolean(),
        (usernameFragment, password, candidates, complete) => {
          const ice = { usernameFragment, password, candidates, complete }
          expect(parseFragment(buildFragment({ ...ice, mediaKind: 'audio', mid: '0' }))).toEqual(ice)
        },
      ),
    )
  })

  it('is none without user name and password', () => {
    expect(parseFragment('')).toBe(null)
    expect(parseFragment('<html>')).toBe(null)
    expect(parseFragment('a=ice-ufrag:x\r\n')).toBe(null)
    expect(offeredIce('v=0\r\n')).toBe(null)
  })
})

describe('an answer after an ICE restart', () => {
  it('has the new path in every section and nothing else changed', () => {
    fc.assert(
      fc.property(
        word,
        word,
        fc.array(candidate, { minLength: 1 }),
        (usernameFragment, password, candidates) => {
          const before = offerSdp('old', ['candidate:9 1 udp 1 198.51.100.1 3478 typ host'])
          const after = withRestartedIce(before, { usernameFragment, password, candidates, complete: true })
          const read = offeredIce(after)
          expect(read).toMatchObject({ usernameFragment, password, candidates })
          const rest = (sdp: string): string[] =>
            sdp.split('\r\n').filter((line) => !/^a=(ice-|candidate)/.test(line))
          expect(rest(after)).toEqual(rest(before))
          expect(after).not.toContain('a=ice-ufrag:old\r\n')
        },
      ),
    )
  })

  it('keeps the known candidates where the server names none', () => {
    const before = offerSdp('old', ['candidate:9 1 udp 1 198.51.100.1 3478 typ host'])
    const ice = { usernameFragment: 'new', password: 'new-password', candidates: [], complete: false }
    expect(offeredIce(withRestartedIce(before, ice))?.candidates).toHaveLength(1)
  })
})
