import type { Signal } from '#shared/protocol/signal.ts'
import type { StaffLink } from './staff-link.ts'
import { encode } from './staff-link.ts'
import type { ViewerLink } from './viewer-room.ts'

/** The name by which viewers address whichever host window sends them the program. */
const HOST_PEER = 'host'

/**
 * Carries WebRTC signalling between viewers and the host window. Several host windows may be open (a prompter on a
 * second display is one): a viewer's `join` reaches all of them, and the one that offers first keeps that viewer.
 */
export interface SignalRelay {
  readonly fromViewer: (viewer: ViewerLink, signal: Signal) => void
  readonly fromHost: (host: StaffLink, peerId: string, signal: Signal) => void
  readonly viewerLeft: (viewer: ViewerLink) => void
  readonly hostLeft: (host: StaffLink) => void
}

export function createSignalRelay(hosts: () => readonly StaffLink[]): SignalRelay {
  const peerIds = new Map<ViewerLink, string>()
  const viewers = new Map<string, ViewerLink>()
  const publishers = new Map<ViewerLink, StaffLink>()
  let lastPeer = 0

  const peerIdOf = (viewer: ViewerLink): string => {
    const known = peerIds.get(viewer)
    if (known !== undefined) return known
    lastPeer += 1
    const peerId = `viewer-${lastPeer}`
    peerIds.set(viewer, peerId)
    viewers.set(peerId, viewer)
    return peerId
  }

  return {
    fromViewer: (viewer, signal) => {
      if (signal.kind === 'join') publishers.delete(viewer)
      const publisher = publishers.get(viewer)
      const from = peerIdOf(viewer)
      for (const host of publisher ? [publisher] : hosts()) host.send({ type: 'signal', from, signal })
    },
    fromHost: (host, peerId, signal) => {
      const viewer = viewers.get(peerId)
      if (!viewer) return
      if (signal.kind === 'offer' && !publishers.has(viewer)) publishers.set(viewer, host)
      const publisher = publishers.get(viewer)
      // A full room says so without ever having offered.
      if (publisher !== host && !(publisher === undefined && signal.kind === 'leave')) return
      if (signal.kind === 'leave') publishers.delete(viewer)
      viewer.link.send(encode({ type: 'signal', from: HOST_PEER, signal }))
    },
    viewerLeft: (viewer) => {
      const peerId = peerIds.get(viewer)
      if (peerId === undefined) return
      for (const host of hosts()) host.send({ type: 'signal', from: peerId, signal: { kind: 'leave' } })
      publishers.delete(viewer)
      peerIds.delete(viewer)
      viewers.delete(peerId)
    },
    hostLeft: (host) => {
      for (const [viewer, publisher] of publishers) {
        if (publisher !== host) continue
        publishers.delete(viewer)
        viewer.link.send(encode({ type: 'signal', from: HOST_PEER, signal: { kind: 'leave' } }))
      }
    },
  }
}
