import type { Logger } from 'pino'

import type { Machine } from '#shared/domain/health/machine.ts'
import type { Access, Down } from '#shared/protocol/down.ts'
import type { ImportJob } from '#shared/protocol/imports.ts'
import type { RemoteControl } from '#shared/protocol/remote.ts'
import type { SyncStatus } from '#shared/protocol/sync.ts'
import { PROTOCOL_VERSION } from '#shared/protocol/protocol-version.ts'
import type { Request, Up } from '#shared/protocol/up.ts'
import type { LocalRoom } from '../chat-sources/local-room/local-room.ts'
import type { RehearsalProgress } from '../chat-sources/recorded/rehearsal.ts'
import type { ChatSource } from '../chat-sources/chat-source.ts'
import type { OutsideChat } from '../chat-sources/outside/outside-source.ts'
import { every, type Clock } from '../clock.ts'
import type { Served } from '../requests/serve-request.ts'
import type { HostBroker } from '../remote-control/host-broker.ts'
import { createAttendance } from '../session/attendance.ts'
import type { IntakeOutcome } from '../session/session-writer.ts'
import type { Studio } from '../session/studio.ts'
import type { ClientLink, Hub, LinkHandlers } from './link.ts'
import { reportedEvent } from './reported-event.ts'
import { createSignalRelay } from './signal-relay.ts'
import { encode, type StaffLink } from './staff-link.ts'
import { createStaffRoom } from './staff-room.ts'
import { createViewerRoom, type ViewerLink } from './viewer-room.ts'
import type { CannedReply } from '#shared/domain/replies/canned-reply.ts'
import type { SceneCollection } from '#shared/domain/scenes/scene-collection.ts'
import type { Actor } from '#shared/domain/session/actor.ts'

/** Presence changes are told together: a team that reconnects is one frame, not twenty. */
const PRESENCE_EVERY_MS = 200
const HEALTH_EVERY_MS = 2_000
/** Two host windows of one show sample both; the log wants one a second. */
const SAMPLES_APART_MS = 500

export interface HubOptions {
  readonly studio: Studio
  readonly clock: Clock
  readonly logger: Logger
  readonly cannedReplies: () => CannedReply[]
  readonly access: () => Access | null
  readonly remote: { readonly broker: HostBroker; readonly current: () => RemoteControl }
  readonly sync: () => SyncStatus
  /** Keeps a viewer's new name with the device that it paired. */
  readonly rename: (viewer: Actor) => void
  readonly serve: (request: Request, actor: Actor) => Promise<Served>
}

/** What the composition root connects once the sources exist; they need the hub's viewer count themselves. */
export interface HubSources {
  readonly localRoom: LocalRoom
  readonly outside: OutsideChat
  readonly sources: readonly ChatSource[]
  readonly rehearsal: () => RehearsalProgress | null
}

export interface StudioHub extends Hub {
  readonly connectSources: (sources: HubSources) => void
  readonly viewersOnline: () => number
  readonly announceHealth: () => void
  readonly announceCannedReplies: () => void
  readonly announceScenes: (collection: SceneCollection) => void
  readonly announceAccess: (access: Access) => void
  /** Tells the hosts how their machine fares. */
  readonly announceMachine: (machine: Machine) => void
  readonly announceRemoteControl: (remoteControl: RemoteControl) => void
  readonly announceImport: (job: ImportJob) => void
  readonly announceSync: (status: SyncStatus) => void
  readonly close: () => void
}

