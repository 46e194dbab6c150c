import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { z } from 'zod'

import { root } from '../scripts/run.ts'
import { confirmGoLive, endShow, openGate } from './support/host-page.ts'
import { startStudio, type TestStudio } from './support/studio.ts'

/*
 * A whole show with everyone in it: the host with two cameras, two moderators, and a viewer who asks. What each of
 * them sees is looked at in their own browser; afterwards the log and the recording must tell the same story.
 */

const run = promisify(execFile)
const QUESTION = '有L码吗'
const REPLY = '有的，L码现货，今晚发'

let studio: TestStudio
test.beforeAll(async () => {
  studio = await startStudio()
})
test.afterAll(async () => {
  await studio.stop()
})

test('a viewer asks, one moderator answers in time, and the log and the recording hold the show', async ({
  browser,
}, info) => {
  const codes = await studio.invites()
  const host = await open(browser, studio.hostUrl(), { width: 1366, height: 768 })
  await goLiveRecording(host)

  const lin = await openConsole(browser, codes.moderator, '小林')
  const mei = await openConsole(browser, codes.moderator, '阿梅')
  const viewer = await openRoom(browser, codes.viewer, '豆豆妈')
  await test.step('the viewer sees moving pictures', () => seesMovingPictures(viewer))

  const shown = await test.step('the question runs on both staff screens', async () => {
    const seenAt = [host, lin].map(whenQuestionShows)
    const sentAt = await say(viewer, QUESTION)
    return (await Promise.all(seenAt)).map((at) => at - sentAt)
  })
  info.annotations.push({
    type: 'measured',
    description: `question on host, console after ${shown.join(', ')} ms`,
  })
  console.log(`  question on host after ${shown[0]} ms, on the console after ${shown[1]} ms`)
  for (const staff of [host, lin]) await expect(question(staff)).toContainText(/还有 \d+ 秒/)
  await expect(viewer.getByText('主播已看到')).toBeVisible()

  await test.step('one moderator holds it, the other is told who', async () => {
    await question(lin).click()
    await lin.keyboard.press('c')
    await expect(question(lin)).toContainText('我在处理')
    await expect(viewer.getByText('小林正在回复')).toBeVisible()
    await question(mei).click()
    await mei.keyboard.press('c')
    await expect(
      mei.getByRole('alert').or(mei.getByRole('status')).filter({ hasText: '小林' }).first(),
    ).toBeVisible()
    await expect(question(mei)).toContainText('小林在处理')
  })

  await test.step('the reply reaches the viewer and stops the clock', async () => {
    await lin.keyboard.press('r')
    await lin.keyboard.type(REPLY)
    await lin.keyboard.press('Enter')
    await expect(viewer.getByText(REPLY)).toBeVisible()
    await expect(viewer.getByText('小林回复你')).toBeVisible()
    for (const staff of [host, lin, mei]) {
      // A row keeps its place for as long as the pointer is over the list.
      await staff.mouse.move(640, 12)
      await expect(question(staff)).toHaveCount(0)
    }
    await expect(mei.getByText('100%')).toBeVisible()
  })

  await endShow(host)
  await expect(viewer.getByText('直播已结束').first()).toBeVisible()
  await seesOneShow(recordedSession())
})

/** Event types in the order in which the log must hold them; what else happened in between is left out. */
const STORY = [
  'wentLive',
  'danmakuReceived',
  'questionOpened',
  'questionClaimed',
  'questionAnswered',
  'showEnded',
]

async function seesOneShow(sessionId: string): Promise<void> {
  const readLog = async () =>
    (await huitou('log', sessionId)).map((line) =>
      z.object({ seq: z.number(), type: z.string(), body: z.looseObject({}) }).parse(JSON.parse(line)),
    )
  // The last bytes of the recording are on their way when the show has ended.
  await expect.poll(async () => (await readLog()).some(({ type }) => type === 'recordingStopped')).toBe(true)
  const events = await readLog()
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  expect(events.map(({ type }) => type).filter((type) => STORY.includes(type))).toEqual(STORY)
  const answered = events.find(({ type }) => type === 'questionAnswered')
  expect(answered?.body).toMatchObject({ answer: { how: 'reply', text: REPLY, byName: '小林' } })
  const stopped = events.find(({ type }) => type === 'recordingStopped')
  expect(stopped?.body).toMatchObject({ problem: null })
  expect((await huitou('verify')).at(-1)).toContain('"ok":true')

  const folder = path.join(studio.dataDir, 'sessions', sessionId)
  const [recording] = readdirSync(folder).filter((name) => name.endsWith('.mp4'))
  const streams = await countFrames(path.join(folder, recording ?? 'none'))
  expect(streams.video).toBeGreaterThan(30)
  expect(streams.audio).toBeGreaterThan(30)
}

