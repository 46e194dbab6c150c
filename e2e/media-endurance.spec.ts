import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { findProgram } from '../scripts/find-program.ts'
import { beeps, brightness, decode, trackEnds } from './harness/recorded-file.ts'
import { openStudio, recordTo, stateOf, test } from './harness/studio.ts'

const CANVAS = { width: 720, height: 1280 }
const SECONDS = 60
/** A part of the canvas that every scene of the test gives to camera 1. */
const CLAP_AREA = '144:128:72:384'
/** Pictures find their place beside the sound within the first seconds. */
const SETTLED_AFTER = 5

test.skip(findProgram('ffprobe') === null || findProgram('ffmpeg') === null, 'ffmpeg is not installed')

test('records four cameras at 720p30 through a change of scene every second', async ({
  page,
  harnessUrl,
}, testInfo) => {
  test.setTimeout(240_000)
  await openStudio(page, harnessUrl)
  await openFourCameras(page)
  const file = testInfo.outputPath('endurance.mp4')
  await recordTo(page, file)
  await switchEverySecond(page, SECONDS)
  const clapper = await page.evaluate(() => ({
    flashesLateMs: [...window.clapper.flashesLateMs],
    beepsLateMs: [...window.clapper.beepsLateMs],
  }))
  const state = await stateOf(page)
  const summary = await page.evaluate(() => window.engine.stopRecording())
  expect(state.failure).toBeNull()

  const found = decode(file)
  expect(found.complaints).toBe('')
  expect(found.video).toMatchObject(CANVAS)
  expect(found.video?.nb_read_frames).toBe(summary.videoFrames)

  const claps = clapOffsets(file)
  const settled = claps.slice(SETTLED_AFTER)
  const offsets = settled.map(({ offsetMs }) => offsetMs)
  const offset = median(offsets) - madeApart(clapper, all)
  const drift =
    median(lastThird(offsets)) -
    madeApart(clapper, lastThird) -
    (median(firstThird(offsets)) - madeApart(clapper, firstThird))
  const ends = trackEnds(file)
  const measured = {
    frames: found.video?.nb_read_frames,
    offeredToEncoder: summary.offeredFrames,
    heldBack: summary.droppedFrames,
    dueInTime: Math.round((ends.videoMs / 1000) * 30),
    claps: claps.length,
    offsetMs: Math.round(offset),
    clapperOffsetMs: Math.round(madeApart(clapper, all)),
    driftMs: Math.round(drift),
    tracksEndApartMs: Math.round(ends.videoMs - ends.audioMs),
  }
  testInfo.annotations.push({ type: 'measured', description: JSON.stringify(measured) })

  expect(found.video?.nb_read_frames ?? 0).toBeGreaterThanOrEqual(summary.offeredFrames * 0.99)
  expect(settled.length).toBeGreaterThan(SECONDS / 2)
  expect(Math.abs(drift)).toBeLessThan(40)
  // One picture and two packets of sound at most.
  expect(Math.abs(ends.videoMs - ends.audioMs)).toBeLessThan(80)
})

/** Camera 1 and the microphone clap; cameras 2 to 4 are the browser's own. */
async function openFourCameras(page: Page): Promise<void> {
  await page.evaluate(async (canvas) => {
    const { engine, harness } = window
    // Without a graphics processor, showing the picture would cost as much as composing it.
    for (const role of ['program', 'preview'] as const) engine.attachView(role, harness.element(role))()
    const { cameras, microphones, scenes } = engine.getState()
    window.clapper = await harness.startClapper()
    const capture = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    const clapping = cameras[0]?.deviceId
    navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
      if (constraints.audio) return window.clapper.microphone()
      return JSON.stringify(constraints.video).includes(clapping ?? '-')
        ? window.clapper.camera()
        : await capture(constraints)
    }
    await engine.loadScenes(scenes.map((scene) => ({ ...scene, canvas })))
    const [microphone] = microphones
    if (microphone) await engine.openMicrophone(1, microphone)
    for (const slot of [1, 2, 3, 4] as const) {
      const camera = cameras[slot - 1]
      if (camera) await engine.openCamera(slot, camera)
    }
    engine.take('four-up')
  }, CANVAS)
}

/** Half a second after every clap another scene and another way to get there, four-up every other time. */
async function switchEverySecond(page: Page, seconds: number): Promise<void> {
  await page.evaluate(async (count) => {
    const { engine, clapper } = window
    const others = ['camera-1', 'side-by-side', 'picture-in-picture']
    const ways = [
      { kind: 'fade', durationMs: 400 },
      { kind: 'cut' },
      { kind: 'slide', durationMs: 400, direction: 'left' },
      { kind: 'slide', durationMs: 400, direction: 'up' },
    ] as const
    const nowMs = () => performance.timeOrigin + performance.now()
    const beginMs = clapper.firstMs + Math.ceil((nowMs() - clapper.firstMs) / 1000) * 1000 + 500
    for (let second = 0; second < count; second += 1) {
      await new Promise((resolve) => setTimeout(resolve, beginMs + second * 1000 - nowMs()))
      engine.setTransition(ways[second % ways.length] ?? { kind: 'cut' })
      engine.setPreview(second % 2 === 1 ? 'four-up' : (others[(second / 2) % others.length] ?? 'camera-1'))
      engine.take()
    }
  }, seconds)
}

/** When each flash of the recording is, and by how many ms it is later than its beep. */
function clapOffsets(file: string): { atMs: number; offsetMs: number }[] {
  const sound = beeps(file)
  const pictures = brightness(file, CLAP_AREA)
  return pictures.flatMap(({ atMs, value }, index) => {
    const before = pictures[index - 1]?.value ?? 255
    if (value < 200 || before > 120) return []
    const beep = sound.find((each) => Math.abs(each - atMs) < 400)
    return beep === undefined ? [] : [{ atMs, offsetMs: atMs - beep }]
  })
}

type Part = (values: readonly number[]) => readonly number[]
const all: Part = (values) => values
const firstThird: Part = (values) => values.slice(0, values.length / 3)
const lastThird: Part = (values) => values.slice((values.length * 2) / 3)

/** How far the clapper itself was out in a part of the time, which is no fault of the recording. */
function madeApart(
  clapper: { readonly flashesLateMs: readonly number[]; readonly beepsLateMs: readonly number[] },
  part: Part,
): number {
  return median(part(clapper.flashesLateMs)) - median(part(clapper.beepsLateMs))
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