/** The one place where clients of every transport meet the session: filters by role, coalesces, sends. */
export function createHub(options: HubOptions): StudioHub {
  const { studio, clock, logger, remote } = options
  const staffRoom = createStaffRoom(studio.running, clock)
  const viewerRoom = createViewerRoom(studio.running, clock)
  const relay = createSignalRelay(staffRoom.hosts)
  const attendance = createAttendance(studio.running, clock)
  let connected: HubSources | null = null
  let presenceChanged = true
  let machine: Machine | null = null
  let lastSampleMs = 0

  const presenceFrame = (): Down => ({
    type: 'presence',
    staff: staffRoom.present(),
    viewers: viewerRoom.online() + (connected?.outside.online() ?? 0),
  })
  const healthFrame = (): Down => ({
    type: 'health',
    log: studio.running().health(),
    sources: connected?.sources.flatMap((source) => source.health() ?? []) ?? [],
    rehearsal: connected?.rehearsal() ?? null,
  })

  const stopListening = [
    studio.onCommit((commit) => {
      staffRoom.publish(commit)
      viewerRoom.publish(commit)
    }),
    studio.onHealth(() => staffRoom.broadcast(healthFrame())),
    studio.onSwitch(() => {
      staffRoom.startOver()
      viewerRoom.startOver()
      attendance.startOver()
      connected?.outside.startOver()
    }),
  ]
  const timers = [
    every(clock, PRESENCE_EVERY_MS, () => {
      if (!presenceChanged) return
      presenceChanged = false
      staffRoom.broadcast(presenceFrame())
    }),
    every(clock, HEALTH_EVERY_MS, () => staffRoom.broadcast(healthFrame())),
  ]

  const attachStaff = (link: ClientLink): LinkHandlers => {
    const staff = staffRoom.join(link)
    presenceChanged = true
    return {
      onFrame: (frame) => onStaffFrame(staff, frame),
      onClose: () => {
        staffRoom.leave(staff)
        relay.hostLeft(staff)
        remote.broker.left(staff)
        connected?.outside.hostLeft(staff)
        presenceChanged = true
      },
    }
  }

  const onStaffFrame = (staff: StaffLink, frame: Up): void => {
    const { actor } = staff.link
    switch (frame.type) {
      case 'hello':
        if (!speaksOurs(staff.link, frame.protocol)) return
        staffRoom.hello(staff, { sessionId: frame.sessionId, seq: frame.lastSeq })
        staff.send(presenceFrame())
        staff.send(healthFrame())
        staff.send({ type: 'cannedReplies', replies: options.cannedReplies() })
        return tellAccess(staff)
      case 'command':
        return settle(
          staff.link,
          frame.commandId,
          studio.running().command(actor, frame.commandId, frame.command),
        )
      case 'recordingStarted':
      case 'recordingStopped':
      case 'outputChanged':
      case 'sourceChanged': {
        const event = reportedEvent(frame)
        return settle(
          staff.link,
          frame.commandId,
          studio.running().record(actor, frame.commandId, () => [event]),
        )
      }
      case 'healthSample':
        if (Math.abs(clock.nowMs() - lastSampleMs) < SAMPLES_APART_MS) return
        lastSampleMs = clock.nowMs()
        void studio
          .running()
          .record(actor, null, ({ phase }) =>
            phase === 'live' ? [{ type: 'healthSampled', body: frame.sample }] : [],
          )
        return
      case 'ingest':
        if (!connected) return
        return settle(staff.link, frame.commandId, connected.outside.ingest(frame))
      case 'sourceState': {
        const before = connected?.outside.health()?.state
        connected?.outside.tell(staff, frame)
        presenceChanged = true
        if (connected?.outside.health()?.state !== before) staffRoom.broadcast(healthFrame())
        return
      }
      case 'sourcePresence':
        return connected?.outside.presence(staff, frame)
      case 'request':
        return void options.serve(frame.request, actor).then(
          (served) => staff.send(servedFrame(frame.requestId, served)),
          (error: unknown) => logger.error({ err: error, request: frame.request.type }, 'a request failed'),
        )
      case 'lookAt':
        staff.lookingAt = frame.questionId
        presenceChanged = true
        return
      case 'signal':
        return relay.fromHost(staff, frame.to, frame.signal)
      case 'remoteState':
      case 'remoteLevels':
      case 'remoteResult':
        return remote.broker.take(staff, frame)
      case 'ping':
        return staff.send({ type: 'pong', sentAtMs: frame.sentAtMs, serverNowMs: clock.nowMs() })
      case 'say':
      case 'rename':
      case 'like':
        return
      default:
        frame satisfies never
    }
  }

  const tellAccess = (staff: StaffLink): void => {
    const access = staff.link.actor.role === 'host' ? options.access() : null
    if (access) staff.send({ type: 'access', access })
    if (staff.link.actor.role !== 'host') return
    staff.send({ type: 'remoteControl', remoteControl: remote.current() })
    staff.send({ type: 'syncStatus', status: options.sync() })
    if (machine) staff.send({ type: 'machine', machine })
    remote.broker.joined(staff)
  }

  const settle = (link: ClientLink, commandId: string, outcome: Promise<IntakeOutcome>): void => {
    void outcome.then((settled) =>
      link.send(
        encode(
          settled.ok
            ? { type: 'ack', commandId, ok: true, durable: settled.durable }
            : { type: 'refused', commandId, refusal: settled.refusal },
        ),
      ),
    )
  }

  const attachViewer = (link: ClientLink): LinkHandlers => {
    const viewer = viewerRoom.join(link)
    const counted = link.actor.role === 'viewer'
    if (counted) attendance.arrived(link.actor)
    presenceChanged = true
    viewerRoom.refresh()
    return {
      onFrame: (frame) => onViewerFrame(viewer, frame),
      onClose: () => {
        viewerRoom.leave(viewer)
        relay.viewerLeft(viewer)
        if (counted) attendance.departed(link.actor)
        presenceChanged = true
        viewerRoom.refresh()
      },
    }
  }

  const onViewerFrame = (viewer: ViewerLink, frame: Up): void => {
    const { link } = viewer
    switch (frame.type) {
      case 'hello':
        if (speaksOurs(link, frame.protocol)) viewerRoom.hello(viewer)
        return
      case 'say':
        if (!connected) return
        return settle(
          link,
          frame.commandId,
          connected.localRoom.say(viewer.actor, frame.commandId, frame.text),
        )
      case 'like':
        return void connected?.localRoom.like(viewer.actor, frame.count)
      case 'signal':
        return relay.fromViewer(viewer, frame.signal)
      case 'ping':
        return link.send(encode({ type: 'pong', sentAtMs: frame.sentAtMs, serverNowMs: clock.nowMs() }))
      case 'rename':
        viewer.actor = { ...viewer.actor, name: frame.name }
        options.rename(viewer.actor)
        return link.send(welcome(viewer.actor))
      case 'command':
      case 'request':
      case 'lookAt':
      case 'recordingStarted':
      case 'recordingStopped':
      case 'outputChanged':
      case 'sourceChanged':
      case 'healthSample':
      case 'remoteState':
      case 'remoteLevels':
      case 'remoteResult':
      case 'ingest':
      case 'sourceState':
      case 'sourcePresence':
        return
      default:
        frame satisfies never
    }
  }

  const welcome = (you: Actor): string =>
    encode({ type: 'welcome', protocol: PROTOCOL_VERSION, you, serverNowMs: clock.nowMs() })

  return {
    attach: (link) => {
      link.send(welcome(link.actor))
      const { role } = link.actor
      return role === 'host' || role === 'moderator' ? attachStaff(link) : attachViewer(link)
    },
    connectSources: (sources) => {
      connected = sources
    },
    viewersOnline: viewerRoom.online,
    announceHealth: () => staffRoom.broadcast(healthFrame()),
    announceCannedReplies: () =>
      staffRoom.broadcast({ type: 'cannedReplies', replies: options.cannedReplies() }),
    announceScenes: (collection) => {
      for (const host of staffRoom.hosts()) host.send({ type: 'sceneCollection', collection })
    },
    announceAccess: (access) => {
      for (const host of staffRoom.hosts()) host.send({ type: 'access', access })
    },
    announceMachine: (reading) => {
      machine = reading
      for (const host of staffRoom.hosts()) host.send({ type: 'machine', machine: reading })
    },
    announceImport: (job) => {
      for (const host of staffRoom.hosts()) host.send({ type: 'importJob', job })
    },
    announceSync: (status) => {
      for (const host of staffRoom.hosts()) host.send({ type: 'syncStatus', status })
    },
    announceRemoteControl: (remoteControl) => {
      for (const host of staffRoom.hosts()) host.send({ type: 'remoteControl', remoteControl })
    },
    close: () => {
      attendance.close()
      for (const stop of stopListening) stop()
      for (const timer of timers) timer.cancel()
      staffRoom.close()
      viewerRoom.close()
    },
  }
}

/** A page that was open across an update speaks an older protocol: it is told to load anew, never half understood. */
function speaksOurs(link: ClientLink, protocol: number): boolean {
  if (protocol === PROTOCOL_VERSION) return true
  link.close(
    'protocolMismatch',
    `this page speaks protocol ${protocol}, the studio ${PROTOCOL_VERSION}: load it again`,
  )
  return false
}

const servedFrame = (requestId: string, served: Served): Down =>
  served.ok
    ? { type: 'response', requestId, body: served.body }
    : { type: 'requestFailed', requestId, problem: served.problem, message: served.message }
