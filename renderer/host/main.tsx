import { createRoot } from 'react-dom/client'

import type { CameraSlot } from '#shared/domain/scenes/scene.ts'
import { AssistantKeyProvider, createAssistantKey } from '#renderer/features/assistant/assistant-key.tsx'
import { createSyncToken, SyncTokenProvider } from '#renderer/features/sync/sync-token.tsx'
import { createStudioI18n } from '#renderer/i18n/i18n.ts'
import { allTexts } from '#renderer/i18n/texts.ts'
import { openSecretStore } from '#renderer/secrets/secret-store.ts'
import { openHostTransport } from '#renderer/session-client/open-transport.ts'
import { createStaffClient } from '#renderer/session-client/staff-client.ts'
import { StaffProvider } from '#renderer/session-client/staff-context.tsx'
import { StudioRoot } from '#renderer/ui/StudioRoot.tsx'
import { SignalingProvider } from '#renderer/chat-sources/signaling-context.tsx'
import type { EngineChoice } from './choose-engine.ts'
import { EngineChoiceProvider } from './engine-choice.tsx'
import { HostApp } from './HostApp.tsx'
import { findEngine } from './make-engine.ts'
import { makeRig } from './make-rig.ts'
import { makeSignaling } from './make-signaling.ts'
import { PrompterPage } from './PrompterPage.tsx'
import { isPrompterPage } from './prompter-window.ts'

const client = createStaffClient(await openHostTransport())
// Outlives any engine: in a browser the tokens are in this page's memory alone.
const secrets = openSecretStore(window.studio?.secrets)
const container = document.querySelector('#root')
if (!container) throw new Error('The page has no #root')

const i18n = createStudioI18n(allTexts)
/** What preview says where there is no picture; viewers see a plain dark field. */
const noticeFor = (input: CameraSlot | 'screen'): string =>
  input === 'screen' ? i18n.t('devices:noScreen') : i18n.t('devices:noSignal', { slot: input })
const stockWords = {
  left: (n: number) => i18n.t('host:cardStock', { n }),
  soldOut: () => i18n.t('host:cardSoldOut'),
}

// One login for the window: a prompter beside it would throw the host's own out.
const signaling = isPrompterPage(location.search) ? null : makeSignaling(client, secrets)

const assistantKey = createAssistantKey(client, secrets)
const syncToken = createSyncToken(client, secrets)
if (!isPrompterPage(location.search)) {
  assistantKey.follow()
  syncToken.follow()
}

let choice = await findEngine()
const root = createRoot(container)
/** Told while a rig is made, which is while React renders. */
const fellBack = (instead: EngineChoice): void => {
  choice = instead
  queueMicrotask(render)
}

function render(): void {
  root.render(
    <StudioRoot i18n={i18n}>
      <StaffProvider client={client}>
        {signaling === null ? (
          <PrompterPage />
        ) : (
          <SignalingProvider source={signaling}>
            <EngineChoiceProvider choice={choice}>
              <AssistantKeyProvider assistantKey={assistantKey}>
                <SyncTokenProvider syncToken={syncToken}>
                  <HostApp
                    makeRig={() => makeRig({ client, secrets, stockWords, choice, noticeFor, fellBack })}
                  />
                </SyncTokenProvider>
              </AssistantKeyProvider>
            </EngineChoiceProvider>
          </SignalingProvider>
        )}
      </StaffProvider>
    </StudioRoot>,
  )
}
render()
