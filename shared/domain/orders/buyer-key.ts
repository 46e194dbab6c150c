import { viewerKey } from '../danmaku/danmaku.ts'
import type { Identity } from '../fans/fan.ts'

/** Identities of these sources are ways to reach a person and stay in the library: no log and no screen names them. */
const PRIVATE_SOURCES: ReadonlySet<string> = new Set(['phone', 'mobile', 'tel', 'email'])

const FAN = 'fan'

/**
 * Under which keys a show's log knows a buyer: viewer keys first the shop's own, then the fan's others. Phone numbers
 * are left out; whoever has nothing else is named by the library's own id.
 */
export function buyerKeys(
  buyer: Identity,
  fan: { fanId: string; identities: readonly Identity[] } | null,
): string[] {
  const known = [buyer, ...(fan?.identities ?? [])].filter(({ source }) => !PRIVATE_SOURCES.has(source))
  const keys = new Set(known.map(({ source, userId }) => viewerKey(source, userId)))
  if (keys.size === 0 && fan) keys.add(viewerKey(FAN, fan.fanId))
  return [...keys].slice(0, 21)
}

/** What somebody is called of whom only an id is known: of a way to reach them, too little to do so. */
export function nameOfId({ source, userId }: Identity): string {
  if (!PRIVATE_SOURCES.has(source)) return userId
  return userId.includes('@') ? `${userId.slice(0, 2)}…` : `…${userId.slice(-4)}`
}

/** A buyer's name for the log of a show. Shops often have a telephone number for one: its last four figures remain. */
export const publicName = (name: string): string =>
  name.replaceAll(/\d{7,}/g, (digits) => `…${digits.slice(-4)}`)

/** The fan in a key that `buyerKeys` made for want of another; null for viewer keys. */
export const fanIdOfKey = (key: string): string | null =>
  key.startsWith(`${FAN}:`) ? key.slice(FAN.length + 1) : null

/** Whether this is a drawn name that stands for somebody who was forgotten on request. */
export const isForgotten = ({ userId }: Identity): boolean => /^gone-[0-9a-f]{16}$/.test(userId)
