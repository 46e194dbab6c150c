import { engineContract } from '#renderer/media/testing/engine-contract.ts'
import { test } from './harness/studio.ts'

// The same contract is run on the Agora engine in e2e/agora/contract.itest.ts.
for (const { name } of engineContract) {
  test(`the Chromium engine ${name}`, async ({ page, harnessUrl }) => {
    await page.goto(new URL('contract.html', harnessUrl).href)
    await page.waitForFunction(() => 'runCase' in window)
    await page.evaluate((each) => window.runCase(each), name)
  })
}
