import { defineConfig } from '@playwright/test'
import { chromiumFlags, findChromium } from './scripts/find-chromium.ts'

const executablePath = findChromium()?.executable

export default defineConfig({
  testDir: 'e2e',
  reporter: 'list',
  // A test that passes at the second try hides a fault; and a machine's few cores belong to one show at a time.
  retries: 0,
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: 'chromium',
    actionTimeout: 15_000,
    headless: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    launchOptions: { args: [...chromiumFlags], ...(executablePath === undefined ? {} : { executablePath }) },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    // Folders of their own: a run empties its folder first, and must not take another's traces with it.
    { name: 'e2e', outputDir: 'test-results/e2e', testMatch: '**/e2e/*.spec.ts' },
    { name: 'shell', outputDir: 'test-results/shell', testMatch: '**/e2e/shell/*.spec.ts' },
  ],
})
