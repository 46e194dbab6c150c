import { expect, test, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test'

import type { RoomClient } from '#renderer/session-client/room-client.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import type { Question } from '#shared/domain/questions/question.ts'
import { startStudio, type TestStudio } from './support/studio.ts'
import { openViewerSocket } from './support/viewer-socket.ts'
import { itemOf } from '#shared/domain/run-sheet/item.ts'

/*
 * The moderator console in its own browser against the real service. The host and the viewers are real clients
 * without pages, so that what is looked at is the console alone.
 */

const LAPTOP = { width: 1366, height: 768 }

let studio: TestStudio
let host: StaffClient
const viewers = new Map<string, RoomClient>()
const contexts = new Set<BrowserContext>()

test.beforeAll(async () => {
  studio = await startStudio()
  host = await studio.staffSocket('host')
  await host.command({ type: 'goLive' })
  const item = itemOf({ number: 3, title: '双面呢羊绒大衣', priceFen: 39_900, listPriceFen: 59_900 })
  await host.command({ type: 'putItemOnAir', item })
})
test.afterAll(async () => {
  for (const viewer of viewers.values()) viewer.close()
  await studio.stop()
})

/** Every test starts with an empty queue, whatever the last one left behind. */
test.beforeEach(async () => {
  for (const { questionId, lifecycle } of host.store.getState().session?.questions.values() ?? []) {
    if (lifecycle.status === 'open' || lifecycle.status === 'claimed') {
      await host.command({ type: 'answerAloud', questionId })
    }
  }
})

test.afterEach(async () => {
  for (const context of contexts) await context.close()
  contexts.clear()
})

test('lets in with the right code only, and says why not', async ({ browser }) => {
  const { moderator, viewer } = await studio.invites()
  const page = await open(browser, 'console/')
  await expect(page.getByRole('heading', { name: '场控台' })).toBeVisible()
  await expect(page.getByRole('alert')).toBeEmpty()

  await page.keyboard.type(moderator === '000000' ? '000001' : '000000')
  await expect(page.getByLabel('你的名字')).toBeFocused()
  await page.keyboard.type('小林')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toHaveText('没有这个配对码，请对照主播屏幕再输一次。')

  await page.keyboard.type(viewer)
  await page.getByRole('button', { name: '进入' }).click()
  await expect(page.getByRole('alert')).toContainText('这是观众用的码')
  await page.context().clearCookies()

  await page.goto(`${studio.url}console/?code=${moderator}`)
  // The name is remembered, so the QR code alone is enough.
  await expect(page.getByText('我：小林')).toBeVisible()
  expect(page.url()).not.toContain('code=')
  await expect(page.getByText('LIVE')).toBeVisible()
  await page.reload()
  await expect(page.getByText('我：小林')).toBeVisible()
})

test('works a question by keys alone, and takes it back', async ({ browser }) => {
  const page = await openConsole(browser, '小林')
  const question = await ask('豆豆妈', '3号有L码吗', page)
  await expect(question).toContainText(/还有 \d+ 秒/)

  await page.keyboard.press('j')
  await expect(question).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('c')
  await expect(question).toContainText('我在处理')

  await page.keyboard.press('Shift+1')
  const reply = page.getByLabel('回复', { exact: true })
  await expect(reply).toHaveValue(/豆豆妈.*3 号 双面呢羊绒大衣.*¥399/)
  await page.keyboard.press('Enter')
  await expect(question).toHaveCount(0)
  await expect.poll(() => viewers.get('豆豆妈')?.store.getState().ownQuestions[0]?.reply).toContain('¥399')

  await page.keyboard.press('u')
  await expect(question).toBeVisible()
  await question.click()
  await page.keyboard.press('x')
  await expect(question).toHaveCount(0)
  await page.getByRole('button', { name: '撤销' }).last().click()
  await expect(question).toBeVisible()
})

test('rests its keys while an input method composes and while a field has the cursor', async ({
  browser,
}) => {
  const page = await openConsole(browser, '小林')
  const question = await ask('阿梅', '包邮吗', page)
  await question.click()
  await page.keyboard.press('r')
  await page.keyboard.type('xa')
  await expect(page.getByLabel('回复', { exact: true })).toHaveValue('xa')
  await page.keyboard.press('Escape')
  await page.evaluate(() => {
    const composing = { bubbles: true, code: 'KeyX', key: 'x', isComposing: true }
    document.body.dispatchEvent(new KeyboardEvent('keydown', composing))
  })
  await page.keyboard.press('Shift+Slash')
  await expect(page.getByRole('dialog', { name: '快捷键' })).toBeVisible()
  await page.keyboard.press('x')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(question).toBeVisible()
  expect(questionAsking('包邮吗')?.lifecycle.status).not.toBe('dismissed')

  await page.keyboard.press('x')
  await expect(question).toHaveCount(0)
})

test('never sends a variable that has no value', async ({ browser }) => {
  const page = await openConsole(browser, '小林')
  await ask('阿梅', '怎么退货', page)
  await page.keyboard.press('j')
  await page.keyboard.press('r')
  await page.keyboard.type('现在{price}')
  await page.keyboard.press('Enter')
  await expect(page.getByText('{price} 还没有值，请改成实际内容再发。')).toBeVisible()
  expect(questionAsking('怎么退货')?.lifecycle.status).not.toBe('answered')
})

test('says who holds a question and refuses the second', async ({ browser }) => {
  const lin = await openConsole(browser, '小林')
  const mei = await openConsole(browser, '阿梅梅')
  await ask('静静妈', '什么时候发货', lin)
  // Questions of earlier tests may stand before this one: it is pressed, not stepped to.
  for (const page of [lin, mei]) {
    await row(page, '什么时候发货').click()
    // A resting pointer would hold the rows where they are.
    await page.mouse.move(640, 12)
  }
  await expect(row(mei, '什么时候发货')).toContainText('小林在看')
  await lin.keyboard.press('c')
  await expect(row(mei, '什么时候发货')).toContainText('小林在处理')
  await mei.keyboard.press('a')
  await expect(mei.getByRole('alert').filter({ hasText: /小林正在处理，\d+ 秒后才会释放。/ })).toBeVisible()
  await expect(mei.getByRole('button', { name: '已口播' })).toBeDisabled()

  await lin.keyboard.press('c')
  await expect(row(mei, '什么时候发货')).not.toContainText('小林在处理')
  await mei.keyboard.press('a')
  await expect(row(lin, '什么时候发货')).toHaveCount(0)
})

test('shows the wall card before it goes on air, and merges into a question that asks the same', async ({
  browser,
}) => {
  const page = await openConsole(browser, '小林')
  await ask('豆豆妈', '面料是什么', page)
  await ask('静静妈', '会起球吗', page)
  await row(page, '会起球吗').click()
  await page.keyboard.press('m')
  await page.getByRole('dialog').getByText('面料是什么').click()
  await expect(row(page, '会起球吗')).toHaveCount(0)
  await expect(row(page, '面料是什么')).toContainText('2 人问')

  await row(page, '面料是什么').click()
  await page.keyboard.press('w')
  const dialog = page.getByRole('dialog', { name: '上墙预览' })
  await dialog.getByLabel('答复').fill('双面呢，九成羊毛')
  await expect(dialog.getByText('双面呢，九成羊毛')).toHaveCount(2)
  await dialog.getByRole('button', { name: '播出上墙' }).click()
  await expect
    .poll(() => host.store.getState().session?.wall)
    .toMatchObject({ question: '面料是什么', answer: '双面呢，九成羊毛', askerName: '豆豆妈' })
})

test('moves no row under the pointer, and hits the row that was pressed', async ({ browser }) => {
  const page = await openConsole(browser, '小林')
  const vip = await viewerNamed('贵客')
  const userId = `room:${vip.store.getState().you?.id}`
  await host.request({ type: 'setFanStanding', userId, userName: '贵客', tier: 'vip', privateDomain: true })

  const guest = await ask('豆豆妈', '有优惠券吗', page)
  const before = await guest.boundingBox()
  await moveOver(page, guest)
  await vip.say('几点下播')
  await expect(row(page, '几点下播')).toContainText('VIP')
  expect(await guest.boundingBox()).toEqual(before)
  await page.mouse.down()
  await page.mouse.up()
  await expect(guest).toHaveAttribute('aria-current', 'true')

  // Away from the list the fan's question takes its place above.
  await page.mouse.move(700, 300, { steps: 4 })
  await expect.poll(async () => (await row(page, '几点下播').boundingBox())?.y).toBe(before?.y)
})

test('rings when a question about to run out is left alone', async ({ browser }) => {
  const page = await openConsole(browser, '小林')
  await ask('豆豆妈', '这件显胖吗', page)
  const alarm = page.getByRole('alert').filter({ hasText: '1 个提问没人处理' })
  await expect(alarm).toBeVisible({ timeout: 30_000 })
  await expect(page).toHaveTitle(/没人处理/)
  await alarm.getByRole('button', { name: '去处理' }).click()
  await expect(row(page, '这件显胖吗')).toHaveAttribute('aria-current', 'true')
  await expect(alarm).toHaveCount(0)
})

test('keeps canned replies for everyone, with undo', async ({ browser }) => {
  const lin = await openConsole(browser, '小林')
  const mei = await openConsole(browser, '阿梅梅')
  await lin.getByRole('button', { name: '菜单' }).click()
  await lin.getByRole('menuitem', { name: '常用回复' }).click()
  const dialog = lin.getByRole('dialog', { name: '常用回复' })
  await dialog.getByRole('button', { name: '新增' }).click()
  await dialog.getByLabel('名称').fill('七天无理由')
  await dialog.getByLabel('内容').fill('{viewer}，{size} 都支持七天无理由')
  await expect(dialog.getByText('这些不是变量，会原样发出去：{size}')).toBeVisible()
  await dialog.getByLabel('内容').fill('{viewer}，支持七天无理由')
  await expect(dialog.getByText('桂花小圆子，支持七天无理由')).toBeVisible()
  await dialog.getByLabel('数字键').selectOption('9')
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(lin.getByText('已保存“七天无理由”')).toBeVisible()

  await ask('静静妈', '不喜欢能退吗', mei)
  await mei.keyboard.press('j')
  await mei.keyboard.press('9')
  await expect(mei.getByLabel('回复', { exact: true })).toHaveValue('静静妈，支持七天无理由')

  await dialog.getByRole('button', { name: '删除' }).click()
  await expect(dialog.getByRole('button', { name: '七天无理由' })).toHaveCount(0)
  await lin.getByRole('button', { name: '撤销' }).click()
  await expect(dialog.getByRole('button', { name: '七天无理由' })).toBeVisible()
})

test('holds the chat still under the pointer, finds what was said, mutes and takes it back', async ({
  browser,
}) => {
  const page = await openConsole(browser, '小林')
  const chat = page.getByRole('region', { name: '弹幕', exact: true })
  await say('大橙子', '主播今天真好看')
  const line = chat.getByText('主播今天真好看')
  await moveOver(page, line)
  await say('桂花', '晚上好呀')
  await say('桂花', '来啦来啦')
  await expect(chat.getByRole('button', { name: '2 条新弹幕' })).toBeVisible()
  await expect(chat.getByText('来啦来啦')).toHaveCount(0)
  await page.keyboard.press('End')
  await expect(chat.getByText('来啦来啦')).toBeVisible()

  await page.keyboard.press('Control+f')
  await page.keyboard.type('好看')
  await chat
    .getByRole('region', { name: '搜索结果' })
    .getByRole('button', { name: /今天真/ })
    .click()
  await expect(chat.getByText('晚上好呀').last()).toBeVisible()
  await page.getByLabel('搜索弹幕').press('Escape')

  await chat.getByText('来啦来啦').click()
  await page.getByRole('menuitem', { name: '标为提问' }).click()
  await expect(row(page, '来啦来啦')).toHaveAttribute('aria-current', 'true')

  await chat.getByText('晚上好呀').click()
  await page.getByRole('menuitem', { name: '禁言…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '禁言' }).click()
  await expect.poll(() => [...(host.store.getState().session?.mutedViewers.values() ?? [])]).toEqual(['桂花'])
  await page.getByRole('button', { name: '撤销' }).last().click()
  await expect.poll(() => host.store.getState().session?.mutedViewers.size).toBe(0)
})

test('follows the chat at its foot, and lets it be read further up', async ({ browser }) => {
  const page = await openConsole(browser, '小林')
  const chat = page.getByRole('region', { name: '弹幕', exact: true })
  for (const name of ['芳姐', '七七', '红豆', '鹿鹿']) {
    for (const time of ['一', '二', '三', '四', '五', '六']) await say(name, `${name}路过第${time}回`)
  }
  await expect(chat.getByText('鹿鹿路过第六回')).toBeInViewport()
  await moveOver(page, chat.getByText('鹿鹿路过第一回'))
  await page.mouse.wheel(0, -2_000)
  await expect(chat.getByRole('button', { name: '回到最新' })).toBeVisible()
  await page.mouse.move(600, 300, { steps: 4 })
  await say('大橙子', '我在最下面')
  await expect(chat.getByRole('button', { name: '1 条新弹幕' })).toBeVisible()
  await chat.getByRole('button', { name: '1 条新弹幕' }).click()
  await expect(chat.getByText('我在最下面')).toBeInViewport()
})

test('hides what holds a blocked word, and says so', async ({ browser }) => {
  const page = await openConsole(browser, '小林')
  await page.getByRole('button', { name: '菜单' }).click()
  await page.getByRole('menuitem', { name: '屏蔽与禁言' }).click()
  await page.getByLabel('要屏蔽的词').fill('加V')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByText('加v', { exact: true })).toBeVisible()
  await page.getByLabel('要屏蔽的词').fill('加Ｖ')
  await page.keyboard.press('Enter')
  await expect(page.getByText('这个词已经屏蔽了。')).toBeVisible()
  await page.keyboard.press('Escape')
  await say('路人', '想要链接的 加 v 问我')
  await expect(page.getByText('含屏蔽词，观众看不到')).toBeVisible()
  await expect(row(page, '想要链接的')).toHaveCount(0)
  await host.command({ type: 'unblockWord', word: '加v' })
})

test('folds to queue, thread and chat on a phone', async ({ browser }) => {
  const page = await openConsole(browser, '小林', { width: 390, height: 844 })
  await ask('豆豆妈', '这个多少钱', page)
  await expect(page.getByRole('region', { name: '弹幕', exact: true })).toBeHidden()
  await row(page, '这个多少钱').click()
  await expect(page.getByRole('heading', { name: '这个多少钱' })).toBeVisible()
  await expect(row(page, '这个多少钱')).toBeHidden()
  await page.goBack()
  await expect(row(page, '这个多少钱')).toBeVisible()
  await page.getByRole('button', { name: '弹幕', exact: true }).click()
  await expect(page.getByRole('region', { name: '弹幕', exact: true })).toBeVisible()
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
})

test('speaks English on request and remembers it', async ({ browser }) => {
  const page = await openConsole(browser, '小林')
  await page.getByRole('button', { name: '菜单' }).click()
  await page.getByText('EN', { exact: true }).click()
  await expect(page.getByRole('region', { name: 'Questions', exact: true })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.reload()
  await expect(page.getByRole('region', { name: 'Questions', exact: true })).toBeVisible()
})

test('tells the truth about the link, and loses nothing when the service comes back', async ({ browser }) => {
  const page = await openConsole(browser, '小林')
  await ask('豆豆妈', '有没有黑色', page)
  await row(page, '有没有黑色').click()
  await page.keyboard.press('r')
  await page.keyboard.type('黑色有现货')
  const restarted = studio.restart('SIGKILL')
  await expect(page.getByRole('status').filter({ hasText: '连接中断，正在重连' })).toBeVisible()
  await restarted
  await expect(page.getByRole('status').filter({ hasText: '已连接' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByLabel('回复', { exact: true })).toHaveValue('黑色有现货')
  await page.keyboard.press('Enter')
  await expect(row(page, '有没有黑色')).toHaveCount(0)
  const again = await studio.staffSocket('host')
  expect(questionAsking('有没有黑色', again)?.lifecycle.answer?.text).toBe('黑色有现货')
})

async function open(browser: Browser, path: string, viewport = LAPTOP): Promise<Page> {
  const context = await browser.newContext({ viewport })
  contexts.add(context)
  const page = await context.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  await page.goto(`${studio.url}${path}`)
  return page
}

async function openConsole(browser: Browser, name: string, viewport = LAPTOP): Promise<Page> {
  const { moderator } = await studio.invites()
  const page = await open(browser, `console/?code=${moderator}`, viewport)
  await expect(page.getByLabel('你的名字')).toBeFocused()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: '提问', exact: true })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: '已连接' })).toBeAttached()
  return page
}

async function viewerNamed(name: string): Promise<RoomClient> {
  const known = viewers.get(name)
  if (known) return known
  const client = await openViewerSocket(studio, name)
  viewers.set(name, client)
  return client
}

async function say(name: string, text: string): Promise<void> {
  const outcome = await (await viewerNamed(name)).say(text)
  expect(outcome).toEqual({ ok: true })
}

const row = (page: Page, text: string): Locator => page.locator('[data-question]').filter({ hasText: text })

/** A viewer asks; resolves with the row once the console shows it. */
async function ask(name: string, text: string, page: Page): Promise<Locator> {
  await say(name, text)
  await expect(row(page, text)).toBeVisible()
  return row(page, text)
}

/** A pointer that really moves: a jump onto the element would look like a row moved under a resting one. */
async function moveOver(page: Page, target: Locator): Promise<void> {
  const box = await target.boundingBox()
  if (box === null) throw new Error('nothing to move the pointer over')
  await page.mouse.move(box.x + box.width / 2 - 8, box.y + box.height / 2)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 })
}

const questionAsking = (text: string, client: StaffClient = host): Question | undefined =>
  [...(client.store.getState().session?.questions.values() ?? [])].find(
    (question) => question.messages[0]?.text === text,
  )
