import { afterEach, describe, expect, it } from 'vitest'

import type { Actor } from '#shared/domain/session/actor.ts'
import { createFakeEngine } from '#renderer/media/testing/fake-engine.ts'
import { createStudioOutputs } from '#renderer/features/outputs/studio-outputs.ts'
import { MediaError } from '#renderer/media/media-error.ts'
import { createStaffClient, type StaffClient } from '#renderer/session-client/staff-client.ts'
import { InMemoryRoom } from '#renderer/session-client/testing/in-memory-room.ts'
import { driveProductCard } from './drive-product-card.ts'
import { driveWall } from './drive-wall.ts'
import { logScenes } from './log-scenes.ts'
import { publishLocalRoom } from './publish-local-room.ts'
import { itemOf } from '#shared/domain/run-sheet/item.ts'

const HOST: Actor = { role: 'host', id: 'host', name: '禾姐' }
const SERVICE_AHEAD_MS = 60_000
const STOCK_WORDS = { left: (n: number) => `库存 ${n}`, soldOut: () => '已售罄' }

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

async function openRoom() {
  const room = new InMemoryRoom('羊绒大衣之夜', () => Date.now() + SERVICE_AHEAD_MS, [])
  const client: StaffClient = createStaffClient(room.connect(HOST))
  stops.push(client.close)
  await expect.poll(() => client.store.getState().session).not.toBe(null)
  return { room, client, engine: createFakeEngine() }
}

describe('the card on the wall', () => {
  it('is drawn for as long as the service says, by the clock of this machine', async () => {
    const { room, client, engine } = await openRoom()
    const serviceClock = { ...client.clock, nowMs: () => 1_000_000 + SERVICE_AHEAD_MS }
    stops.push(driveWall({ ...client, clock: serviceClock }, engine, () => 1_000_000))
    room.act(HOST, { type: 'goLive' })
    room.say({
      source: 'room',
      sourceMessageId: null,
      userId: 'u1',
      userName: '木棉',
      text: '有L码吗',
      sentAtMs: Date.now() + SERVICE_AHEAD_MS,
    })
    const [question] = room.state.questions.values()
    room.act(HOST, { type: 'pinQuestion', questionId: question?.questionId ?? '', answer: '有的' })

    await expect.poll(() => engine.wall.at(-1)?.question).toBe('有L码吗')
    const card = engine.wall.at(-1)
    const untilMs = (room.state.wall?.untilMs ?? 0) - SERVICE_AHEAD_MS
    expect(card).toMatchObject({ askerName: '木棉', answer: '有的', untilMs })

    room.act(HOST, { type: 'clearWall' })
    await expect.poll(() => engine.wall.at(-1)).toBe(null)
  })
})

describe('the product card', () => {
  it('shows the item on air with its prices, and goes with it', async () => {
    const { room, client, engine } = await openRoom()
    stops.push(driveProductCard(client, engine, STOCK_WORDS))
    expect(engine.getState().productCard).toBe(null)
    const item = itemOf({ number: 3, title: '羊绒大衣', priceFen: 39_900, listPriceFen: 59_950 })
    room.act(HOST, { type: 'putItemOnAir', item })
    await expect
      .poll(() => engine.getState().productCard)
      .toMatchObject({
        number: 3,
        title: '羊绒大衣',
        livePrice: '¥399',
        dailyPrice: '¥599.50',
      })
    room.act(HOST, { type: 'putItemOnAir', item: { ...item, listPriceFen: 39_900 } })
    await expect.poll(() => engine.getState().productCard?.dailyPrice).toBe(null)
    room.act(HOST, { type: 'takeItemOffAir' })
    await expect.poll(() => engine.getState().productCard).toBe(null)
  })

  it('follows the stock down to sold out, and the live price out of its window', async () => {
    const { room, client, engine } = await openRoom()
    let nowMs = 1_000
    stops.push(
      driveProductCard({ ...client, clock: { ...client.clock, nowMs: () => nowMs } }, engine, STOCK_WORDS),
    )
    const card = () => engine.getState().productCard
    const item = itemOf({
      itemId: 'i3',
      number: 3,
      title: '羊绒大衣',
      priceFen: 39_900,
      listPriceFen: 59_900,
      stock: 2,
      validUntilMs: 2_000,
    })
    room.act(HOST, { type: 'addItem', item, index: 0 })
    room.act(HOST, { type: 'takeItem', itemId: 'i3' })
    await expect.poll(card).toMatchObject({ livePrice: '¥399', stock: '库存 2', soldOut: false })
    room.act(HOST, { type: 'adjustStock', itemId: 'i3', stock: 0 })
    await expect.poll(card).toMatchObject({ stock: '已售罄', soldOut: true })
    nowMs = 2_000
    await expect.poll(card).toMatchObject({ livePrice: '¥599', dailyPrice: null })
  })
})

describe('the scene on programme', () => {
  it('is told to the log once per cut, also when it was taken before the session was there', async () => {
    const { room, client, engine } = await openRoom()
    engine.take('camera-1')
    stops.push(logScenes(client, engine))
    await expect.poll(() => room.state.scene).toEqual({ sceneId: 'camera-1', name: '机位 1' })
    const seq = room.state.seq

    engine.take('camera-1')
    engine.take('side-by-side')
    await expect.poll(() => room.state.scene?.sceneId).toBe('side-by-side')
    expect(room.state.seq).toBe(seq + 1)
  })

  it('is not told to a show that has ended', async () => {
    const { room, client, engine } = await openRoom()
    stops.push(logScenes(client, engine))
    room.act(HOST, { type: 'goLive' })
    room.act(HOST, { type: 'endShow' })
    await expect.poll(() => client.store.getState().session?.phase).toBe('ended')
    engine.take('camera-2')
    expect(room.state.scene).toBe(null)
  })
})

describe('the local room', () => {
  it('gets the programme while the show is live, and only then', async () => {
    const { room, client, engine } = await openRoom()
    stops.push(publishLocalRoom(client, createStudioOutputs(engine)))
    expect(engine.published).toEqual([])
    room.act(HOST, { type: 'goLive' })
    await expect.poll(() => engine.getState().outputs.length).toBe(1)
    room.act(HOST, { type: 'endShow' })
    await expect.poll(() => engine.getState().outputs.length).toBe(0)
    expect(engine.published).toEqual(['localRoom'])
  })

  it('is left when the rig is taken apart', async () => {
    const { room, client, engine } = await openRoom()
    const stop = publishLocalRoom(client, createStudioOutputs(engine))
    room.act(HOST, { type: 'goLive' })
    await expect.poll(() => engine.getState().outputs.length).toBe(1)
    stop()
    await expect.poll(() => engine.getState().outputs.length).toBe(0)
  })

  it('says that an engine cannot send to it', async () => {
    const { room, client } = await openRoom()
    const outputs = createStudioOutputs({
      publishTo: () => Promise.reject(new MediaError('notSupported', 'no local room here')),
    })
    stops.push(publishLocalRoom(client, outputs))
    room.act(HOST, { type: 'goLive' })
    const problem = () => outputs.store.getState().problems.get('localRoom')?.kind
    await expect.poll(problem).toBe('notSupported')
    room.act(HOST, { type: 'endShow' })
    await expect.poll(problem).toBe(undefined)
  })
})
