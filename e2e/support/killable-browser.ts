import { once } from 'node:events'
import { chromium, type Browser } from '@playwright/test'

import { chromiumFlags, findChromium } from '../../scripts/find-chromium.ts'

export interface KillableBrowser {
  readonly browser: Browser
  /** Ends the whole browser the way a crash does; settles when its process is gone. */
  readonly kill: () => Promise<void>
  /** Lets go of what is left, killed or not. */
  readonly close: () => Promise<void>
}

/** The browser of the tests as a process of its own, which can be shot. */
export async function launchKillableBrowser(): Promise<KillableBrowser> {
  const executablePath = findChromium()?.executable
  const server = await chromium.launchServer({
    args: [...chromiumFlags],
    ...(executablePath === undefined ? {} : { executablePath }),
  })
  const browser = await chromium.connect(server.wsEndpoint())
  return {
    browser,
    kill: async () => {
      const gone = once(server.process(), 'exit')
      server.process().kill('SIGKILL')
      await gone
    },
    close: async () => {
      await browser.close().catch(() => undefined)
      await server.close().catch(() => undefined)
    },
  }
}
