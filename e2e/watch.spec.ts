import { expect, test, type Page } from '@playwright/test'

import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { startLiveShow } from './support/live-show.ts'
import {
  chat,
  closePages,
  field,
  join,
  openPage,
  openRoom,
  PHONE,
  questionWith,
  say,
} from './support/room-pages.ts'
import type { TestStudio } from './support/studio.ts'
import { openViewerSocket } from './support/viewer-socket.ts'
import { itemOf } from '#shared/domain/run-sheet/item.ts'

/* The viewer page on the real service; host and moderators speak through sockets. */

let studio: TestStudio
let host: StaffClient
let moderator: StaffClient

test.beforeEach(async () => {
  ;({ studio, host, moderator } = await startLiveShow())
})
test.afterEach(async ({ browser }) => {
  await closePages(browser)
  await studio.stop()
})

const lineSaying = (page: Page, text: string) => chat(page).getByText(new RegExp(`${text}$`))
const pinned = (page: Page) => page.getByRole('region', { name: '我的提问' })

test('a wrong code is told at the code, the right one opens the room, and too many guesses have to wait', async ({
  browser,
}) => {
  const page = await openPage(browser)
  await page.goto(`${studio.url}watch/`)
  await expect(page.getByRole('textbox', { name: '昵称' })).not.toHaveValue('')
  const { viewer } = await studio.invites()
  const wrong = viewer === '000000' ? '000001' : '000000'
  await page.getByRole('textbox', { name: '观众码' }).fill(wrong)
  await page.getByRole('button', { name: '进入直播间' }).click()
  await expect(page.getByText('观众码不对')).toBeVisible()

  await page.getByRole('textbox', { name: '观众码' }).fill(`${viewer.slice(0, 3)} ${viewer.slice(3)}`)
  await join(page, '小雨')
  await expect(page.getByRole('heading', { name: '今晚的直播' })).toBeVisible()

  const guesser = await openPage(browser)
  await guesser.goto(`${studio.url}watch/?code=${wrong}`)
  const told = guesser.getByText(/试得太频繁了，\d+ 秒后可以再试/)
  await expect(async () => {
    await guesser.getByRole('button', { name: '进入直播间' }).click()
    await expect(told).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(guesser.getByRole('button', { name: '进入直播间' })).toBeDisabled()
  await expect(guesser.getByRole('textbox', { name: '观众码' })).toHaveValue(wrong)
})

test('a question is pinned with what becomes of it, up to the reply, also after the page was loaded anew', async ({
  browser,
}) => {
  const page = await openRoom(browser, studio, '小雨')
  const other = await openRoom(browser, studio, '阿珍')
  await say(page, '有L码吗')
  await expect(pinned(page)).toContainText('主播已看到')
  await expect(chat(other).getByText('有L码吗')).toBeVisible()
  await expect(pinned(other)).toHaveCount(0)

  const { questionId } = await questionWith(moderator, '有L码吗')
  await moderator.command({ type: 'claimQuestion', questionId })
  await expect(pinned(page)).toContainText('小林正在回复')
  await moderator.command({ type: 'replyToQuestion', questionId, text: '有的，L码还剩12件' })
  await expect(pinned(page)).toContainText('小林回复你')
  await expect(pinned(page)).toContainText('有的，L码还剩12件')

  await page.reload()
  await expect(pinned(page)).toContainText('有的，L码还剩12件')
  await expect(chat(page).getByText('我', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: '收起' }).click()
  await expect(pinned(page)).toHaveCount(0)
  await page.reload()
  await expect(chat(page).getByText('有L码吗')).toBeVisible()
  await expect(pinned(page)).toHaveCount(0)

  await page.getByRole('button', { name: '我的昵称：小雨' }).click()
  await page.getByRole('button', { name: '我的提问（1）' }).click()
  await expect(page.getByRole('dialog')).toContainText('有的，L码还剩12件')
})

test('an answer given aloud is told, and a question that is closed leaves without a word', async ({
  browser,
}) => {
  const page = await openRoom(browser, studio, '小雨')
  await say(page, '会起球吗')
  const aloud = await questionWith(host, '会起球吗')
  await host.command({ type: 'answerAloud', questionId: aloud.questionId })
  await expect(pinned(page)).toContainText('主播在直播里回答了')
  await page.getByRole('button', { name: '收起' }).click()

  await say(page, '多久发货')
  await expect(pinned(page)).toContainText('多久发货')
  const closed = await questionWith(moderator, '多久发货')
  await moderator.command({ type: 'dismissQuestion', questionId: closed.questionId })
  await expect(pinned(page)).toHaveCount(0)
})

test('the product on air is shown with its prices, and asking about it names it', async ({ browser }) => {
  const page = await openRoom(browser, studio, '小雨')
  const item = itemOf({ number: 3, title: '羊绒大衣', priceFen: 39_900, listPriceFen: 59_900 })
  await host.command({ type: 'putItemOnAir', item })
  const card = page.getByRole('region', { name: '正在讲的商品' })
  await expect(card).toContainText('3号')
  await expect(card).toContainText('¥399')
  await expect(card).toContainText('日常 ¥599')

  await page.getByRole('button', { name: '问这件' }).click()
  await expect(field(page)).toHaveValue('3号 ')
  await expect(field(page)).toBeFocused()
  await host.command({ type: 'takeItemOffAir' })
  await expect(card).toHaveCount(0)
})

test('likes are counted for everybody, and raise no hearts where motion is unwelcome', async ({
  browser,
}) => {
  const page = await openRoom(browser, studio, '小雨')
  const still = await openRoom(browser, studio, '阿珍', { ...PHONE, reducedMotion: 'reduce' })
  for (let like = 0; like < 3; like += 1) await page.getByRole('button', { name: '点赞' }).click()
  await still.getByRole('button', { name: '点赞' }).click()
  for (const each of [page, still]) await expect(each.getByLabel('4 次点赞')).toBeVisible()
  await expect.poll(() => host.store.getState().session?.totals.likes).toBe(4)
  expect(await still.locator('[data-heart]').count()).toBe(0)
  await expect(page.locator('[data-heart]')).toHaveCount(0)
})

test('writing too fast is told with the wait, the text is kept and goes out afterwards', async ({
  browser,
}) => {
  const page = await openRoom(browser, studio, '小雨')
  const refused = page.getByText(/发得太快了，\d+ 秒后可以再发/)
  let line = 0
  while ((await refused.count()) === 0 && line < 20) {
    line += 1
    await field(page).fill(`第${line}条`)
    await field(page).press('Enter')
    await expect.poll(async () => (await field(page).inputValue()) === '' || refused.count()).toBeTruthy()
  }
  await expect(field(page)).toHaveValue(`第${line}条`)
  await expect(lineSaying(page, `第${line}条`)).toHaveCount(0)
  await expect(page.getByText('可以发了，内容还在')).toBeVisible({ timeout: 20_000 })
  await page.getByRole('button', { name: '发送' }).click()
  await expect(lineSaying(page, `第${line}条`)).toBeVisible()
  await expect(field(page)).toHaveValue('')
})

test('a muted viewer is told, keeps the text, and may speak once unmuted', async ({ browser }) => {
  const page = await openRoom(browser, studio, '小雨')
  await say(page, '有L码吗')
  const [{ userId, userName } = { userId: '', userName: '' }] = (await questionWith(host, '有L码吗')).messages
  await host.command({ type: 'muteViewer', userId, userName })
  await field(page).fill('听得到吗')
  await field(page).press('Enter')
  await expect(page.getByText('主播暂时禁言了你')).toBeVisible()
  await expect(field(page)).toHaveValue('听得到吗')
  await host.command({ type: 'unmuteViewer', userId, userName })
  await field(page).press('Enter')
  await expect(chat(page).getByText('听得到吗')).toBeVisible()
})

test('what is written while the service restarts arrives once, and the page says truly when it is back', async ({
  browser,
}) => {
  const page = await openRoom(browser, studio, '小雨')
  await say(page, '晚上好')
  const restarted = studio.restart('SIGKILL')
  await expect(page.getByText('连接断开，正在重连…')).toBeVisible()
  await field(page).fill('断网时写的')
  await field(page).press('Enter')
  await restarted
  await expect(chat(page).getByText('断网时写的')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('连接断开，正在重连…')).toHaveCount(0)
  await expect(field(page)).toHaveValue('')
  await expect(chat(page).getByText('断网时写的')).toHaveCount(1)
})

test('the chat stands still while the viewer reads back, counts what is new, and follows again', async ({
  browser,
}) => {
  const page = await openRoom(browser, studio, '小雨')
  const others = await Promise.all(['阿珍', '老李'].map((name) => openViewerSocket(studio, name)))
  for (let line = 1; line <= 6; line += 1) {
    for (const [index, other] of others.entries()) await other.say(`第${line}-${index}句`)
  }
  await expect(lineSaying(page, '第6-1句')).toBeVisible()
  await chat(page).hover()
  await page.mouse.wheel(0, -2_000)
  await expect(lineSaying(page, '第1-0句')).toBeInViewport()
  const before = await lineSaying(page, '第1-0句').boundingBox()
  const late = await openViewerSocket(studio, '晚到的')
  for (const text of ['来晚了', '还有吗', '等等我']) await late.say(text)
  await page.getByRole('button', { name: '3 条新弹幕' }).waitFor()
  expect(await lineSaying(page, '第1-0句').boundingBox()).toEqual(before)
  await page.getByRole('button', { name: '3 条新弹幕' }).click()
  await expect(lineSaying(page, '等等我')).toBeInViewport()
  for (const other of [...others, late]) other.close()
})

test('an input method’s Enter confirms its words and sends nothing', async ({ browser }) => {
  const page = await openRoom(browser, studio, '小雨')
  await field(page).fill('有L码吗')
  await field(page).evaluate((box) => {
    const enter = (isComposing: boolean) =>
      box.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', isComposing, bubbles: true, cancelable: true }),
      )
    box.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
    enter(true)
    // Safari tells the end before the key that caused it, and calls that key no part of the composition.
    box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
    enter(false)
  })
  await expect(page.getByRole('button', { name: '发送' })).toBeEnabled()
  await expect(field(page)).toHaveValue('有L码吗')
  await field(page).press('Enter')
  await expect(chat(page).getByText('有L码吗')).toBeVisible()
})

test('the picture keeps its place and the box stays in sight while the keyboard is open', async ({
  browser,
}) => {
  const page = await openRoom(browser, studio, '小雨')
  const heightOf = async (selector: string) => (await page.locator(selector).boundingBox())?.height
  const before = await heightOf('video')
  await field(page).focus()
  await page.setViewportSize({ width: 390, height: 500 })
  await expect
    .poll(async () => {
      const box = await field(page).boundingBox()
      return box && box.y + box.height
    })
    .toBeLessThanOrEqual(500)
  expect(await heightOf('video')).toBe(before)
})

test('a new nickname is used from then on, and remembered', async ({ browser }) => {
  const page = await openRoom(browser, studio, '小雨')
  await page.getByRole('button', { name: '我的昵称：小雨' }).click()
  await page.getByRole('textbox', { name: '昵称' }).fill('小雨妈妈')
  await page.getByRole('button', { name: '改昵称' }).click()
  await expect(page.getByText('昵称已改')).toBeVisible()
  await page.keyboard.press('Escape')
  await say(page, '换名字了')
  await expect(chat(page)).toContainText('小雨妈妈')
  await page.reload()
  await expect(page.getByRole('button', { name: '我的昵称：小雨妈妈' })).toBeVisible()
})

test('what viewers write is text, whatever it looks like', async ({ browser }) => {
  const page = await openRoom(browser, studio, '<b>小雨</b>')
  await say(page, '<img src=x onerror="document.title=1">')
  await expect(chat(page).getByText('<b>小雨</b>')).toBeVisible()
  expect(await chat(page).locator('img, b').count()).toBe(0)
})

test('whoever the host sends away stands at the entry and reads why', async ({ browser }) => {
  const page = await openRoom(browser, studio, '小雨')
  await say(page, '有L码吗')
  const [{ userId } = { userId: '' }] = (await questionWith(host, '有L码吗')).messages
  await host.request({ type: 'revokeAccess', actorId: userId.replace('room:', '') })
  await expect(page.getByText('主播收回了这台设备的入场权限')).toBeVisible()
  await expect(page.getByRole('textbox', { name: '昵称' })).toHaveValue('小雨')
})

test('the end of the show closes the box and says goodbye', async ({ browser }) => {
  const page = await openRoom(browser, studio, '小雨')
  await host.command({ type: 'endShow' })
  await expect(page.getByText('直播已结束', { exact: true })).toBeVisible()
  await expect(page.getByRole('textbox')).toBeDisabled()
  await expect(page.getByRole('button', { name: '点赞' })).toBeDisabled()
})
