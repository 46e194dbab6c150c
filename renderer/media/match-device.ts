import type { DeviceRef } from './media-state.ts'

/**
 * Finds a remembered device among those present now. Ids change when a device moves to another port or the
 * browser forgets, so group and label count next; a label shared by several devices is no proof.
 */
export function matchDevice(wanted: DeviceRef, present: readonly DeviceRef[]): DeviceRef | null {
  const byId = present.find((device) => device.deviceId === wanted.deviceId)
  if (byId) return byId
  if (wanted.label === '') return null
  const sameLabel = present.filter((device) => device.label === wanted.label)
  const inGroup = sameLabel.filter((device) => device.groupId === wanted.groupId)
  return (inGroup.length === 1 ? inGroup[0] : sameLabel.length === 1 ? sameLabel[0] : undefined) ?? null
}
