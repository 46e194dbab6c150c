import { afterEach, describe, expect, it } from 'vitest'

import type { WhipDestination } from '#shared/domain/outputs/destination.ts'
import type { Actor } from '#shared/domain/session/actor.ts'
import { createOutputBoard } from '#renderer/features/outputs/output-board.ts'
import { MediaError } from '#renderer/media/media-error.ts'
import type { OutputTarget } from '#renderer/media/port.ts'
import { createFakeEngine } from '#renderer/media/testing/fake-engine.ts'
import { openSecretStore } from '#renderer/secrets/secret-store.ts'
import { createStaffClient } from '#renderer/session-client/staff-client.ts'
import { InMemoryRoom } from '#renderer/session-client/testing/in-memory-room.ts'
import { publishOutputs } from './publish-outputs.ts'

const HOST: Actor = { role: 'host', id: 'host', name: '禾姐' }
const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

const destination = (id: string, change: Partial<WhipDestination> = {}): WhipDestination => ({
  ...{ id, name: id, url: `https://${id}.example/whip`, videoKbps: null, simulcast: false },
  startWithShow: true,
  ...change,
})

async function openBoard(destinations: readonly WhipDestination[]) {
  const room = new InMemoryRoom('羊绒大衣之夜', Date.now, [])
  const client = createStaffClient(room.connect(HOST))
  stops.push(client.close)
  await expect.poll(() => client.store.getState().session).not.toBe(null)
  await client.request({ type: 'saveOutputs', outputs: { whip: [...destinations] } })
  const fake = createFakeEngine()
  const targets: OutputTarget[] = []
  const tried: string[] = []
  let refusal: MediaError | null = null
  const engine = {
    ...fake,
    publishTo: async (target: OutputTarget) => {
      targets.push(target)
      if (refusal) throw refusal
      const handle = await fake.publishTo(target)
      return { ...handle, retryNow: () => void tried.push(handle.id) }
    },
  }
  const board = createOutputBoard(client, engine, openSecretStore(undefined))
  stops.push(publishOutputs(client, board))
  await expect.poll(() => board.store.getState().destinations).toEqual(destinations)
  const running = (): string[] => [...board.store.getState().outputIds.keys()]
  return {
    ...{ room, board, engine, targets, tried, running },
    refuse: (error: MediaError | null) => (refusal = error),
  }
}

describe('publishing to destinations', () => {
  it('begins with the show, with the token and the wishes of each, and ends with it', async () => {
    const { room, board, engine, targets, running } = await openBoard([
      destination('one', { videoKbps: 2500, simulcast: true }),
      destination('two', { startWithShow: false }),
    ])
    await board.save(destination('one', { videoKbps: 2500, simulcast: true }), 'sesame')
    expect(board.store.getState().withToken).toEqual(new Set(['one']))
    board.start('two')
    expect(targets, 'nothing goes out before the show').toEqual([])

    room.act(HOST, { type: 'goLive' })
    await expect.poll(running).toEqual(['one'])
    expect(targets).toEqual([
      {
        ...{ kind: 'whip', url: 'https://one.example/whip', bearerToken: 'sesame' },
        ...{ simulcast: true, maxVideoKbps: 2500 },
      },
    ])
    board.start('two')
    await expect.poll(running).toEqual(['one', 'two'])
    expect(targets.at(-1)).toMatchObject({ url: 'https://two.example/whip', bearerToken: null })

    room.act(HOST, { type: 'endShow' })
    await expect.poll(running).toEqual([])
    expect(engine.getState().outputs).toEqual([])
  })

  it('goes on with a new token or address at once, and only with those', async () => {
    const { room, board, targets, running } = await openBoard([destination('one')])
    room.act(HOST, { type: 'goLive' })
    await expect.poll(running).toEqual(['one'])
    await board.save(destination('one', { name: '主线路' }), undefined)
    await board.save(destination('one', { name: '主线路' }), 'fresh')
    await expect.poll(() => targets.length).toBe(2)
    expect(targets[1]).toMatchObject({ bearerToken: 'fresh' })
    await board.save(destination('one', { url: 'https://other.example/whip' }), undefined)
    await expect.poll(() => targets.length).toBe(3)
    expect(targets[2]).toMatchObject({ url: 'https://other.example/whip', bearerToken: 'fresh' })
    await board.save(destination('one', { url: 'https://other.example/whip' }), null)
    await expect.poll(() => targets.length).toBe(4)
    expect(targets[3]).toMatchObject({ bearerToken: null })
  })

  it('ends for a destination that is removed, and forgets its token', async () => {
    const { room, board, engine, running } = await openBoard([destination('one')])
    await board.save(destination('one'), 'sesame')
    room.act(HOST, { type: 'goLive' })
    await expect.poll(running).toEqual(['one'])
    await board.remove('one')
    await expect.poll(running).toEqual([])
    expect(engine.getState().outputs).toEqual([])
    expect(board.store.getState().destinations).toEqual([])
    expect(await board.tokenOf('one')).toBe(null)
  })

  it('says why an engine would not begin, and can be asked again', async () => {
    const { room, board, running, refuse } = await openBoard([destination('one')])
    refuse(new MediaError('notSupported', 'no WHIP here'))
    room.act(HOST, { type: 'goLive' })
    await expect.poll(() => board.store.getState().problems.get('one')?.kind).toBe('notSupported')
    expect(running()).toEqual([])
    refuse(null)
    board.start('one')
    await expect.poll(running).toEqual(['one'])
    expect(board.store.getState().problems.size).toBe(0)
  })

  it('tries any output again by the name the engine gave it, whoever began it', async () => {
    const { room, board, engine, tried, running } = await openBoard([destination('one')])
    room.act(HOST, { type: 'goLive' })
    await expect.poll(running).toEqual(['one'])
    board.studio.start('agora', async () => ({
      ...{ kind: 'agora', channel: 'evening', uid: 42 },
      token: async () => 'sesame',
    }))
    await expect.poll(() => engine.getState().outputs.map(({ id }) => id)).toEqual(['whip-1', 'agora-2'])
    for (const id of ['agora-2', 'whip-1', 'gone-3']) board.retryOutput(id)
    await expect.poll(() => tried).toEqual(['agora-2', 'whip-1'])
    board.studio.stop('agora')
    await expect.poll(() => engine.getState().outputs.map(({ id }) => id)).toEqual(['whip-1'])
  })
})
