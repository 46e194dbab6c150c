import { expect, test } from '@playwright/test'

import { chooseFromMenu, enterStudio, openLobby } from './support/host-page.ts'
import { startStudio, type TestStudio } from './support/studio.ts'

/* A customer list through the page: chosen, mapped, previewed, written and taken back, against the real service. */

let studio: TestStudio

test.beforeEach(async () => {
  studio = await startStudio()
})
test.afterEach(async () => {
  await studio.stop()
})

const CSV = [
  '客户昵称,手机号,累计消费金额(元),会员等级',
  '小林,13800138000,"¥1,299.00",VIP',
  '坏行,138****0000,1,',
].join('\n')

test('previews a customer list, writes it and takes it back', async ({ page }) => {
  await openLobby(page, studio)
  await enterStudio(page)
  await chooseFromMenu(page, '粉丝库')
  const library = page.getByRole('dialog', { name: '粉丝库' })
  await library.getByRole('button', { name: '导入 / 导出' }).click()
  const dialog = page.getByRole('dialog', { name: '导入粉丝' })
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: '客户.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) })
  await expect(dialog.getByText('已对上 4 / 4 列')).toBeVisible()
  await dialog.getByRole('button', { name: '预览', exact: true }).click()
  await expect(dialog.getByRole('cell', { name: '¥1,299' })).toBeVisible()
  await dialog.getByRole('tab', { name: '不导入的行 1' }).click()
  await expect(dialog.getByText('没有可识别的账号')).toBeVisible()
  await dialog.getByRole('button', { name: '写入 1 行' }).click()
  await expect(dialog.getByRole('status')).toHaveText('“客户.csv”已导入')
  await dialog.getByRole('button', { name: '撤销这次导入' }).click()
  await expect(dialog.getByRole('status')).toHaveText('“客户.csv”的导入已撤销')
})
