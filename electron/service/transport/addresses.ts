import { isIPv4 } from 'node:net'
import type { Socket } from 'node:net'
import { networkInterfaces } from 'node:os'

/** What `os.networkInterfaces()` gives, as far as we look at it. */
export type Interfaces = Readonly<
  Record<string, readonly { readonly address: string; readonly internal: boolean }[] | undefined>
>

/** Names that virtual adapters bear on Windows, macOS and Linux: phones in the room cannot reach those. */
const VIRTUAL =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|vethernet|vmware|virtualbox|utun|tun|tap|wg|tailscale|zt|lxc|lxd|cni|podman)/i

const PRIVATE_RANGES: readonly RegExp[] = [
  /^192\.168\./,
  /^10\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^169\.254\./,
]

/** An IPv4 address that came over a dual-stack socket, without its IPv6 wrapping. */
export const plainAddress = (address: string | undefined): string => (address ?? '').replace(/^::ffff:/i, '')

export const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.')

/**
 * The IPv4 addresses under which other devices reach this machine, the likeliest first: real adapters before
 * virtual ones, home and office ranges first. Public addresses count only where there is no private one, so that
 * sharing with the room never opens a door to the internet by accident. IPv6 is left out: every network a phone
 * shares with a studio PC has IPv4, and a global IPv6 address may be reachable from anywhere.
 */
export function lanAddresses(interfaces: Interfaces = networkInterfaces()): string[] {
  const found = Object.entries(interfaces).flatMap(([name, infos = []]) =>
    infos
      .filter(({ address, internal }) => !internal && isIPv4(address))
      .map(({ address }) => {
        const range = PRIVATE_RANGES.findIndex((pattern) => pattern.test(address))
        return {
          address,
          isPrivate: range >= 0,
          rank: range + (VIRTUAL.test(name) ? PRIVATE_RANGES.length : 0),
        }
      }),
  )
  const inside = found.filter(({ isPrivate }) => isPrivate)
  const chosen = inside.length > 0 ? inside : found
  return [...new Set(chosen.toSorted((a, b) => a.rank - b.rank).map(({ address }) => address))]
}

/**
 * Whether a Host header names this machine: the very address the connection arrived at, or a loopback name on a
 * loopback connection. A page of another site that rebinds its own name to our address fails here.
 */
export function isOwnHost(
  host: string | undefined,
  socket: Pick<Socket, 'localAddress' | 'localPort'>,
): boolean {
  const parts = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?$/i.exec(host ?? '')
  if (!parts || Number(parts[2] ?? 80) !== socket.localPort) return false
  const name = (parts[1] ?? '').toLowerCase()
  const local = plainAddress(socket.localAddress)
  if (name === local || name === `[${local}]`) return true
  return isLoopback(local) && ['localhost', '127.0.0.1', '[::1]'].includes(name)
}

/** Whether the sender is a page of ours: its origin must be exactly the address it talks to. */
export const isOwnOrigin = (origin: string | undefined, host: string | undefined): boolean =>
  origin !== undefined && host !== undefined && origin.toLowerCase() === `http://${host.toLowerCase()}`
