import { expect, type Browser, type BrowserContextOptions, type Locator, type Page } from '@playwright/test'

import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import type { Question } from '#shared/domain/questions/question.ts'
import type { TestStudio } from './studio.ts'

export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true }

/** A page of a browser of its own, whose script errors fail the test. */
export async function openPage(browser: Browser, options: BrowserContextOptions = PHONE): Promise<Page> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  return page
}

/** Closes what `openPage` opened, so that no viewer of one test watches the next. */
export async function closePages(browser: Browser): Promise<void> {
  for (const context of browser.contexts()) await context.close()
}

/** A viewer in the room, come in through the QR code's address. */
export async function openRoom(
  browser: Browser,
  studio: TestStudio,
  name: string,
  options: BrowserContextOptions = PHONE,
): Promise<Page> {
  const page = await openPage(browser, options)
  const { viewer: code } = await studio.invites()
  await page.goto(`${studio.url}watch/?code=${code}`)
  await join(page, name)
  return page
}

/** Fills in the entry and waits until the room is there. */
export async function join(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: '昵称' }).fill(name)
  await page.getByRole('button', { name: '进入直播间' }).click()
  await expect(field(page)).toBeEnabled()
  await expect(page.getByText('人在看')).toBeVisible()
}

export const field = (page: Page): Locator => page.getByRole('textbox', { name: '说点什么，或提个问题' })
export const chat = (page: Page): Locator => page.getByRole('log', { name: '弹幕' })

/** Writes a danmaku, sends it with Enter and waits until it stands in the chat. */
export async function say(page: Page, text: string): Promise<void> {
  await field(page).fill(text)
  await field(page).press('Enter')
  await expect(chat(page).getByText(text)).toBeVisible()
}

/** Waits until staff see a question that holds these words. */
export async function questionWith(staff: StaffClient, text: string): Promise<Question> {
  const found = (): Question | undefined =>
    [...(staff.store.getState().session?.questions.values() ?? [])].find((question) =>
      question.messages.some((message) => message.text === text),
    )
  await expect.poll(() => found()?.questionId).toBeDefined()
  const question = found()
  if (!question) throw new Error(`No question says ${text}`)
  return question
}
