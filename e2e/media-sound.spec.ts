import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { openHarness, openStudio, stateOf, test } from './harness/studio.ts'

/** Levels over half a second, which holds at least one beep of the fake microphone. */
const levels = (page: Page, reports = 24) =>
  page.evaluate((count) => window.harness.measure(window.engine, count), reports)

/** What `work` rejected with. */
const kindOf = (page: Page, work: () => Promise<void>) =>
  page.evaluate(`(${work.toString()})().then(() => 'none', (error) => String(error.kind ?? 'foreign'))`)

const playTone = (page: Page, name: string, hertz = 400) =>
  page.evaluate(
    async ([title, pitch]) => {
      await window.engine.setMusic({ name: title, file: window.harness.createTone(1, pitch, 0.5) })
    },
    [name, hertz] as const,
  )

/** A tone of amplitude 0.5 is at -9 dBFS; the music's own fader takes another 12. */
const TONE_DB = -21

test('mixes two microphones, each with a mute of its own', async ({ page, harnessUrl }) => {
  await openStudio(page, harnessUrl)
  await page.evaluate(async () => {
    const { engine } = window
    const second = engine.getState().microphones[1]
    if (!second) throw new Error('There is no second microphone')
    await engine.openMicrophone(2, second)
    engine.setChannelMuted('microphone1', true)
  })
  // The second goes on being heard; what is muted can still be seen to work.
  await expect.poll(async () => (await levels(page)).program.max).toBeGreaterThan(-40)
  expect((await levels(page)).microphone1.max).toBeGreaterThan(-40)

  await page.evaluate(() => window.engine.setChannelMuted('microphone2', true))
  await expect.poll(async () => (await levels(page)).program.max).toBeLessThan(-90)
  const muted = await levels(page)
  expect(muted.microphone1.max).toBeGreaterThan(-40)
  expect(muted.microphone2.max).toBeGreaterThan(-40)

  await page.evaluate(() => {
    window.engine.setChannelMuted('microphone2', false)
    window.engine.setChannelGain('microphone2', 0.1)
  })
  await expect.poll(async () => (await levels(page)).program.max).toBeLessThan(muted.microphone2.max - 15)
})

test('loops the music without a gap, pauses it and goes on', async ({ page, harnessUrl }) => {
  await openStudio(page, harnessUrl)
  await page.evaluate(() => window.engine.setDucking({ enabled: false, depthDb: 12 }))
  await playTone(page, '暖场.wav')
  expect((await stateOf(page)).music).toEqual({ status: 'playing', name: '暖场.wav', durationMs: 1000 })
  await expect.poll(async () => (await levels(page)).music.min).toBeGreaterThan(TONE_DB - 1)
  // Five passes of a second each: never softer, never louder.
  const { music } = await levels(page, 100)
  expect(music.min).toBeGreaterThan(TONE_DB - 1)
  expect(music.max).toBeLessThan(TONE_DB + 1)

  await page.evaluate(() => window.engine.setMusicPlaying(false))
  expect((await stateOf(page)).music.status).toBe('paused')
  await expect.poll(async () => (await levels(page)).music.max).toBe(-100)
  await page.evaluate(() => window.engine.setMusicPlaying(true))
  await expect.poll(async () => (await levels(page)).music.min).toBeGreaterThan(TONE_DB - 1)

  await page.evaluate(() => window.engine.setMusic(null))
  expect((await stateOf(page)).music).toEqual({ status: 'none' })
  await expect.poll(async () => (await levels(page)).music.max).toBe(-100)
})

test('a file too long to be held in memory loops too', async ({ page, harnessUrl }) => {
  await openHarness(page, harnessUrl)
  await page.evaluate(async () => {
    const { SoundDesk, EngineStore, MusicPlayer, createTone } = window.harness
    const desk = new SoundDesk(new EngineStore())
    window.desk = desk
    const player = new MusicPlayer({
      context: desk.mixer.context,
      output: desk.mixer.musicInput,
      onChange: () => undefined,
      wholeUpToMs: 1000,
    })
    await player.set({ name: 'long', file: createTone(5, 400, 0.5) })
  })
  const heard = (reports: number) =>
    page.evaluate((count) => window.harness.measure(window.desk, count), reports)
  await expect.poll(async () => (await heard(10)).music.min).toBeGreaterThan(TONE_DB - 2)
  // Two hand-overs: where the passes overlap the tone swells or thins, it never stops.
  const { music } = await heard(160)
  expect(music.min).toBeGreaterThan(-60)
  expect((await heard(10)).music.max).toBeGreaterThan(TONE_DB - 12)
})

