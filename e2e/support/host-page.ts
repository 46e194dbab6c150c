import { expect, type Locator, type Page } from '@playwright/test'

import type { TestStudio } from './studio.ts'

/* What a host does on the built host page, in the words that stand there. */

/** The lobby, connected to the service. */
export async function openLobby(page: Page, studio: TestStudio): Promise<void> {
  await page.goto(studio.hostUrl())
  await expect(page.getByRole('button', { name: '开始彩排' })).toBeEnabled()
}

/** From the lobby into the studio, without a show. */
export const enterStudio = (page: Page): Promise<void> =>
  page.getByRole('button', { name: '先进直播台看看' }).click()

export async function chooseFromMenu(page: Page, item: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: '菜单', exact: true }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** The page before a show, on which `confirmGoLive` goes live. */
export async function openGate(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: '开播…' }).click()
  return page.getByRole('dialog', { name: '开播前再看一眼' })
}

/** Goes live from the page before a show, recording or not, and waits until the show is on air. */
export async function confirmGoLive(page: Page, record = false): Promise<void> {
  await page.getByLabel('同时录制').setChecked(record)
  await page.getByRole('button', { name: '开播', exact: true }).click()
  await expect(page.getByText(/^LIVE/)).toBeVisible()
}

export async function goLive(page: Page, record = false): Promise<void> {
  await openGate(page)
  await confirmGoLive(page, record)
}

/** Ending is held, not clicked: it cannot happen by a slip. */
export async function endShow(page: Page): Promise<void> {
  await page.getByRole('button', { name: '结束直播…' }).click()
  await page.getByRole('button', { name: '按住结束' }).hover()
  await page.mouse.down()
  await expect(page.getByText('这场播完了，辛苦了')).toBeVisible()
  await page.mouse.up()
}
