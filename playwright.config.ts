import { defineConfig } from '@playwright/test'
import { chromiumFlags, findChromium } from './scripts/find-chromium.ts'

/** What composes, sends or measures pictures and sound: each of these wants the machine to itself. */
const PICTURES = [
  'engine-contract',
  'local-room',
  'media*',
  'mixer',
  'outputs',
  'preflight',
  'recording-killed',
  'scene-editor',
  'show',
  'watch-picture',
  'whip',
].map((name) => `**/e2e/${name}.spec.ts`)

const executablePath = findChromium()?.executable

export default defineConfig({
  testDir: 'e2e',
  reporter: 'list',
  // A test that passes at the second try hides a fault.
  retries: 0,
  fullyParallel: false,
  workers: 2,
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
    // Screens mostly wait for each other's clocks, so two files of them share the machine.
    {
      name: 'screens',
      outputDir: 'test-results/screens',
      testMatch: '**/e2e/*.spec.ts',
      testIgnore: PICTURES,
      workers: 2,
    },
    { name: 'pictures', outputDir: 'test-results/pictures', testMatch: PICTURES, workers: 1 },
    { name: 'shell', outputDir: 'test-results/shell', testMatch: '**/e2e/shell/*.spec.ts', workers: 1 },
  ],
})