test('the music gives way while the microphone is heard, and only then', async ({ page, harnessUrl }) => {
  await openStudio(page, harnessUrl)
  await page.evaluate(() => window.engine.setDucking({ enabled: true, depthDb: 20 }))
  await playTone(page, '暖场.wav')
  await expect.poll(async () => (await levels(page)).music.max).toBeLessThan(TONE_DB - 15)
  await page.evaluate(() => window.engine.setChannelMuted('microphone1', true))
  await expect.poll(async () => (await levels(page)).music.min).toBeGreaterThan(TONE_DB - 1)
  await page.evaluate(() => {
    window.engine.setChannelMuted('microphone1', false)
    window.engine.setDucking({ enabled: false, depthDb: 20 })
  })
  await expect.poll(async () => (await levels(page)).music.min).toBeGreaterThan(TONE_DB - 1)
})

test('another file takes over; one that is no sound leaves the music alone', async ({ page, harnessUrl }) => {
  await openStudio(page, harnessUrl)
  expect(
    await kindOf(page, async () => {
      await window.engine.setMusic({ name: 'a.txt', file: new Blob(['no sound']) })
    }),
  ).toBe('formatRefused')
  expect((await stateOf(page)).music).toMatchObject({ status: 'failed', name: 'a.txt' })

  await page.evaluate(() => window.engine.setDucking({ enabled: false, depthDb: 12 }))
  await playTone(page, 'one.wav', 300)
  await expect.poll(async () => (await levels(page)).music.min).toBeGreaterThan(TONE_DB - 1)
  const changing = levels(page, 40)
  await playTone(page, 'two.wav', 500)
  // Both fade across each other: never louder than the two together, which a click would be.
  expect((await changing).music.peak).toBeLessThan(-18 + 6.1)
  expect((await stateOf(page)).music).toMatchObject({ status: 'playing', name: 'two.wav' })

  expect(
    await kindOf(page, async () => {
      await window.engine.setMusic({ name: 'b.txt', file: new Blob(['no sound']) })
    }),
  ).toBe('formatRefused')
  expect((await stateOf(page)).music).toMatchObject({ status: 'playing', name: 'two.wav' })
  expect((await levels(page)).music.min).toBeGreaterThan(TONE_DB - 1)
})

test('holds the sound back by the milliseconds asked for', async ({ page, harnessUrl }) => {
  await openHarness(page, harnessUrl)
  const lags = await page.evaluate(async () => {
    const { SoundDesk, EngineStore, createTicks, listenTo, lagMs } = window.harness
    const desk = new SoundDesk(new EngineStore())
    const ticks = createTicks(desk.mixer.context)
    desk.setScreenSound(ticks)
    const [early] = ticks.getAudioTracks()
    if (!early) throw new Error('No ticks')
    const measure = async (ms: number) => {
      desk.setDelay(ms)
      const [sent, program] = await listenTo([early, desk.mixer.programTrack], 5)
      return sent && program ? lagMs(sent, program) : -1
    }
    return [await measure(0), await measure(300)]
  })
  const [none = -1, delayed = -1] = lags
  // What the page's own two ways differ by is in each of them alike, to within a buffer of the browser.
  expect(Math.abs(delayed - none - 300)).toBeLessThanOrEqual(25)
})

test('two voices and music at full gain stay below full scale', async ({ page, harnessUrl }) => {
  await openHarness(page, harnessUrl)
  const { peak, limitedDb } = await page.evaluate(async () => {
    const { SoundDesk, EngineStore, createTone, listenTo } = window.harness
    const desk = new SoundDesk(new EngineStore())
    await desk.setMusic({ name: 'loud', file: createTone(1, 400, 1) })
    desk.setScreenSound(window.harness.createTicks(desk.mixer.context))
    desk.setGain('music', 4)
    desk.setGain('screen', 4)
    let reduction = 0
    desk.subscribeLevels((each) => {
      reduction = Math.max(reduction, each.limitedDb ?? 0)
    })
    const [program] = await listenTo([desk.mixer.programTrack], 4)
    return { peak: program?.reduce((max, each) => Math.max(max, Math.abs(each)), 0), limitedDb: reduction }
  })
  expect(peak).toBeGreaterThan(0.5)
  expect(peak).toBeLessThanOrEqual(0.99)
  expect(limitedDb).toBeGreaterThan(6)
})

test('leaves a program of ordinary loudness as it is', async ({ page, harnessUrl }) => {
  await openHarness(page, harnessUrl)
  const range = await page.evaluate(async () => {
    const { SoundDesk, EngineStore, createTone, measure } = window.harness
    const desk = new SoundDesk(new EngineStore())
    desk.setGain('music', 1)
    await desk.setMusic({ name: 'even', file: createTone(1, 400, 0.5) })
    await measure(desk, 20)
    return (await measure(desk, 20)).program
  })
  expect(range.min).toBeGreaterThan(-9.6)
  expect(range.max).toBeLessThan(-8.5)
})

