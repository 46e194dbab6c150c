import './overlay.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'

import { overlay as enOverlay } from '#renderer/i18n/en/overlay.ts'
import { roomCards as enRoomCards } from '#renderer/i18n/en/room-cards.ts'
import { createStudioI18n } from '#renderer/i18n/i18n.ts'
import { overlay } from '#renderer/i18n/zh-CN/overlay.ts'
import { roomCards } from '#renderer/i18n/zh-CN/room-cards.ts'
import { OverlayApp } from './OverlayApp.tsx'

const i18n = createStudioI18n({
  'zh-CN': { overlay, roomCards },
  en: { overlay: enOverlay, roomCards: enRoomCards },
})

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <OverlayApp />
      </I18nextProvider>
    </StrictMode>,
  )
}
