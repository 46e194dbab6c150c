import { EventSubscription, OBSWebSocket as MsgpackClient } from 'obs-websocket-js'
import { OBSWebSocket as JsonClient } from 'obs-websocket-js/json'
import { describe, expect, it } from 'vitest'
import { connect, event, openRig, ready } from './testing/remote-rig.ts'

describe('events', () => {
  it('are those that were asked for, and others after a Reidentify', async () => {
    const rig = await openRig()
    const client = await connect(rig, new JsonClient(), EventSubscription.Inputs)
    await ready(client)
    const heard: string[] = []
    client.on('CurrentProgramSceneChanged', () => heard.push('scene'))
    client.on('InputMuteStateChanged', () => heard.push('mute'))
    await client.call('SetCurrentProgramScene', { sceneName: '机位 2' })
    await client.call('ToggleInputMute', { inputName: '音乐' })
    expect(heard).toEqual(['mute'])

    await client.reidentify({ eventSubscriptions: EventSubscription.Scenes })
    await client.call('SetCurrentProgramScene', { sceneName: '机位 1' })
    await client.call('ToggleInputMute', { inputName: '音乐' })
    expect(heard).toEqual(['mute', 'scene'])
  })

  it('tell levels only while somebody listens', async () => {
    const rig = await openRig()
    const wanted = () => rig.hostClient.frames.findLast(({ type }) => type === 'remoteWatch')
    expect(wanted()).toMatchObject({ state: true, levels: false })
    const client = await connect(rig, new MsgpackClient(), EventSubscription.InputVolumeMeters)
    await ready(client)
    await expect.poll(wanted).toMatchObject({ levels: true })
    const meters = event(client, 'InputVolumeMeters')
    const silent = { rms: 0, peak: 0 }
    rig.hostClient.send({
      type: 'remoteLevels',
      levels: { microphone1: { rms: 0.25, peak: 0.5 }, microphone2: silent, music: silent, screen: silent },
    })
    expect(await meters).toMatchObject({
      inputs: [{ inputName: '话筒 1', inputLevelsMul: [[0.25, 0.5, 0.5]] }, {}, {}, {}],
    })
    await client.reidentify({ eventSubscriptions: EventSubscription.All })
    await expect.poll(wanted).toMatchObject({ levels: false })
  })

  it('tell a changed list of scenes, and what one surface says to the others', async () => {
    const rig = await openRig()
    const client = await connect(rig)
    const other = await connect(rig, new MsgpackClient())
    await ready(client)
    const renamed = event(client, 'SceneNameChanged')
    const listed = event(client, 'SceneListChanged')
    const [first, ...rest] = rig.host.state.scenes
    rig.host.tell({ scenes: [{ ...first!, name: '正面' }, ...rest] })
    expect(await renamed).toMatchObject({ oldSceneName: '机位 1', sceneName: '正面' })
    expect(await listed).toMatchObject({ scenes: [{}, {}, { sceneName: '正面' }] })

    const custom = event(other, 'CustomEvent')
    await client.call('BroadcastCustomEvent', { eventData: { lamp: 'red' } })
    expect(await custom).toEqual({ lamp: 'red' })
  })

  it('say goodbye when the studio closes', async () => {
    const rig = await openRig()
    const client = await connect(rig)
    const leaving = event(client, 'ExitStarted')
    const out = event(client, 'ConnectionClosed')
    await rig.studio.service.close()
    await leaving
    expect(await out).toMatchObject({ code: 1001 })
  })
})

describe('the show', () => {
  it('goes live by a button; ending it needs the leave of the host', async () => {
    const rig = await openRig()
    const client = await connect(rig)
    await ready(client)
    const states: string[] = []
    client.on('StreamStateChanged', ({ outputState }) => states.push(outputState))
    expect(await client.call('GetStreamStatus')).toMatchObject({ outputActive: false, outputDuration: 0 })
    await client.call('StartStream')
    await expect.poll(() => states).toEqual(['OBS_WEBSOCKET_OUTPUT_STARTING', 'OBS_WEBSOCKET_OUTPUT_STARTED'])
    expect(await client.call('GetStreamStatus')).toMatchObject({ outputActive: true, outputBytes: 1_000 })
    await expect(client.call('StartStream')).rejects.toMatchObject({ code: 500 })

    await expect(client.call('StopStream')).rejects.toMatchObject({
      code: 604,
      message: expect.stringContaining('host can allow it'),
    })
    expect(rig.hostClient.state.phase).toBe('live')
    await rig.save({ mayEndShow: true })
    await client.call('StopStream')
    await expect
      .poll(() => states.slice(2))
      .toEqual(['OBS_WEBSOCKET_OUTPUT_STOPPING', 'OBS_WEBSOCKET_OUTPUT_STOPPED'])
    await expect(client.call('StopStream')).rejects.toMatchObject({ code: 501 })
  })

  it('does not go live when the studio finds something against it, and the button learns why', async () => {
    const rig = await openRig()
    const client = await connect(rig)
    await ready(client)
    rig.host.answer = () => ({ ok: false, problem: 'refused', message: 'No camera delivers pictures.' })
    await expect(client.call('ToggleStream')).rejects.toMatchObject({
      code: 701,
      message: 'No camera delivers pictures.',
    })
  })
})
