import { OBSWebSocket as MsgpackClient, RequestBatchExecutionType } from 'obs-websocket-js'
import { OBSWebSocket as JsonClient } from 'obs-websocket-js/json'
import { describe, expect, it } from 'vitest'
import { standInHost } from './testing/stand-in-host.ts'
import { connect, event, openRig, ready, undo } from './testing/remote-rig.ts'

describe.each([
  ['JSON, as Stream Deck', () => new JsonClient()],
  ['MessagePack, as Companion', () => new MsgpackClient()],
])('a client that speaks %s', (_kind, makeClient) => {
  it('comes in with the password and learns what there is', async () => {
    const rig = await openRig()
    const client = makeClient()
    undo.push(() => client.disconnect())
    const hello = await client.connect(rig.url, rig.password)
    expect(hello).toMatchObject({ rpcVersion: 1, negotiatedRpcVersion: 1 })
    await ready(client)

    const version = await client.call('GetVersion')
    expect(version.availableRequests).toContain('TriggerStudioModeTransition')
    expect(await client.call('GetSceneList')).toMatchObject({
      currentProgramSceneName: '机位 1',
      currentPreviewSceneName: '机位 2',
      scenes: [
        { sceneName: '双机同屏', sceneIndex: 0 },
        { sceneName: '机位 2', sceneIndex: 1 },
        { sceneName: '机位 1', sceneIndex: 2 },
      ],
    })
    expect(await client.call('GetStudioModeEnabled')).toEqual({ studioModeEnabled: true })
    expect(await client.call('GetVideoSettings')).toMatchObject({
      baseWidth: 720,
      baseHeight: 1280,
      fpsNumerator: 30,
    })
    expect(await client.call('GetSpecialInputs')).toMatchObject({ mic1: '话筒 1', desktop1: '屏幕' })
    expect((await client.call('GetInputList')).inputs).toContainEqual(
      expect.objectContaining({ inputName: '音乐', inputKind: 'huitou_music' }),
    )
    expect((await client.call('GetSceneItemList', { sceneName: '双机同屏' })).sceneItems).toMatchObject([
      { sceneItemId: 1, sourceName: '镜头 1', sceneItemEnabled: true },
      { sceneItemId: 2, sourceName: '角标', sceneItemEnabled: false },
    ])
    expect(await client.call('GetStats')).toMatchObject({ activeFps: 30, renderSkippedFrames: 3 })
    expect(await client.call('GetVirtualCamStatus')).toEqual({ outputActive: false })
    expect(await client.call('GetHotkeyList')).toEqual({ hotkeys: [] })
    expect((await client.call('GetProfileList')).profiles).toHaveLength(1)
    expect((await client.call('GetSceneCollectionList')).sceneCollections).toHaveLength(1)
  })

  it('switches scenes and hears of it', async () => {
    const rig = await openRig()
    const client = await connect(rig, makeClient())
    await ready(client)
    const heard: string[] = []
    for (const type of [
      'SceneTransitionStarted',
      'CurrentProgramSceneChanged',
      'SceneTransitionEnded',
    ] as const) {
      client.on(type, () => heard.push(type))
    }

    const changed = event(client, 'CurrentProgramSceneChanged')
    await client.call('SetCurrentProgramScene', { sceneName: '双机同屏' })
    expect(await changed).toMatchObject({
      sceneName: '双机同屏',
      sceneUuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect(await client.call('GetCurrentProgramScene')).toMatchObject({ sceneName: '双机同屏' })

    const previewed = event(client, 'CurrentPreviewSceneChanged')
    await client.call('SetCurrentPreviewScene', { sceneName: '机位 1' })
    expect(await previewed).toMatchObject({ sceneName: '机位 1' })

    heard.length = 0
    const ended = event(client, 'SceneTransitionEnded')
    await client.call('TriggerStudioModeTransition')
    expect(await ended).toMatchObject({ transitionName: '淡化' })
    expect(heard).toEqual(['SceneTransitionStarted', 'CurrentProgramSceneChanged', 'SceneTransitionEnded'])
    expect(rig.host.state).toMatchObject({ programSceneId: 'camera-1', previewSceneId: 'both' })
  })

  it('mutes, and sets a volume in dB or as a factor', async () => {
    const rig = await openRig()
    const client = await connect(rig, makeClient())
    await ready(client)
    const muted = event(client, 'InputMuteStateChanged')
    expect(await client.call('ToggleInputMute', { inputName: '话筒 1' })).toEqual({ inputMuted: true })
    expect(await muted).toMatchObject({ inputName: '话筒 1', inputMuted: true })
    expect(await client.call('GetInputMute', { inputName: '话筒 1' })).toEqual({ inputMuted: true })
    await client.call('SetInputMute', { inputName: 'microphone1', inputMuted: false })
    expect(rig.host.state.mixer.microphone1.muted).toBe(false)

    const changed = event(client, 'InputVolumeChanged')
    await client.call('SetInputVolume', { inputName: '音乐', inputVolumeDb: -6 })
    expect(await changed).toMatchObject({ inputVolumeDb: expect.closeTo(-6) })
    expect(rig.host.state.mixer.music.gain).toBeCloseTo(0.501)
    await client.call('SetInputVolume', { inputName: 'Music', inputVolumeMul: 0 })
    expect(await client.call('GetInputVolume', { inputName: '音乐' })).toEqual({
      inputVolumeMul: 0,
      inputVolumeDb: -100,
    })
    await client.call('SetInputVolume', { inputName: '音乐', inputVolumeDb: 26 })
    expect(rig.host.state.mixer.music.gain, 'the mixer ends at +12 dB').toBe(4)
  })

  it('records, and sees each step of it', async () => {
    const rig = await openRig()
    const client = await connect(rig, makeClient())
    await ready(client)
    const states: unknown[] = []
    client.on('RecordStateChanged', (data) => states.push(data))
    await client.call('StartRecord')
    expect(await client.call('GetRecordStatus')).toMatchObject({
      outputActive: true,
      outputTimecode: '00:01:01.500',
      outputBytes: 4_096,
    })
    await expect(client.call('StartRecord')).rejects.toMatchObject({ code: 500 })
    expect(await client.call('StopRecord')).toEqual({ outputPath: 'program.mp4' })
    await expect
      .poll(() => states)
      .toEqual([
        { outputActive: false, outputState: 'OBS_WEBSOCKET_OUTPUT_STARTING', outputPath: null },
        { outputActive: true, outputState: 'OBS_WEBSOCKET_OUTPUT_STARTED', outputPath: null },
        { outputActive: false, outputState: 'OBS_WEBSOCKET_OUTPUT_STOPPING', outputPath: null },
        { outputActive: false, outputState: 'OBS_WEBSOCKET_OUTPUT_STOPPED', outputPath: 'program.mp4' },
      ])
    await expect(client.call('StopRecord')).rejects.toMatchObject({ code: 501 })
    expect(await client.call('ToggleRecord')).toEqual({ outputActive: true })
  })
})

describe('requests', () => {
  it('say what is wrong in the codes of the protocol', async () => {
    const rig = await openRig()
    const client = await connect(rig)
    await ready(client)
    const call = (type: string, data?: object) => client.call(type as 'GetVersion', data as never)
    await expect(call('MakeCoffee')).rejects.toMatchObject({ code: 204 })
    await expect(call('')).rejects.toMatchObject({ code: 203 })
    await expect(call('SetCurrentProgramScene', {})).rejects.toMatchObject({ code: 300 })
    await expect(call('SetInputMute', { inputName: '话筒 1' })).rejects.toMatchObject({ code: 300 })
    await expect(call('SetInputMute')).rejects.toMatchObject({ code: 301 })
    await expect(call('SetInputMute', { inputName: '话筒 1', inputMuted: 'yes' })).rejects.toMatchObject({
      code: 401,
    })
    await expect(call('SetInputVolume', { inputName: '音乐', inputVolumeDb: 27 })).rejects.toMatchObject({
      code: 402,
    })
    await expect(call('SetCurrentSceneTransition', { transitionName: '' })).rejects.toMatchObject({
      code: 403,
    })
    await expect(
      call('SetInputVolume', { inputName: '音乐', inputVolumeDb: 0, inputVolumeMul: 1 }),
    ).rejects.toMatchObject({ code: 404 })
    await expect(call('SetCurrentProgramScene', { sceneName: '没有' })).rejects.toMatchObject({ code: 600 })
    await expect(call('GetInputMute', { inputName: '镜头 1' })).rejects.toMatchObject({ code: 604 })
    await expect(call('Sleep', { sleepMillis: 1 })).rejects.toMatchObject({ code: 206 })
    await expect(call('SetStudioModeEnabled', { studioModeEnabled: false })).rejects.toMatchObject({
      code: 606,
    })
  })

  it('choose the transition by name and set its duration', async () => {
    const rig = await openRig()
    const client = await connect(rig)
    await ready(client)
    const { transitions, currentSceneTransitionName } = await client.call('GetSceneTransitionList')
    expect(transitions.map(({ transitionName }) => transitionName)).toEqual(['滑动', '淡化', '硬切'])
    expect(currentSceneTransitionName).toBe('淡化')
    const changed = event(client, 'CurrentSceneTransitionChanged')
    await client.call('SetCurrentSceneTransition', { transitionName: 'Slide' })
    expect(await changed).toMatchObject({ transitionName: '滑动' })
    const timed = event(client, 'CurrentSceneTransitionDurationChanged')
    await client.call('SetCurrentSceneTransitionDuration', { transitionDuration: 800 })
    expect(await timed).toEqual({ transitionDuration: 800 })
    expect(rig.host.state.transition).toEqual({ kind: 'slide', durationMs: 800 })
    await client.call('SetCurrentSceneTransition', { transitionName: '硬切' })
    expect(await client.call('GetCurrentSceneTransition')).toMatchObject({
      transitionFixed: true,
      transitionDuration: null,
    })
  })

  it('answer "not ready" while no host window is there, and fail when it does not answer', async () => {
    const rig = await openRig()
    const client = await connect(rig)
    await ready(client)
    rig.host.answer = () => undefined
    await expect(client.call('SetCurrentProgramScene', { sceneName: '机位 2' })).rejects.toMatchObject({
      code: 702,
      message: expect.stringContaining('3 seconds'),
    })
    const asking = client.call('SetCurrentProgramScene', { sceneName: '机位 2' })
    await expect.poll(() => rig.host.asked.length).toBe(2)
    rig.hostClient.close()
    await expect(asking).rejects.toMatchObject({ code: 207 })
    await expect(client.call('GetSceneList')).rejects.toMatchObject({ code: 207 })
    expect(await client.call('GetVersion'), 'what needs no pictures goes on').toMatchObject({ rpcVersion: 1 })
  })

  it('let a surface find out what has sound, as Companion does', async () => {
    const rig = await openRig()
    const client = await connect(rig, new MsgpackClient())
    await ready(client)
    const special = Object.values(await client.call('GetSpecialInputs')).filter((name) => name !== null)
    expect(special).toEqual(['屏幕', '音乐', '话筒 1', '话筒 2'])
    for (const inputName of special) {
      const results = await client.callBatch([
        { requestType: 'GetInputAudioTracks', requestData: { inputName } },
        { requestType: 'GetInputMute', requestData: { inputName } },
        { requestType: 'GetInputVolume', requestData: { inputName } },
        { requestType: 'GetInputAudioBalance', requestData: { inputName } },
        { requestType: 'GetInputAudioSyncOffset', requestData: { inputName } },
        { requestType: 'GetInputAudioMonitorType', requestData: { inputName } },
      ])
      expect(results.every(({ requestStatus }) => requestStatus.result)).toBe(true)
    }
    await expect(client.call('GetInputAudioTracks', { inputName: '镜头 1' })).rejects.toMatchObject({
      code: 604,
    })
    const sources = await client.callBatch(
      ['镜头 1', '角标'].flatMap((sourceName) => [
        { requestType: 'GetSourceActive' as const, requestData: { sourceName } },
        { requestType: 'GetSourceFilterList' as const, requestData: { sourceName } },
      ]),
    )
    expect(sources.map(({ responseData }) => responseData)).toMatchObject([
      { videoActive: true, videoShowing: true },
      { filters: [] },
      { videoActive: false, videoShowing: false },
      { filters: [] },
    ])
  })

  it('turn a dial as fast as they like without costing the host its connection', async () => {
    const rig = await openRig()
    const client = await connect(rig)
    await ready(client)
    const results = await Promise.allSettled(
      Array.from({ length: 1_000 }, (_, step) =>
        client.call('SetInputVolume', { inputName: '音乐', inputVolumeMul: step / 1_000 }),
      ),
    )
    const refused = results.filter(({ status }) => status === 'rejected')
    expect(refused.length).toBeLessThan(1_000)
    for (const result of refused) expect(result).toMatchObject({ reason: { code: 702 } })
    expect(rig.hostClient.closeCode).toBe(null)
    expect(await client.call('GetInputMute', { inputName: '音乐' })).toEqual({ inputMuted: false })
  })

  it('go to the host window that told its state last, and back to the other when that one goes', async () => {
    const rig = await openRig()
    const client = await connect(rig)
    await ready(client)
    const second = await rig.studio.host()
    const other = standInHost(second, { ...rig.host.state, programSceneId: 'both' })
    second.send({ type: 'remoteState', state: other.state })
    await expect
      .poll(() => client.call('GetCurrentProgramScene').then(({ sceneName }) => sceneName))
      .toBe('双机同屏')
    await client.call('SetCurrentProgramScene', { sceneName: '机位 2' })
    expect(other.asked).toEqual([{ type: 'setProgram', sceneId: 'camera-2' }])
    expect(rig.host.asked).toEqual([])
    second.close()
    await expect
      .poll(() => client.call('GetCurrentProgramScene').then(({ sceneName }) => sceneName))
      .toBe('机位 1')
  })

  it('run in order in a batch, with pauses, and stop at a failure when asked to', async () => {
    const rig = await openRig()
    const client = await connect(rig)
    await ready(client)
    const results = await client.callBatch([
      { requestType: 'SetCurrentProgramScene', requestData: { sceneName: '机位 2' } },
      { requestType: 'Sleep', requestData: { sleepMillis: 20 } },
      { requestType: 'GetCurrentProgramScene' },
    ])
    expect(results.map(({ requestStatus }) => requestStatus.code)).toEqual([100, 100, 100])
    expect(results[2]).toMatchObject({ responseData: { sceneName: '机位 2' } })

    const failing = [
      { requestType: 'SetCurrentProgramScene' as const, requestData: { sceneName: '没有' } },
      { requestType: 'GetVersion' as const },
    ]
    const halted = await client.callBatch(failing, { haltOnFailure: true })
    expect(halted.map(({ requestStatus }) => requestStatus.code)).toEqual([600])
    const whole = await client.callBatch(failing)
    expect(whole.map(({ requestStatus }) => requestStatus.code)).toEqual([600, 100])
    const parallel = await client.callBatch(failing, { executionType: RequestBatchExecutionType.Parallel })
    expect(parallel.map(({ requestStatus }) => requestStatus.code)).toEqual([206, 206])
    const frames = await client.callBatch([{ requestType: 'Sleep', requestData: { sleepFrames: 1 } }], {
      executionType: RequestBatchExecutionType.SerialFrame,
    })
    expect(frames[0]?.requestStatus.result).toBe(true)
  })
})