async function huitou(command: string, ...args: string[]): Promise<string[]> {
  const cli = path.join(root, 'electron/service/cli/huitou.ts')
  const { stdout } = await run(process.execPath, [cli, command, ...args, '--data', studio.dataDir])
  return stdout.trimEnd().split('\n')
}

const framesSchema = z.object({
  streams: z.array(z.object({ codec_type: z.string(), nb_read_frames: z.coerce.number() })),
})

/** Decodes the whole file: a frame that cannot be read is not counted, and an error throws. */
async function countFrames(file: string): Promise<{ video: number; audio: number }> {
  const args = [
    '-v',
    'error',
    '-count_frames',
    '-show_entries',
    'stream=codec_type,nb_read_frames',
    '-of',
    'json',
    file,
  ]
  const { stdout, stderr } = await run('ffprobe', args)
  expect(stderr).toBe('')
  const { streams } = framesSchema.parse(JSON.parse(stdout))
  const of = (type: string): number =>
    streams.find(({ codec_type }) => codec_type === type)?.nb_read_frames ?? 0
  return { video: of('video'), audio: of('audio') }
}

async function open(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
): Promise<Page> {
  const context = await browser.newContext({ viewport })
  const page = await context.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  await page.goto(url)
  return page
}

async function goLiveRecording(host: Page): Promise<void> {
  const gate = await openGate(host)
  await expect(gate.getByText('2 个机位有画面')).toBeVisible()
  await confirmGoLive(host, true)
}

async function openConsole(browser: Browser, code: string, name: string): Promise<Page> {
  const page = await open(browser, `${studio.url}console/?code=${code}`, { width: 1280, height: 800 })
  await page.getByRole('textbox', { name: '你的名字' }).fill(name)
  await page.getByRole('button', { name: '进入' }).click()
  await expect(page.getByText(`我：${name}`)).toBeVisible()
  return page
}

async function openRoom(browser: Browser, code: string, name: string): Promise<Page> {
  const page = await open(browser, `${studio.url}watch/?code=${code}`, { width: 390, height: 844 })
  await page.getByRole('textbox', { name: '昵称' }).fill(name)
  await page.getByRole('button', { name: '进入直播间' }).click()
  return page
}

async function seesMovingPictures(viewer: Page): Promise<void> {
  const frames = (): Promise<number> =>
    viewer.evaluate(() => document.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0)
  await expect.poll(frames, { timeout: 30_000 }).toBeGreaterThan(0)
  const picture = (): Promise<string> =>
    viewer.evaluate(() => {
      const canvas = document.createElement('canvas')
      canvas.width = 36
      canvas.height = 64
      const video = document.querySelector('video')
      if (video) canvas.getContext('2d')?.drawImage(video, 0, 0, 36, 64)
      return canvas.toDataURL()
    })
  const first = await picture()
  await expect.poll(picture).not.toBe(first)
}

const question = (staff: Page) => staff.locator('[data-question]').filter({ hasText: QUESTION })

/** The moment (epoch ms) at which the first question stands in the page; the clock of this machine is everyone's. */
const whenQuestionShows = (staff: Page): Promise<number> =>
  staff.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!document.querySelector('[data-question]')) return
          observer.disconnect()
          resolve(Date.now())
        })
        observer.observe(document.body, { childList: true, subtree: true })
      }),
  )

/** Writes and sends a danmaku; the moment (epoch ms) at which the viewer pressed the button. */
async function say(viewer: Page, text: string): Promise<number> {
  await viewer.getByRole('textbox').fill(text)
  const sentAt = viewer.evaluate(
    () =>
      new Promise<number>((resolve) =>
        document.addEventListener('click', () => resolve(Date.now()), { capture: true, once: true }),
      ),
  )
  await viewer.getByRole('button', { name: '发送' }).click()
  return sentAt
}

/** The session with a recording; the studio makes another one only when the next show is prepared. */
function recordedSession(): string {
  const names = readdirSync(path.join(studio.dataDir, 'sessions'))
  const [sessionId] = names.filter((name) => names.includes(`${name}.db`))
  if (sessionId === undefined) throw new Error('no session has a recording')
  return sessionId
}
