import { expect, test, type Page } from '@playwright/test'

import { enterStudio } from './support/host-page.ts'
import { startStudio, type TestStudio } from './support/studio.ts'

let studio: TestStudio

test.beforeEach(async ({ page }) => {
  studio = await startStudio()
  await openMixer(page)
})
test.afterEach(async () => {
  await studio.stop()
})

async function openMixer(page: Page): Promise<void> {
  await page.goto(studio.hostUrl())
  await enterStudio(page)
  await expect(mixerOf(page)).toBeVisible()
}

const mixerOf = (page: Page) => page.getByRole('region', { name: '调音', exact: true })
const deskOf = (page: Page) => page.getByRole('dialog', { name: '调音台' })

/** A second of a tone: 8 bit, mono, 8 kHz. */
function toneFile(name: string) {
  const header = Buffer.from(
    'RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0@\x1f\0\0@\x1f\0\0\x01\0\x08\0data\0\0\0\0',
    'latin1',
  )
  const samples = Buffer.from(Array.from({ length: 8000 }, (_, at) => 128 + 60 * Math.sin(at / 4)))
  header.writeUInt32LE(36 + samples.length, 4)
  header.writeUInt32LE(samples.length, 40)
  return { name, mimeType: 'audio/wav', buffer: Buffer.concat([header, samples]) }
}

test('shows what is heard, and mutes the host from the keyboard', async ({ page }) => {
  const mixer = mixerOf(page)
  await expect(mixer.getByRole('meter', { name: '话筒 1音量' })).toBeVisible()
  await expect(mixer.getByRole('meter', { name: '播出音量' })).toBeVisible()
  // The fake microphone beeps at full scale.
  await expect(mixer.getByRole('button', { name: '过载了，把推子拉低一点。点一下清除' })).toBeEnabled()

  await page.keyboard.press('Shift+KeyM')
  await expect(mixer.getByRole('button', { name: '取消静音：话筒 1' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await expect(mixer.getByText('静音', { exact: true })).toBeVisible()
  await page.keyboard.press('Shift+KeyM')
  await expect(mixer.getByRole('button', { name: '静音：话筒 1', exact: true })).toBeVisible()
})

test('plays a music file and tells of one that is none', async ({ page }) => {
  const mixer = mixerOf(page)
  await mixer.getByRole('button', { name: '更多' }).click()
  const desk = deskOf(page)
  const choosing = page.waitForEvent('filechooser')
  await desk.getByRole('button', { name: '选音乐…' }).click()
  await (await choosing).setFiles(toneFile('暖场.wav'))
  await expect(desk.getByText('暖场.wav')).toBeVisible()
  await expect(desk.getByRole('button', { name: '暂停音乐' })).toBeEnabled()
  await expect
    .poll(async () =>
      Number(await desk.getByRole('meter', { name: '音乐音量' }).getAttribute('aria-valuenow')),
    )
    .toBeGreaterThan(-50)

  const again = page.waitForEvent('filechooser')
  await desk.getByRole('button', { name: '换一首…' }).click()
  await (await again).setFiles({ name: '话术.txt', mimeType: 'text/plain', buffer: Buffer.from('话术') })
  await expect(desk.getByText('“话术.txt”不是能播放的声音文件')).toBeVisible()
  await expect(desk.getByText('暖场.wav')).toBeVisible()

  await desk.getByRole('button', { name: '暂停音乐' }).click()
  await expect(desk.getByRole('button', { name: '播放音乐' })).toBeVisible()
  await desk.getByRole('button', { name: '不放音乐了' }).click()
  await expect(desk.getByRole('button', { name: '选音乐…' })).toBeVisible()
})

test('remembers faders and delay, and begins unmuted', async ({ page }) => {
  await mixerOf(page).getByRole('button', { name: '更多' }).click()
  const desk = deskOf(page)
  await desk.getByRole('slider', { name: '音乐推子' }).press('ArrowRight')
  await expect(desk.getByText('−11 dB')).toBeVisible()
  await desk.getByRole('slider', { name: '声音延后（对口型）' }).press('ArrowRight')
  await expect(desk.getByText('10 ms')).toBeVisible()
  await desk.getByRole('button', { name: '静音：音乐' }).click()
  await page.waitForFunction(() => localStorage.getItem('huitou.sound')?.includes('"audioDelayMs":10'))

  await openMixer(page)
  await mixerOf(page).getByRole('button', { name: '更多' }).click()
  await expect(desk.getByText('−11 dB')).toBeVisible()
  await expect(desk.getByText('10 ms')).toBeVisible()
  await expect(desk.getByRole('button', { name: '静音：音乐' })).toHaveAttribute('aria-pressed', 'false')
})
