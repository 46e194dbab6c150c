import { describe, expect, it } from 'vitest'
import { matchDevice } from './match-device.ts'

const device = (deviceId: string, label: string, groupId = `group-${deviceId}`) => ({
  deviceId,
  label,
  groupId,
})

describe('recognising a device', () => {
  it('trusts the id first', () => {
    const present = [device('b', 'Cam'), device('a', 'Renamed')]
    expect(matchDevice(device('a', 'Cam'), present)?.deviceId).toBe('a')
  })

  it('finds a replugged device by its label when the id changed', () => {
    expect(matchDevice(device('old', 'Cam'), [device('new', 'Cam'), device('x', 'Other')])?.deviceId).toBe(
      'new',
    )
  })

  it('tells two devices of one make apart by their group, and does not guess without it', () => {
    const twins = [device('new1', 'Cam', 'g1'), device('new2', 'Cam', 'g2')]
    expect(matchDevice(device('old', 'Cam', 'g2'), twins)?.deviceId).toBe('new2')
    expect(matchDevice(device('old', 'Cam', 'g3'), twins)).toBeNull()
  })

  it('does not match devices that have no name yet', () => {
    expect(matchDevice(device('old', ''), [device('new', '')])).toBeNull()
  })
})
