import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { createStudioI18n } from '#renderer/i18n/i18n.ts'
import { allTexts } from '#renderer/i18n/texts.ts'
import { createStaffClient } from '#renderer/session-client/staff-client.ts'
import { StaffProvider } from '#renderer/session-client/staff-context.tsx'
import type { FrameTransport } from '#renderer/session-client/transport.ts'
import { openWebSocketTransport } from '#renderer/session-client/websocket-transport.ts'
import { StudioRoot } from '#renderer/ui/StudioRoot.tsx'
import { ConsoleScreen } from './ConsoleScreen.tsx'

/** `?fake` shows a lively room without a service, in the development server alone: no built page holds it. */
async function openTransport(): Promise<FrameTransport> {
  if (import.meta.env.DEV && new URLSearchParams(location.search).has('fake')) {
    const { openFakeRoom } = await import('#renderer/session-client/testing/fake-room.ts')
    return openFakeRoom(new URLSearchParams(location.search))
  }
  return openWebSocketTransport('moderator')
}

const root = document.querySelector('#root')
if (root === null) throw new Error('the page has no #root')
const client = createStaffClient(await openTransport())
createRoot(root).render(
  <StrictMode>
    <StudioRoot i18n={createStudioI18n(allTexts)}>
      <StaffProvider client={client}>
        <ConsoleScreen />
      </StaffProvider>
    </StudioRoot>
  </StrictMode>,
)