test('a microphone that is lost leaves the music running and comes back by itself', async ({
  page,
  harnessUrl,
}) => {
  await keepTracks(page)
  await openStudio(page, harnessUrl)
  await playTone(page, '暖场.wav')
  await page.evaluate(() => {
    window.engine.setDucking({ enabled: false, depthDb: 12 })
    window.refuseMicrophones = true
    const track = window.microphoneTracks?.at(-1)
    track?.stop()
    track?.dispatchEvent(new Event('ended'))
  })
  await expect.poll(async () => (await stateOf(page)).microphoneSlots[1].status).toBe('failed')
  await expect.poll(async () => (await levels(page)).music.min).toBeGreaterThan(TONE_DB - 1)
  expect((await levels(page)).microphone1.max).toBe(-100)
  await page.evaluate(() => {
    window.refuseMicrophones = false
  })
  await expect.poll(async () => (await stateOf(page)).microphoneSlots[1].status).toBe('live')
  await expect.poll(async () => (await levels(page)).microphone1.max).toBeGreaterThan(-40)
})

test('the processing switches reach the device, and the state tells what it made of them', async ({
  page,
  harnessUrl,
}) => {
  await keepTracks(page)
  await openStudio(page, harnessUrl)
  const settings = () =>
    page.evaluate(() => {
      const { echoCancellation, noiseSuppression, autoGainControl } =
        window.microphoneTracks?.findLast((track) => track.readyState === 'live')?.getSettings() ?? {}
      return { echoCancellation, noiseSuppression, autoGainControl }
    })
  for (const wanted of [
    { echoCancellation: true, noiseSuppression: true, autoGainControl: false },
    { echoCancellation: false, noiseSuppression: false, autoGainControl: true },
  ]) {
    await page.evaluate((processing) => window.engine.setMicrophoneProcessing(processing), wanted)
    expect(await settings()).toEqual(wanted)
    expect((await stateOf(page)).microphoneProcessing).toEqual(wanted)
    expect((await stateOf(page)).microphoneSlots[1].status).toBe('live')
  }
  await expect.poll(async () => (await levels(page)).microphone1.max).toBeGreaterThan(-60)
})

test('notes a dead line, opens it anew once, and takes the note back with the first sound', async ({
  page,
  harnessUrl,
}) => {
  await page.addInitScript(() => {
    const context = new AudioContext()
    const line = new MediaStreamAudioDestinationNode(context)
    const devices = navigator.mediaDevices
    const capture = devices.getUserMedia.bind(devices)
    devices.getUserMedia = async (constraints) => {
      if (constraints?.audio === undefined || constraints.audio === true) return await capture(constraints)
      window.openings = (window.openings ?? 0) + 1
      await context.resume()
      return new MediaStream(line.stream.getAudioTracks().map((track) => track.clone()))
    }
    window.speak = () => {
      const voice = new OscillatorNode(context)
      voice.connect(line)
      voice.start()
    }
  })
  await openStudio(page, harnessUrl)
  await expect.poll(() => page.evaluate(() => window.openings)).toBe(2)
  await expect
    .poll(async () => (await stateOf(page)).microphoneSlots[1])
    .toMatchObject({ status: 'live', warning: 'silent' })
  await levels(page, 60)
  expect(await page.evaluate(() => window.openings)).toBe(2)
  await page.evaluate(() => window.speak?.())
  await expect
    .poll(async () => (await stateOf(page)).microphoneSlots[1])
    .toMatchObject({ status: 'live', warning: null })
})

test('says when the device itself is muted', async ({ page, harnessUrl }) => {
  await keepTracks(page)
  await openStudio(page, harnessUrl)
  const setMuted = (muted: boolean) =>
    page.evaluate((value) => {
      const track = window.microphoneTracks?.at(-1)
      if (!track) throw new Error('No track')
      Object.defineProperty(track, 'muted', { value, configurable: true })
      track.dispatchEvent(new Event(value ? 'mute' : 'unmute'))
    }, muted)
  await setMuted(true)
  expect((await stateOf(page)).microphoneSlots[1]).toMatchObject({ status: 'live', warning: 'muted' })
  await setMuted(false)
  expect((await stateOf(page)).microphoneSlots[1]).toMatchObject({ status: 'live', warning: null })
})

