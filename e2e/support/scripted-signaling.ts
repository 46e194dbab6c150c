import type { Frame, Page } from '@playwright/test'

import type { RtmEvent } from '#renderer/chat-sources/agora-signaling/rtm-client.ts'

/**
 * Agora behind the studio's own frame: the page at /signaling/ is answered by this script, which speaks the same port
 * and does what the test says. Nothing of it exists in the studio.
 */
const SCRIPTED_PAGE = `<!doctype html><meta charset="utf-8"><script>
  let port = null
  window.calls = []
  window.published = []
  window.refuse ??= {}
  window.happen = (event) => port.postMessage({ type: 'event', event })
  window.addEventListener('message', ({ ports }) => {
    port = ports[0]
    port.onmessage = ({ data }) => {
      window.calls.push(data.call)
      const reason = window.refuse[data.call]
      if (reason) return port.postMessage({ type: 'failed', id: data.id, ...reason })
      if (data.call === 'publish') window.published.push(data.text)
      port.postMessage({ type: 'done', id: data.id, value: true })
    }
  })
</script>`

export interface ScriptedSignaling {
  readonly happen: (event: RtmEvent) => Promise<void>
  readonly published: () => Promise<readonly string[]>
  readonly calls: () => Promise<readonly string[]>
}

/** Takes Agora's place for a page that has not been opened yet. */
export async function scriptSignaling(page: Page): Promise<ScriptedSignaling> {
  await page.route('**/signaling/', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: SCRIPTED_PAGE }),
  )
  const frame = (): Frame => {
    const found = page.frames().find((one) => one.url().endsWith('/signaling/'))
    if (!found) throw new Error('no Signaling frame is open')
    return found
  }
  return {
    happen: (event) => frame().evaluate((one) => (window as unknown as ScriptedWindow).happen(one), event),
    published: () => frame().evaluate(() => (window as unknown as ScriptedWindow).published),
    calls: () => frame().evaluate(() => (window as unknown as ScriptedWindow).calls),
  }
}

interface ScriptedWindow {
  readonly happen: (event: RtmEvent) => void
  readonly published: readonly string[]
  readonly calls: readonly string[]
}
