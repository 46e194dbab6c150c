import { createRoot } from 'react-dom/client'

import { createStudioI18n } from '#renderer/i18n/i18n.ts'
import { allTexts } from '#renderer/i18n/texts.ts'
import { ChromiumEngine } from '#renderer/media/chromium-engine/engine.ts'
import { openHostTransport } from '#renderer/session-client/open-transport.ts'
import { createStaffClient } from '#renderer/session-client/staff-client.ts'
import { StaffProvider } from '#renderer/session-client/staff-context.tsx'
import { StudioRoot } from '#renderer/ui/StudioRoot.tsx'
import { SignalingProvider } from '#renderer/chat-sources/signaling-context.tsx'
import { HostApp } from './HostApp.tsx'
import { makeSignaling } from './make-signaling.ts'
import { PrompterPage } from './PrompterPage.tsx'
import { isPrompterPage } from './prompter-window.ts'
import { createRig } from './rig.ts'

const client = createStaffClient(await openHostTransport())
const container = document.querySelector('#root')
if (!container) throw new Error('The page has no #root')

createRoot(container).render(
  <StudioRoot i18n={createStudioI18n(allTexts)}>
    <StaffProvider client={client}>
      {isPrompterPage(location.search) ? (
        <PrompterPage />
      ) : (
        <SignalingProvider source={makeSignaling(client)}>
          <HostApp makeRig={() => createRig(client, new ChromiumEngine())} />
        </SignalingProvider>
      )}
    </StaffProvider>
  </StudioRoot>,
)