test('asks the sound back when the system takes it away', async ({ page, harnessUrl }) => {
  await openHarness(page, harnessUrl)
  const seen = await page.evaluate(async () => {
    const { SoundDesk, EngineStore, measure } = window.harness
    const store = new EngineStore()
    const desk = new SoundDesk(store)
    await measure(desk, 1)
    const states: string[] = []
    store.subscribe(() => states.push(store.get().audioOutput))
    await desk.mixer.context.suspend()
    await measure(desk, 2)
    return states
  })
  expect(seen).toContain('interrupted')
  expect(seen.at(-1)).toBe('running')
})

test.describe('the loudspeaker of this machine', () => {
  /** What the page plays goes back into its microphone, `delaySeconds` later and `gain` times as loud. */
  const openRoom = async (page: Page, gain: number) => {
    await page.addInitScript((loudness) => {
      const devices = navigator.mediaDevices
      const capture = devices.getUserMedia.bind(devices)
      const connect = Reflect.get(AudioNode.prototype, 'connect')
      let air: MediaStreamAudioDestinationNode | undefined
      AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
        const [target] = to
        const { context } = this
        if (target instanceof AudioDestinationNode && context instanceof AudioContext) {
          air ??= new MediaStreamAudioDestinationNode(context)
          const late = new DelayNode(context, { delayTime: 0.15 })
          const soft = new GainNode(context, { gain: loudness })
          Reflect.apply(connect, this, [late])
          Reflect.apply(connect, late, [soft])
          Reflect.apply(connect, soft, [air])
        }
        const result: unknown = Reflect.apply(connect, this, to)
        return result
      } as AudioNode['connect']
      devices.getUserMedia = async (constraints) =>
        constraints?.audio === undefined || constraints.audio === true || !air
          ? await capture(constraints)
          : new MediaStream(air.stream.getAudioTracks().map((track) => track.clone()))
    }, gain)
  }

  test('plays the music where the host wants to hear it, and never the microphones', async ({
    page,
    harnessUrl,
  }) => {
    await openRoom(page, 0.5)
    await openStudio(page, harnessUrl)
    await page.evaluate(() => window.engine.setDucking({ enabled: false, depthDb: 12 }))
    await playTone(page, '暖场.wav')
    await expect.poll(async () => (await levels(page)).music.min).toBeGreaterThan(TONE_DB - 1)
    expect((await levels(page)).microphone1.max).toBeLessThan(-90)
    await page.evaluate(() => window.engine.setMusicMonitor(true))
    // Were the microphone played too, it would build up to a howl.
    await expect.poll(async () => (await levels(page)).microphone1.min).toBeGreaterThan(TONE_DB - 8)
    expect((await levels(page, 60)).microphone1.max).toBeLessThan(TONE_DB - 4)
    await page.evaluate(() => window.engine.setMusicMonitor(false))
    await expect.poll(async () => (await levels(page)).microphone1.max).toBeLessThan(-90)
  })

  test('is heard in the microphone by the echo check', async ({ page, harnessUrl }) => {
    await openRoom(page, 0.1)
    await openStudio(page, harnessUrl)
    const { echoDb, delayMs } = await page.evaluate(() => window.engine.soundCheck.measureEcho())
    expect(echoDb).toBeGreaterThan(-22)
    expect(echoDb).toBeLessThan(-18)
    expect(delayMs).toBeGreaterThanOrEqual(150)
    expect(delayMs).toBeLessThan(300)
  })

  test('is not heard where nothing comes back, nor tried on the air', async ({ page, harnessUrl }) => {
    await openRoom(page, 0)
    await openStudio(page, harnessUrl)
    expect(await page.evaluate(() => window.engine.soundCheck.measureEcho())).toEqual({
      echoDb: null,
      delayMs: null,
    })
    expect(
      await kindOf(page, async () => {
        await window.engine.closeMicrophone(1)
        await window.engine.soundCheck.measureEcho()
      }),
    ).toBe('deviceNotFound')
    expect(
      await kindOf(page, async () => {
        const { engine, harness } = window
        await engine.publishTo({ kind: 'localRoom', signals: harness.signalsOf('host') })
        await engine.soundCheck.measureEcho()
      }),
    ).toBe('busy')
  })
})

/** Keeps the microphone tracks of the page in sight, and lets a test refuse new ones. */
async function keepTracks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const devices = navigator.mediaDevices
    const capture = devices.getUserMedia.bind(devices)
    devices.getUserMedia = async (constraints) => {
      if (constraints?.audio !== undefined && window.refuseMicrophones) {
        throw new DOMException('Device in use', 'NotReadableError')
      }
      const stream = await capture(constraints)
      for (const track of stream.getAudioTracks()) (window.microphoneTracks ??= []).push(track)
      return stream
    }
  })
}
