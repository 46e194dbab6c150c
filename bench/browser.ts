import { chromium, type Browser } from '@playwright/test'

import { chromiumFlags, findChromium } from '../scripts/find-chromium.ts'

/** The browser that the end-to-end tests use, with fake cameras. Throws when there is none. */
export async function launchChromium(): Promise<Browser> {
  const found = findChromium()
  if (!found) throw new Error('no Chromium is installed; `npm test` says how to get one')
  return chromium.launch({ executablePath: found.executable, args: [...chromiumFlags] })
}
